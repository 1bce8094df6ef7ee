import { answerBody, unbilledShapes, type AnswerShape } from './answers';
import type { DialectRules } from './dialects/dialect';
import type { Order } from './order';
import type { MadePicture } from './pictures/make';
import type { GatewayState } from './state';

export interface Fulfilled {
	readonly body: object;
	readonly billed: boolean;
}

/** Has the pictures made and wraps them up as the dialect does, or as a test asked. */
export async function fulfil(
	state: GatewayState,
	dialect: DialectRules,
	order: Order,
	requestId: string,
	asked?: AnswerShape,
): Promise<Fulfilled> {
	const usual = dialect.answerShape(order);
	const shape = asked ?? (usual === 'url' && state.results === 'behindKey' ? 'relativeUrl' : usual);
	const pictures = await state.makePictures(order);
	const body = answerBody(shape, {
		dialect,
		order,
		pictures,
		requestId,
		created: Math.floor(Date.now() / 1000),
		publish: (picture, where) => publish(state, dialect, picture, where),
	});
	return { body, billed: !unbilledShapes.has(shape) };
}

function publish(
	state: GatewayState,
	dialect: DialectRules,
	picture: MadePicture,
	where: 'foreign' | 'relative',
): string {
	const name = state.files.put(picture.content, picture.mimeType);
	return where === 'foreign'
		? `${state.fileOrigin}/results/${name}`
		: `/${dialect.id}/v1/images/files/${name}`;
}
