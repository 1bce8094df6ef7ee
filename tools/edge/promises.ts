import type { Cell } from './runCell';

/** What the node promises whatever a proxy does. @returns what is broken of it, one sentence each */
export function brokenPromises({
	error,
	fault,
	losesAnswers,
	orders,
	paid,
	pictures,
	retryOnFail,
	wire,
}: Cell): string[] {
	const { attempts = 1, description = '', message = '', retryable = false } = error ?? {};
	const words = `${message} ${description}`;
	const isDone = error === undefined;
	const broken: ReadonlyArray<readonly [boolean, string]> = [
		[paid > 1, `was paid ${paid} times`],
		[
			fault.endsWell === true && !losesAnswers && !(isDone && paid === 1),
			'did not bring the picture',
		],
		[
			pictures < wire.pictures,
			`${wire.pictures} pictures arrived whole, ${pictures} are given out`,
		],
		[isDone && pictures === 0, 'neither gave a picture nor failed'],
		[paid > 0 && /nothing was billed/i.test(words), 'says that nothing was billed, but it was'],
		[paid > 0 && retryable, 'says that a retry is safe, but the order was billed'],
		[
			/not requested again(?! after)/.test(message) && wire.orders > 1,
			`says that it was not ordered again, but ordered ${wire.orders} times`,
		],
		[
			!isDone && !retryOnFail && wire.orders > 0 && attempts !== wire.orders,
			`tells ${attempts} orders, but sent ${wire.orders}`,
		],
		[/\[data\]/.test(words), 'lost words of the answer'],
		[!isDone && (message.trim() === '' || description.trim() === ''), 'failed without words'],
		[orders > wire.orders, 'was ordered twice by the proxy'],
	];
	return broken.filter(([isBroken]) => isBroken).map(([, sentence]) => sentence);
}
