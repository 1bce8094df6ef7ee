/** A value of the order: of the first of the fields that was set. */
export interface FieldSlot {
	readonly field: readonly string[];
	/** Levels of detail are `1k` to some vendors and `1K` to others. */
	readonly upperCase?: true;
	/** All that it takes, as it is sent; anything when absent. */
	readonly values?: readonly string[];
	/** The largest number that it takes. */
	readonly max?: number;
}

/** In a list: one entry for each picture, or one for the prompt if there is one. */
interface EachSlot {
	readonly each: 'pictures' | 'prompt';
	readonly as: Template;
}

/** A part of the picture whose turn it is; `dataUri` is its address where it was given by one. */
interface PictureSlot {
	readonly picture: 'base64' | 'dataUri' | 'mimeType';
}

/** The model that was chosen. */
interface ModelSlot {
	readonly model: true;
}

export type Slot = EachSlot | FieldSlot | ModelSlot | PictureSlot;

/** JSON with slots. What has nothing to hold is left out, and so is what would hold only that. */
export type Template = Slot | string | readonly Template[] | { readonly [name: string]: Template };

/** How a gateway wants an order written that is not one flat list of fields. */
export interface OrderBody {
	readonly body: Template;
	/** The parts of pictures that it has a place for. */
	readonly pictures: ReadonlyArray<'images'>;
	/** It fetches pictures by their address; otherwise the node does. */
	readonly byAddress: boolean;
	/** Values that need no place, since they are what it does anyway. */
	readonly assumes: Readonly<Record<string, number | string>>;
}

const detail = (values: readonly string[]) =>
	({ field: ['imageSize', 'resolution'], upperCase: true, values }) as const;
const imageUrl = { type: 'image_url', image_url: { url: { picture: 'dataUri' } } } as const;

/** Source: ai.google.dev/gemini-api/docs/image-generation (REST). */
export const generateContent: OrderBody = {
	body: {
		contents: [
			{
				role: 'user',
				parts: [
					{ each: 'prompt', as: { text: { field: ['prompt'] } } },
					{
						each: 'pictures',
						as: {
							inline_data: { mime_type: { picture: 'mimeType' }, data: { picture: 'base64' } },
						},
					},
				],
			},
		],
		generationConfig: {
			responseModalities: ['TEXT', 'IMAGE'],
			imageConfig: {
				aspectRatio: { field: ['aspectRatio'] },
				imageSize: detail(['512', '1K', '2K', '4K']),
			},
			seed: { field: ['seed'] },
		},
	},
	pictures: ['images'],
	byAddress: false,
	assumes: { n: 1 },
};

/** Source: openrouter.ai/docs/features/multimodal/image-generation; new-api's relays take the same. */
export const chatCompletions: OrderBody = {
	body: {
		model: { model: true },
		messages: [
			{
				role: 'user',
				content: [
					{ each: 'prompt', as: { type: 'text', text: { field: ['prompt'] } } },
					{ each: 'pictures', as: imageUrl },
				],
			},
		],
		modalities: ['image', 'text'],
		image_config: {
			aspect_ratio: { field: ['aspectRatio'] },
			image_size: detail(['1K', '2K', '4K']),
		},
		seed: { field: ['seed'] },
		stream: { field: ['stream'] },
		user: { field: ['user'] },
	},
	pictures: ['images'],
	byAddress: true,
	assumes: { n: 1 },
};

/** Source: openrouter.ai/docs/api-reference/images. */
export const openRouterImages: OrderBody = {
	body: {
		model: { model: true },
		prompt: { field: ['prompt'] },
		input_references: [{ each: 'pictures', as: imageUrl }],
		n: { field: ['n'], max: 10 },
		size: { field: ['size'] },
		aspect_ratio: { field: ['aspectRatio'] },
		resolution: detail(['512', '1K', '2K', '4K']),
		quality: { field: ['quality'] },
		output_format: { field: ['outputFormat'] },
		output_compression: { field: ['outputCompression'] },
		background: { field: ['background'] },
		seed: { field: ['seed'] },
		stream: { field: ['stream'] },
		user: { field: ['user'] },
	},
	pictures: ['images'],
	byAddress: true,
	assumes: {},
};

/** The places that a body has for fields. */
export function fieldSlots(template: Template): readonly FieldSlot[] {
	if (typeof template === 'string') return [];
	if (isList(template)) return template.flatMap(fieldSlots);
	if (isField(template)) return [template];
	if (isEach(template)) return fieldSlots(template.as);
	if (isPicture(template) || isModel(template)) return [];
	return Object.values(template).flatMap(fieldSlots);
}

export const isList = (template: Template): template is readonly Template[] =>
	Array.isArray(template);
export const isField = (template: object): template is FieldSlot =>
	'field' in template && Array.isArray(template.field);
export const isEach = (template: object): template is EachSlot =>
	'each' in template && typeof template.each === 'string';
export const isPicture = (template: object): template is PictureSlot =>
	'picture' in template && typeof template.picture === 'string';
export const isModel = (template: object): template is ModelSlot =>
	'model' in template && template.model === true;
