import { attempt, notifyOnError } from '../../nodes/ImageEdit/shared/attempt';

const fails = async () => {
	throw new Error('No.');
};

it('takes what comes of some work for a value', async () => {
	expect(await attempt(async () => 7)).toEqual({ ok: true, value: 7 });
	expect(await attempt(fails)).toEqual({ ok: false, error: new Error('No.') });
});

it('reports a failure before it is seen, and nothing else', async () => {
	const told: string[] = [];
	const tell = () => void told.push('told');
	expect(await notifyOnError(async () => 7, tell)).toBe(7);
	expect(told).toEqual([]);
	const work = notifyOnError(fails, tell).catch((error: Error) => told.push(error.message));
	await work;
	expect(told).toEqual(['told', 'No.']);
});
