import type {
	ChoiceField,
	FieldSpec,
	FlagField,
	IdsField,
	ModelEntry,
	NumberField,
	Operation,
	SizeField,
	TextField,
} from './types';

// Every field is written once; a model's entry names it and gives what differs.

type Extra = Partial<Pick<FieldSpec, 'hints' | 'operations' | 'requiredFor' | 'unsure' | 'when'>>;
type ChoiceExtra = Extra & Partial<Pick<ChoiceField, 'valueNotes' | 'valueRules'>>;

/** What an empty field of the form stands for. */
export const asTheModelDecides = 'As the Model Decides';

export const prompt = (
	maxLength?: number,
	extra: Extra & Pick<TextField, 'rows'> = {},
): TextField => ({
	kind: 'text',
	name: 'prompt',
	wire: 'prompt',
	label: 'Prompt',
	help: 'What to draw or change, in plain words',
	placeholder: 'e.g. Replace the background with a sunny beach',
	placeholders: {
		combine: 'e.g. Both stand in front of the house and wave',
		expand: 'e.g. More of the beach and the sky',
		generate: 'e.g. A red bicycle on a quiet beach, morning light',
	},
	hints: { expand: 'Optional: what the new area shows' },
	place: 'top',
	rows: 3,
	requiredFor: ['combine', 'edit', 'generate'],
	...(maxLength === undefined ? {} : { maxLength }),
	...extra,
});

export const negativePrompt = (extra: Extra = {}): TextField => ({
	kind: 'text',
	name: 'negativePrompt',
	wire: 'negative_prompt',
	label: 'Negative Prompt',
	help: 'What should not be in the image',
	placeholder: 'e.g. blurry, text, watermark',
	maxLength: 2500,
	...extra,
});

export const count = (max: number, extra: Extra = {}): NumberField => ({
	kind: 'integer',
	name: 'n',
	wire: 'n',
	label: 'Number of Images',
	help: 'How many images to make with one call',
	min: 1,
	max,
	initial: 1,
	...extra,
});

const sizeText = {
	name: 'size',
	wire: 'size',
	label: 'Size',
	place: 'top',
} as const;

export const sizeChoice = (values: readonly string[]): ChoiceField => ({
	...sizeText,
	kind: 'choice',
	help: 'Width and height of the result in pixels',
	values,
	initial: '',
});

export const sizeFree = (
	limits: Omit<SizeField, 'help' | 'kind' | 'label' | 'name' | 'place' | 'wire'>,
): SizeField => ({
	...sizeText,
	kind: 'size',
	help: `Width x height in pixels${limits.words.length > 0 ? `, or ${limits.words.join(', ')}` : ''}`,
	placeholder: `${asTheModelDecides} (e.g. ${limits.words.filter((word) => word !== 'auto').at(-1) ?? '1024x1024'})`,
	...limits,
});

/** Of a model that has Aspect Ratio, too: no source says which of the two a gateway follows. */
export const sizeBesideRatio = (limits: Parameters<typeof sizeFree>[0]): SizeField => {
	const size = sizeFree(limits);
	return { ...size, help: `${size.help}; if Aspect Ratio is set, too, both must agree` };
};

const ratioText = {
	name: 'aspectRatio',
	wire: 'aspect_ratio',
	label: 'Aspect Ratio',
	help: 'Ratio of width to height of the result',
	place: 'top',
} as const;

export const aspectRatio = (values: readonly string[], extra: Extra = {}): ChoiceField => ({
	...ratioText,
	kind: 'choice',
	values,
	initial: '',
	...extra,
});

export const aspectRatioFree = (extra: Extra = {}): TextField => ({
	...ratioText,
	kind: 'text',
	placeholder: `${asTheModelDecides} (e.g. 16:9)`,
	...extra,
});

export const resolution = (values: readonly string[], extra: Extra = {}): ChoiceField => ({
	kind: 'choice',
	name: 'resolution',
	wire: 'resolution',
	label: 'Resolution',
	help: 'Level of detail of the result',
	values,
	initial: values[0] ?? '1k',
	...extra,
});

export const imageSize = (
	values: readonly string[],
	extra: ChoiceExtra = { unsure: true },
): ChoiceField => ({
	kind: 'choice',
	name: 'imageSize',
	wire: 'image_size',
	label: 'Image Size',
	help: 'Level of detail of the result; some gateways do not pass it on',
	values,
	initial: values[0] ?? '1K',
	...extra,
});

export const quality = (values: readonly string[], extra: ChoiceExtra = {}): ChoiceField => ({
	kind: 'choice',
	name: 'quality',
	wire: 'quality',
	label: 'Quality',
	help: 'How much effort the model puts into the image',
	place: 'top',
	values,
	initial: '',
	...extra,
});

export const qualityFree: TextField = {
	kind: 'text',
	name: 'quality',
	wire: 'quality',
	label: 'Quality',
	help: 'Quality level, in the words of the gateway',
	placeholder: `${asTheModelDecides} (e.g. high)`,
	place: 'top',
};

export const background: ChoiceField = {
	kind: 'choice',
	name: 'background',
	wire: 'background',
	label: 'Background',
	help: 'How the background of the result is filled',
	place: 'top',
	values: ['auto', 'opaque', 'transparent'],
	initial: '',
	// openai/openai-node:src/resources/images.ts, 7.59.0.
	valueRules: { transparent: [{ field: 'outputFormat', notIn: ['jpeg', 'gif', 'svg'] }] },
};

export const moderation: ChoiceField = {
	kind: 'choice',
	name: 'moderation',
	wire: 'moderation',
	label: 'Moderation',
	help: 'How strictly the content is filtered',
	values: ['auto', 'low'],
	initial: 'auto',
};

export const outputFormat = (values: readonly string[], extra: ChoiceExtra = {}): ChoiceField => ({
	kind: 'choice',
	name: 'outputFormat',
	wire: 'output_format',
	label: 'Output Format',
	help: 'File format of the result',
	values,
	initial: values[0] ?? 'png',
	...extra,
});

export const outputCompression: NumberField = {
	kind: 'integer',
	name: 'outputCompression',
	wire: 'output_compression',
	label: 'Output Compression',
	help: 'Compression level of a JPEG or WebP result in percent',
	min: 0,
	max: 100,
	initial: 100,
	when: { field: 'outputFormat', in: ['jpeg', 'webp'] },
};

export const inputFidelity: ChoiceField = {
	kind: 'choice',
	name: 'inputFidelity',
	wire: 'input_fidelity',
	label: 'Input Fidelity',
	help: 'How closely the result keeps to the input, especially to faces',
	values: ['low', 'high'],
	initial: 'low',
	operations: ['edit'],
};

export const responseFormat: ChoiceField = {
	kind: 'choice',
	name: 'responseFormat',
	wire: 'response_format',
	label: 'Response Format',
	help: 'How the gateway returns the image; the output is binary data either way',
	values: ['url', 'b64_json'],
	initial: 'url',
};

export const user: TextField = {
	kind: 'text',
	name: 'user',
	wire: 'user',
	label: 'User',
	help: 'Identifier of your end user, which helps the vendor to detect abuse',
	placeholder: 'e.g. customer-42',
};

/** OpenAI's newer name of `user`, which takes precedence where both are sent. */
export const safetyIdentifier: TextField = { ...user, wire: 'safety_identifier' };

export const complexity: ChoiceField = {
	kind: 'choice',
	name: 'complexity',
	wire: 'complexity',
	label: 'Complexity',
	help: 'How much the model plans the image before it draws, whatever the quality',
	values: ['low', 'medium', 'high'],
	initial: 'medium',
};

const onlyGif = { field: 'outputFormat', in: ['gif'] } as const;

export const frameCount: NumberField = {
	kind: 'integer',
	name: 'frameCount',
	wire: 'frame_count',
	label: 'Frame Count',
	help: 'How many frames a GIF has',
	min: 2,
	max: 16,
	initial: 9,
	when: onlyGif,
};

export const frameDuration: NumberField = {
	kind: 'integer',
	name: 'frameDuration',
	wire: 'frame_duration_ms',
	label: 'Frame Duration',
	help: 'How long a GIF shows each frame, in milliseconds; rounded to 10',
	min: 10,
	max: 655_350,
	initial: 200,
	when: onlyGif,
};

const onlySvg = { field: 'outputFormat', in: ['svg'] } as const;

export const svgModel: TextField = {
	kind: 'text',
	name: 'svgModel',
	wire: 'svg.model',
	formWire: 'svg[model]',
	label: 'SVG Model',
	help: 'The language model that writes an SVG, where the vendor lets you choose it',
	placeholder: 'e.g. gpt-5',
	when: onlySvg,
};

export const svgReasoningEffort: ChoiceField = {
	kind: 'choice',
	name: 'svgReasoningEffort',
	wire: 'svg.reasoning.effort',
	formWire: 'svg[reasoning][effort]',
	label: 'SVG Reasoning Effort',
	help: 'How long the model that writes an SVG thinks',
	values: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'],
	initial: 'medium',
	when: onlySvg,
};

export const promptExtend: FlagField = {
	kind: 'flag',
	name: 'promptExtend',
	wire: 'prompt_extend',
	label: 'Prompt Extend',
	help: 'Whether the vendor rewrites the prompt in more detail',
	initial: true,
};

export const grounding: FlagField = {
	kind: 'flag',
	name: 'grounding',
	wire: 'grounding',
	label: 'Grounding',
	help: 'Whether the model looks things up on the web first',
	initial: false,
};

export const layerDecomposition: FlagField = {
	kind: 'flag',
	name: 'layerDecomposition',
	wire: 'layer_decomposition',
	label: 'Layer Decomposition',
	help: 'Whether to return a base and up to 16 layers as PNG files',
	initial: false,
	operations: ['edit'],
};

export const steps: NumberField = {
	kind: 'integer',
	name: 'steps',
	wire: 'steps',
	label: 'Steps',
	help: 'How many passes the model makes over the image',
	min: 1,
	max: 50,
	initial: 50,
	unsure: true,
};

export const guidance: NumberField = {
	kind: 'number',
	name: 'guidance',
	wire: 'guidance',
	label: 'Guidance',
	help: 'How closely the result follows the prompt',
	min: 1.5,
	max: 10,
	initial: 4.5,
	unsure: true,
};

export const callbackUrl: TextField = {
	kind: 'text',
	name: 'callbackUrl',
	wire: 'callback_url',
	label: 'Callback URL',
	help: 'URL that the gateway calls when the status of the task changes',
	placeholder: 'e.g. {{ $execution.resumeUrl }}',
};

export const externalTaskId: TextField = {
	kind: 'text',
	name: 'externalTaskId',
	wire: 'external_task_id',
	label: 'External Task ID',
	help: 'Your own ID for the task, unique in your account at the gateway; with auto, a job is never started twice: if the connection breaks, the node finds the running job by its ID and waits for it',
	placeholder: 'e.g. order-1001',
	initial: 'auto',
};

export const elementIds = (extra: Extra = {}): IdsField => ({
	kind: 'ids',
	name: 'elementIds',
	wire: 'element_list',
	itemKey: 'element_id',
	label: 'Element IDs',
	help: 'People and things that you saved as elements at Kling; the response that created one holds its ID; comma-separated, every digit is kept',
	placeholder: 'e.g. 835266081714884677',
	hints: {
		edit: 'Optional. IDs of elements that you created at Kling',
		generate: 'Optional. IDs of elements that you created at Kling',
	},
	place: 'top',
	operations: ['edit', 'generate'],
	...extra,
});

export const resultType: ChoiceField = {
	kind: 'choice',
	name: 'resultType',
	wire: 'result_type',
	label: 'Result Type',
	help: 'Whether to make single images or a series that belongs together',
	values: ['single', 'series'],
	initial: 'single',
};

export const seriesAmount: NumberField = {
	kind: 'integer',
	name: 'seriesAmount',
	wire: 'series_amount',
	label: 'Series Amount',
	help: 'How many images to make for the series',
	min: 2,
	max: 9,
	initial: 4,
	when: { field: 'resultType', in: ['series'] },
};

export const watermark: FlagField = {
	kind: 'flag',
	name: 'watermark',
	wire: 'watermark',
	label: 'Watermark',
	help: 'Whether the vendor marks the image as made by AI',
	initial: false,
};

export const seed: NumberField = {
	kind: 'integer',
	name: 'seed',
	wire: 'seed',
	label: 'Seed',
	help: 'Starting point of the random numbers; the same seed leads to a similar image',
	min: -1,
	max: 2_147_483_647,
	initial: 0,
};

/** Of vendors who say no range, and for whom -1 is no number at random. */
export const seedFromZero: NumberField = { ...seed, min: 0, unsure: true };

export const guidanceScale: NumberField = {
	kind: 'number',
	name: 'guidanceScale',
	wire: 'guidance_scale',
	label: 'Guidance Scale',
	help: 'How closely the result follows the prompt',
	min: 1,
	max: 10,
	initial: 2.5,
};

export const safetyTolerance: NumberField = {
	kind: 'integer',
	name: 'safetyTolerance',
	wire: 'safety_tolerance',
	label: 'Safety Tolerance',
	help: 'How much the content filter lets through; 0 is the strictest',
	min: 0,
	max: 6,
	initial: 2,
	unsure: true,
};

export const sequentialImageGeneration: ChoiceField = {
	kind: 'choice',
	name: 'sequentialImageGeneration',
	wire: 'sequential_image_generation',
	label: 'Sequential Image Generation',
	help: 'Whether the model may make a group of related images',
	values: ['disabled', 'auto'],
	initial: 'auto',
};

export const maxImages: NumberField = {
	kind: 'integer',
	name: 'maxImages',
	wire: 'sequential_image_generation_options.max_images',
	label: 'Max Images',
	help: 'Maximum number of images in the group',
	min: 1,
	max: 15,
	initial: 4,
	when: { field: 'sequentialImageGeneration', in: ['auto'] },
};

export const imageReference: ChoiceField = {
	kind: 'choice',
	name: 'imageReference',
	wire: 'image_reference',
	label: 'Image Reference',
	help: 'What to keep of the image: the subject, or the one face in it',
	values: ['subject', 'face'],
	initial: 'subject',
	operations: ['edit'],
};

const fidelity = { kind: 'number', min: 0, max: 1, operations: ['edit'] } as const;

export const imageFidelity: NumberField = {
	...fidelity,
	name: 'imageFidelity',
	wire: 'image_fidelity',
	label: 'Image Fidelity',
	help: 'How closely the result keeps to the image, from 0 to 1',
	initial: 0.5,
};

export const humanFidelity: NumberField = {
	...fidelity,
	name: 'humanFidelity',
	wire: 'human_fidelity',
	label: 'Human Fidelity',
	help: 'How closely the result keeps to the face, from 0 to 1',
	initial: 0.45,
	when: { field: 'imageReference', in: ['subject'] },
};

/** Sources: openai/openai-node:src/resources/images.ts, 7.59.0; Volcengine's image generation API. */
export const stream: FlagField = {
	kind: 'flag',
	name: 'stream',
	wire: 'stream',
	label: 'Stream',
	help: 'Whether the gateway sends events while it works, so that no proxy cuts a quiet connection; the result is the same',
	initial: false,
	whenOn: {},
};

const expansionSides = [
	{ side: 'up', label: 'Top' },
	{ side: 'down', label: 'Bottom' },
	{ side: 'left', label: 'Left' },
	{ side: 'right', label: 'Right' },
] as const;

export const expansionRatios: readonly NumberField[] = expansionSides.map(({ label, side }) => ({
	kind: 'number',
	name: `${side}ExpansionRatio`,
	wire: `${side}_expansion_ratio`,
	label,
	help:
		side === 'up' || side === 'down'
			? 'Added height, as a multiple of the original height'
			: 'Added width, as a multiple of the original width',
	place: 'top',
	operations: ['expand'],
	requiredFor: ['expand'],
	min: 0,
	max: 2,
	initial: 0,
}));

/** The fields of a model that belong to an operation. */
export function fieldsFor(entry: ModelEntry, operation: Operation): readonly FieldSpec[] {
	return entry.fields.filter((field) => field.operations?.includes(operation) ?? true);
}
