import type { Order } from './order';
import type { Reply } from './reply';
import type { PaidRoute } from './vocabulary';

type Json = Readonly<Record<string, unknown>>;

/** An answer as the events in which it is streamed; what is none of pictures is one event. */
export function streamReply(body: object, order: Order, route: PaidRoute): Reply {
	const events = eventsOf(body as Json, order, route);
	const lines = events.map((event) => {
		const name = typeof event.type === 'string' ? `event: ${event.type}\n` : '';
		return `${name}data: ${JSON.stringify(event)}\n\n`;
	});
	const headers = { 'content-type': 'text/event-stream; charset=utf-8' };
	return { status: 200, headers, body: Buffer.from(`${lines.join('')}data: [DONE]\n\n`) };
}

function eventsOf(body: Json, order: Order, route: PaidRoute): readonly Json[] {
	if (Array.isArray(body.choices)) return chatEvents(body, body.choices as readonly Json[]);
	if (!Array.isArray(body.data)) return [body];
	const entries = body.data as readonly Json[];
	return order.model.includes('seedream')
		? arkEvents(body, entries)
		: imageEvents(body, entries, order, route);
}

/** openai/openai-node:src/resources/images.ts, ImageEditCompletedEvent and its like. */
function imageEvents(
	body: Json,
	entries: readonly Json[],
	{ streamed = 0 }: Order,
	route: PaidRoute,
): readonly Json[] {
	const { usage, created } = body;
	const apart = ['created', 'data', 'usage'];
	const more = Object.fromEntries(Object.entries(body).filter(([name]) => !apart.includes(name)));
	const kind = route === 'edits' ? 'image_edit' : 'image_generation';
	return entries.flatMap((entry, output_index) => [
		...Array.from({ length: streamed }, (_, partial_image_index) => ({
			type: `${kind}.partial_image`,
			...{ ...entry, ...more, created_at: created, output_index, partial_image_index },
		})),
		{
			type: `${kind}.completed`,
			...{ ...entry, ...more, created_at: created, output_index },
			...(output_index === entries.length - 1 && { usage }),
		},
	]);
}

/** Volcengine's: each picture as it is done, and usage at the end. */
function arkEvents({ usage }: Json, entries: readonly Json[]): readonly Json[] {
	return [
		...entries.map((entry, image_index) => ({
			type: 'image_generation.partial_succeeded',
			...{ image_index, ...entry },
		})),
		{ type: 'image_generation.completed', usage: usage ?? { generated_images: entries.length } },
	];
}

function chatEvents(body: Json, choices: readonly Json[]): readonly Json[] {
	const { usage, ...head } = { ...body, object: 'chat.completion.chunk' } as Json;
	const chunk = (choice: Json) => ({ ...head, choices: [choice] });
	return [
		...choices.flatMap(({ index, message }) => {
			const { content, images, role } = message as Json;
			return [
				chunk({ index, delta: { role, content }, finish_reason: null }),
				...(images === undefined ? [] : [chunk({ index, delta: { images }, finish_reason: null })]),
				chunk({ index, delta: {}, finish_reason: 'stop' }),
			];
		}),
		...(usage === undefined ? [] : [{ ...head, choices: [], usage }]),
	];
}
