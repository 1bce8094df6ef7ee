import { Refusal } from '../errors';
import type { BodyKind } from '../vocabulary';
import { mebibyte } from './common';
import { flag, integer, oneOf, pattern, picture, pictureList, pictures, text } from './fields';
import type { FieldRules } from './fields';
import { draft, has, numberOf, outputWish, picturesOf, refuseTogether, textOf } from './family';
import type { FamilyRules, Received } from './family';
import { editJob } from './openAiImages';

// openai-node, src/resources/images.ts, 7.59.0, where nothing else is said.

/** What sets the generations of the family apart. */
interface Version {
	readonly hasFreeSize: boolean;
	readonly inputFidelity: readonly string[];
	readonly qualities: readonly string[];
	/** GIF, SVG and what comes with them. */
	readonly hasMoreFormats: boolean;
	readonly hasMarkup: boolean;
}

const qualities = ['auto', 'low', 'medium', 'high'];
const first: Version = {
	hasFreeSize: false,
	inputFidelity: ['low', 'high'],
	qualities,
	hasMoreFormats: false,
	hasMarkup: false,
};

function versionOf(model: string): Version {
	if (model === 'gpt-image-1-mini') return { ...first, inputFidelity: ['low'] };
	if (!model.startsWith('gpt-image-2')) return first;
	const second = { ...first, hasFreeSize: true, inputFidelity: [] };
	if (!/^gpt-image-2\.[56]-/.test(model)) return second;
	const newer = { ...second, qualities: [...qualities, 'xhigh', 'max'], hasMoreFormats: true };
	return { ...newer, hasMarkup: model.startsWith('gpt-image-2.5-') };
}

const efforts = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max'] as const;

const svgFields = (body: BodyKind): FieldRules =>
	body === 'json'
		? {
				svg: {
					kind: 'object',
					fields: {
						model: text(100),
						reasoning: { kind: 'object', fields: { effort: oneOf(...efforts) } },
					},
				},
			}
		: { 'svg[model]': text(100), 'svg[reasoning][effort]': oneOf(...efforts) };

/** GPT Image: always base64, so `response_format` is refused. */
export function gptImage(
	model: string,
	_modelName: string | undefined,
	body: BodyKind,
): FamilyRules {
	const version = versionOf(model);
	return {
		required: ['prompt', 'image'],
		policy: { formats: ['png', 'jpeg', 'webp'], maxBytes: 50 * mebibyte - 1, base64: 'either' },
		fields: {
			prompt: text(32_000),
			image: pictures(16),
			images: pictureList('image_url', 16),
			mask: picture,
			n: integer(1, 10),
			size: version.hasFreeSize
				? pattern(/^([1-9]\d{1,3}x[1-9]\d{1,3}|auto)$/, 'WIDTHxHEIGHT or auto')
				: oneOf('auto', '1024x1024', '1536x1024', '1024x1536'),
			quality: oneOf(...version.qualities),
			background: oneOf('auto', 'transparent', 'opaque'),
			moderation: oneOf('auto', 'low'),
			output_format: oneOf(
				'png',
				'jpeg',
				'webp',
				...(version.hasMoreFormats ? ['gif', 'svg'] : []),
			),
			output_compression: integer(0, 100),
			stream: flag,
			partial_images: integer(0, 3),
			user: text(256),
			safety_identifier: text(256),
			...(version.inputFidelity.length > 0 && { input_fidelity: oneOf(...version.inputFidelity) }),
			...(version.hasMarkup && { markup: picture }),
			...(version.hasMoreFormats && {
				complexity: oneOf('low', 'medium', 'high'),
				frame_count: integer(2, 16),
				frame_duration_ms: integer(10, 655_350),
				...svgFields(body),
			}),
		},
		order(received) {
			if (version.hasFreeSize) checkFreeSize(textOf(received, 'size'));
			checkFormat(received);
			checkMarkup(received);
			if (received.route === 'generations')
				refuseTogether(received, 'input_fidelity', 'is for edits');
			const output = outputWish(received);
			return draft(received, { job: editJob(received), output, responseFormat: 'b64_json' });
		},
	};
}

/** What goes with which format of the result. */
function checkFormat(received: Received): void {
	const format = textOf(received, 'output_format') ?? 'png';
	const refuse = (name: string, why: string) => {
		throw new Refusal('badValue', why, name);
	};
	const isStill = ['png', 'webp'].includes(format);
	if (textOf(received, 'background') === 'transparent' && !isStill) {
		refuse('background', 'a transparent background needs png or webp');
	}
	if (!['jpeg', 'webp'].includes(format)) {
		refuseTogether(received, 'output_compression', 'is for jpeg and webp');
	}
	if (format !== 'gif') {
		for (const name of ['frame_count', 'frame_duration_ms'])
			refuseTogether(received, name, 'needs output_format gif');
	} else refuseTogether(received, 'mask', 'does not go with output_format gif');
	if (format !== 'svg') {
		for (const name of ['svg', 'svg[model]', 'svg[reasoning][effort]'])
			refuseTogether(received, name, 'needs output_format svg');
	} else if ((numberOf(received, 'n') ?? 1) > 1) refuse('n', 'n must be 1 with output_format svg');
	if (format === 'gif' || format === 'svg') {
		const isStreamed = received.values.stream === true;
		if (isStreamed) refuse('stream', `stream does not go with output_format ${format}`);
		refuseTogether(received, 'partial_images', `does not go with output_format ${format}`);
	}
	if (received.values.stream !== true) {
		refuseTogether(received, 'partial_images', 'needs stream');
	}
}

/** A PNG with transparent parts that is laid over the first image: of its size, as it is shown. */
function checkMarkup(received: Received): void {
	const [markup] = picturesOf(received, 'markup');
	if (!markup) return;
	const refuse = (why: string) => {
		throw new Refusal('badPicture', why, 'markup');
	};
	if (has(received, 'mask')) refuse('markup does not go with mask');
	if (markup.info.format !== 'png' || !markup.info.hasAlpha) {
		refuse('the markup must be a PNG with transparent pixels');
	}
	const [image] = picturesOf(received, 'image', 'images');
	const { height, width } = markup.info;
	if (image?.info.width !== width || image.info.height !== height) {
		refuse('the markup must have the size of the first image');
	}
}

// The least is by relays (openclaw#118476, azure-ai-docs#779).
const minPixels = 655_360;
const maxPixels = 3840 * 2160;

/** Any size by 16, 1:3 to 3:1, up to 3840x2160. */
function checkFreeSize(size: string | undefined): void {
	if (!size || size === 'auto') return;
	const [width = 0, height = 0] = size.split('x').map(Number);
	const longSide = Math.max(width, height);
	const shortSide = Math.min(width, height);
	const pixels = width * height;
	const isBy16 = width % 16 === 0 && height % 16 === 0;
	const fits = isBy16 && longSide <= 3 * shortSide && longSide <= 3840;
	if (!fits || pixels > maxPixels || pixels < minPixels) {
		throw new Refusal('badValue', `size ${size} is not supported by this model`, 'size');
	}
}
