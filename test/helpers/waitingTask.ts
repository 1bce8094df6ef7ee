import type { AnsweredTask } from '../../nodes/ImageEdit/answer/answeredTask';
import type { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';
import { awaitTask } from '../../nodes/ImageEdit/transport/awaitTask';
import type { Reply } from './fakeWeb';
import { fakeWeb, memoryStore } from './fakeWeb';
import { virtualClock } from './virtualClock';

export const base = 'https://gateway.example/v1';
export const first = `${base}/first/t1`;
export const second = `${base}/second/t1`;

type Replies = Readonly<Record<string, ReadonlyArray<GatewayFailure | Reply>>>;

export const waiting: Reply = { body: { task_id: 't1', status: 'processing' } };
export const done: Reply = {
	body: { status: 'succeeded', data: [{ url: 'https://files.example/0.png' }] },
};
export const good = { answer: { pictures: [{ url: 'https://files.example/0.png' }] } };

export function means(replies: Replies, settings = {}, found: { path?: string } = {}) {
	const web = fakeWeb(replies);
	const clock = virtualClock();
	const deps = {
		http: web.http,
		store: memoryStore,
		clock,
		settings: { pollInterval: 5_000, maxWait: 600_000, pollPath: '', ...settings },
		base,
		orderPaths: ['/images/edits/', '/images/generations'],
		taskPaths: ['/first/{taskId}', '/second/{taskId}', '{orderPath}/{taskId}'],
		found,
	};
	return { clock, deps, found, web };
}

export async function waitingFor(
	replies: Replies,
	settings = {},
	more: Partial<AnsweredTask> = {},
	found: { path?: string } = {},
) {
	const { clock, deps, web } = means(replies, settings, found);
	const work = awaitTask(deps, { taskId: 't1', status: 'submitted', ...more });
	const outcome = await clock.run(work.catch((error: unknown) => error));
	return { asked: web.asked, found, outcome, sleeps: clock.sleeps };
}
