import { answerBody, isReported, unbilledShapes } from './answers';
import type { AnswerShape } from './vocabulary';
import type { DialectRules } from './dialects/dialect';
import type { Order } from './order';
import { reportedAnswer } from './reportedAnswers';
import type { MadePicture } from '../painter/commission';
import { publish } from './publish';
import type { GatewayState } from './state';

export interface Fulfilled {
	readonly body: object | string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly billed: boolean;
}

/** Wraps pictures up as the dialect does, or as a test asked. */
export function fulfil(
	state: GatewayState,
	dialect: DialectRules,
	order: Order,
	pictures: readonly MadePicture[],
	requestId: string,
	asked?: AnswerShape,
): Fulfilled {
	const usual = dialect.answerShape(order);
	const shape = asked ?? (usual === 'url' && state.results === 'behindKey' ? 'relativeUrl' : usual);
	const context = {
		dialect,
		order,
		pictures,
		requestId,
		created: Math.floor(Date.now() / 1000),
		publish: (picture: MadePicture, where: 'foreign' | 'relative') =>
			publish(state, dialect.id, picture, where).url,
	};
	const billed = !unbilledShapes.has(shape);
	if (isReported(shape)) return { billed, ...reportedAnswer(shape, context) };
	return { billed, body: answerBody(shape, context) };
}
