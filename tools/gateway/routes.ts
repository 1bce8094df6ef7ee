import { dialectIds, type Dialect, type PaidRoute } from './vocabulary';
import { dialects } from './dialects/table';
import type { PollCall } from './tasks/taskReply';

export type Route =
	| {
			readonly kind: 'paid';
			readonly dialect: Dialect;
			readonly route: PaidRoute;
			readonly model?: string;
	  }
	| { readonly kind: 'models'; readonly dialect: Dialect }
	| { readonly kind: 'file'; readonly dialect: Dialect; readonly name: string }
	| { readonly kind: 'poll'; readonly dialect: Dialect; readonly call: PollCall }
	| {
			readonly kind: 'artifact';
			readonly dialect: Dialect;
			readonly id: string;
			readonly index: number;
	  }
	| { readonly kind: 'sample'; readonly name: string }
	| { readonly kind: 'control' }
	| { readonly kind: 'unknown'; readonly dialect?: Dialect };

export function routeOf(method: string, { pathname, searchParams }: URL): Route {
	if (pathname === '/_control') return { kind: 'control' };
	const sample = /^\/samples\/([\w.-]+)$/.exec(pathname)?.[1];
	if (sample && method === 'GET') return { kind: 'sample', name: sample };
	const dialect = dialectIds.find((id) => pathname.startsWith(`/${id}/`));
	if (!dialect) return { kind: 'unknown' };
	const rules = dialects[dialect];
	const prefix = `/${dialect}/${rules.version ?? 'v1'}`;
	if (!pathname.startsWith(`${prefix}/`)) return besideVersion(method, dialect, pathname);
	const rest = pathname.slice(prefix.length);
	if (method === 'POST') {
		if (rules.ownBody) return ownRoute(dialect, rules.editsPath, rest);
		if (rest === rules.editsPath) return { kind: 'paid', dialect, route: 'edits' };
		if (rest === '/images/generations') return { kind: 'paid', dialect, route: 'generations' };
	}
	if (method === 'GET') {
		if (rest === (rules.modelsPath ?? '/models') && rules.modelList)
			return { kind: 'models', dialect };
		const name = /^\/images\/files\/([\w.-]+)$/.exec(rest)?.[1];
		if (name) return { kind: 'file', dialect, name };
		const [, task, index] = /^\/tasks\/([\w-]+)\/artifacts\/(\d+)$/.exec(rest) ?? [];
		if (task) return { kind: 'artifact', dialect, id: task, index: Number(index) };
		const call = pollCallOf(rest, searchParams);
		if (call) return { kind: 'poll', dialect, call };
	}
	return { kind: 'unknown', dialect };
}

/** One path for edits and generations; which it is, the body tells. */
function ownRoute(dialect: Dialect, path: string, rest: string): Route {
	const [before = '', after] = path.split('{model}');
	if (after === undefined) {
		return rest === path ? { kind: 'paid', dialect, route: 'edits' } : { kind: 'unknown', dialect };
	}
	const isHere = rest.startsWith(before) && rest.endsWith(after);
	const model = decodeURIComponent(rest.slice(before.length, rest.length - after.length));
	return isHere && model !== ''
		? { kind: 'paid', dialect, route: 'edits', model }
		: { kind: 'unknown', dialect };
}

/** domain.md 6.5 */
const pollPaths: ReadonlyArray<readonly [RegExp, Omit<PollCall, 'id'>]> = [
	[/^\/images\/edits\/([^/]+)$/, { via: 'order', route: 'edits' }],
	[/^\/images\/generations\/([^/]+)$/, { via: 'order', route: 'generations' }],
	[/^\/images\/tasks\/([^/]+)$/, { via: 'imageTasks' }],
	[/^\/tasks\/([^/]+)$/, { via: 'tasks' }],
	[/^\/images\/async\/([^/]+)$/, { via: 'async' }],
];

function pollCallOf(path: string, query: URLSearchParams): PollCall | undefined {
	if (path === '/jobs/recordInfo') return { id: query.get('taskId') ?? '', via: 'record' };
	for (const [pattern, call] of pollPaths) {
		const id = pattern.exec(path)?.[1];
		if (id) return { id: decodeURIComponent(id), ...call };
	}
	return undefined;
}

/** crazyrouter asks after a try-on outside of /v1. */
function besideVersion(method: string, dialect: Dialect, path: string): Route {
	const id = /\/kling\/v1\/images\/kolors-virtual-try-on\/([^/]+)$/.exec(path)?.[1];
	if (method !== 'GET' || !id) return { kind: 'unknown', dialect };
	return { kind: 'poll', dialect, call: { id: decodeURIComponent(id), via: 'tryOn' } };
}
