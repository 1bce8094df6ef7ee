import type { Call, Sample } from './calls';
import { fieldsOf, picturesOf } from './calls';
import type { Given, GivenPictures } from './expectedWire';

// Written from the vendors' pages, not from the catalogue: which fields a way to order has a place for,
// and where it is.

type Samples = Readonly<Record<string, Sample>>;

interface Way {
	readonly fields: readonly string[];
	readonly path: (model: string) => string;
	readonly body: (given: {
		readonly model: string;
		readonly value: (...names: readonly string[]) => unknown;
		readonly pictures: readonly Given[];
	}) => object;
}

const base64 = ({ bytes }: Given) => bytes.toString('base64');
const imageUrl = (picture: Given) => ({
	type: 'image_url',
	image_url: {
		url: picture.mode === 'url' ? picture.url : `data:image/png;base64,${base64(picture)}`,
	},
});
const upper = (value: unknown) => (typeof value === 'string' ? value.toUpperCase() : value);

export const nestedWays: Readonly<Record<string, Way>> = {
	gemini: {
		fields: ['prompt', 'aspectRatio', 'imageSize', 'resolution', 'seed'],
		path: (model) => `/models/${encodeURIComponent(model).replaceAll('%2F', '/')}:generateContent`,
		body: ({ pictures, value }) => ({
			contents: [
				{
					role: 'user',
					parts: [
						{ text: value('prompt') },
						...pictures.map((picture) => ({
							inline_data: { mime_type: 'image/png', data: base64(picture) },
						})),
					],
				},
			],
			generationConfig: {
				responseModalities: ['TEXT', 'IMAGE'],
				imageConfig: {
					aspectRatio: value('aspectRatio'),
					imageSize: upper(value('imageSize', 'resolution')),
				},
				seed: value('seed'),
			},
		}),
	},
	chatCompletions: {
		fields: ['prompt', 'aspectRatio', 'imageSize', 'resolution', 'seed', 'stream', 'user'],
		path: () => '/chat/completions',
		body: ({ model, pictures, value }) => ({
			model,
			messages: [
				{
					role: 'user',
					content: [{ type: 'text', text: value('prompt') }, ...pictures.map(imageUrl)],
				},
			],
			modalities: ['image', 'text'],
			image_config: {
				aspect_ratio: value('aspectRatio'),
				image_size: upper(value('imageSize', 'resolution')),
			},
			seed: value('seed'),
			stream: value('stream'),
			user: value('user'),
		}),
	},
	openRouter: {
		fields: [
			...[
				'prompt',
				'n',
				'size',
				'aspectRatio',
				'resolution',
				'imageSize',
				'quality',
				'outputFormat',
			],
			...['outputCompression', 'background', 'seed', 'stream', 'user'],
		],
		path: () => '/images',
		body: ({ model, pictures, value }) => ({
			model,
			prompt: value('prompt'),
			input_references: pictures.length > 0 ? pictures.map(imageUrl) : undefined,
			n: value('n'),
			size: value('size'),
			aspect_ratio: value('aspectRatio'),
			resolution: upper(value('imageSize', 'resolution')),
			quality: value('quality'),
			output_format: value('outputFormat'),
			output_compression: value('outputCompression'),
			background: value('background'),
			seed: value('seed'),
			stream: value('stream'),
			user: value('user'),
		}),
	},
};

/** What arrives of a call; undefined where the way has no place for a part of it. */
export function expectedNested(way: Way, call: Call, samples: Samples, pictures: GivenPictures) {
	const given = fieldsOf(call).filter(({ name }) => name in samples);
	const isCarried =
		given.every(({ name }) => way.fields.includes(name)) &&
		picturesOf(call).every(({ role }) => role === 'images' || !pictures[role]?.length) &&
		(call.family !== undefined || call.entry.modelName === undefined);
	if (!isCarried) return undefined;
	const value = (...names: readonly string[]) => {
		const name = names.find((one) => given.some((field) => field.name === one));
		return name === undefined ? undefined : samples[name]?.json;
	};
	return withoutNothing(way.body({ model: call.model, value, pictures: pictures.images ?? [] }));
}

/** As a gateway reads it: what was not given is not there, nor what would hold only that. */
function withoutNothing(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNothing);
	if (typeof value !== 'object' || value === null) return value;
	const left = Object.entries(value).flatMap(([name, inner]) => {
		const kept = withoutNothing(inner);
		return kept === undefined ? [] : [[name, kept] as const];
	});
	return left.length > 0 ? Object.fromEntries(left) : undefined;
}
