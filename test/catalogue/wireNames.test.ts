import { allFields, models } from '../../nodes/ImageEdit/catalogue/models';
import type { PictureSpec } from '../../nodes/ImageEdit/catalogue/types';

// The names of the seed documents, written down a second time: a slip of the pen in the catalogue would
// otherwise pass every test that reads the catalogue.

it('writes each field under the name that the documents give it', () => {
	const wires = new Map<string, string[]>();
	for (const { name, wire } of allFields) {
		wires.set(name, [...new Set([...(wires.get(name) ?? []), wire])].sort());
	}
	const written = [...wires].map(([name, names]) => [name, names.join(' or ')]);
	expect(Object.fromEntries(written.sort())).toEqual({
		aspectRatio: 'aspect_ratio',
		background: 'background',
		callbackUrl: 'callback_url',
		complexity: 'complexity',
		downExpansionRatio: 'down_expansion_ratio',
		elementIds: 'element_list',
		externalTaskId: 'external_task_id',
		frameCount: 'frame_count',
		frameDuration: 'frame_duration_ms',
		grounding: 'grounding',
		guidance: 'guidance',
		guidanceScale: 'guidance_scale',
		humanFidelity: 'human_fidelity',
		imageFidelity: 'image_fidelity',
		imageReference: 'image_reference',
		imageSize: 'image_size',
		inputFidelity: 'input_fidelity',
		layerDecomposition: 'layer_decomposition',
		leftExpansionRatio: 'left_expansion_ratio',
		maxImages: 'sequential_image_generation_options.max_images',
		moderation: 'moderation',
		n: 'n',
		negativePrompt: 'negative_prompt',
		outputCompression: 'output_compression',
		outputFormat: 'output_format',
		prompt: 'prompt',
		promptExtend: 'prompt_extend',
		quality: 'quality',
		resolution: 'resolution',
		responseFormat: 'response_format',
		resultType: 'result_type',
		rightExpansionRatio: 'right_expansion_ratio',
		safetyTolerance: 'safety_tolerance',
		seed: 'seed',
		sequentialImageGeneration: 'sequential_image_generation',
		seriesAmount: 'series_amount',
		size: 'size',
		steps: 'steps',
		stream: 'stream',
		svgModel: 'svg.model',
		svgReasoningEffort: 'svg.reasoning.effort',
		upExpansionRatio: 'up_expansion_ratio',
		user: 'safety_identifier or user',
		watermark: 'watermark',
	});
});

it('writes pictures under the names that the documents give them', () => {
	const specs = models.flatMap((entry) => Object.values(entry.pictures).flat() as PictureSpec[]);
	const written = specs.map(({ itemKey, role, wire, wireSeveral }) =>
		[role, wire, itemKey ?? '', wireSeveral ?? ''].join(' ').trim(),
	);
	expect([...new Set(written)].sort()).toEqual([
		'cloth cloth_image',
		'human human_image',
		'images image',
		'images image  image_urls',
		'images image_list image',
		'markup markup',
		'mask mask',
		'scene scene_image',
		'style style_image',
		'subjects subject_image_list subject_image',
	]);
});
