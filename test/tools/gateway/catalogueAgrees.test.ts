import { gatewayById, gateways } from '../../../nodes/ImageEdit/catalogue/gateways';
import type { GatewayId } from '../../../nodes/ImageEdit/catalogue/gateways';
import { planCall } from '../../../nodes/ImageEdit/catalogue/plan';
import type { FieldSpec, PictureRole } from '../../../nodes/ImageEdit/catalogue/types';
import type { Picture } from '../../../nodes/ImageEdit/image/imageFile';
import { writeBody } from '../../../nodes/ImageEdit/request/body';
import { InvalidOrder } from '../../../nodes/ImageEdit/request/findings';
import { makeOrder } from '../../../nodes/ImageEdit/request/order';
import { allBytes } from '../../../nodes/ImageEdit/shared/streams';
import { dialects } from '../../../tools/gateway/dialects/table';
import { startGateway, type RunningGateway } from '../../../tools/gateway/startGateway';
import type { Dialect } from '../../../tools/gateway/vocabulary';
import type { Call } from '../../helpers/calls';
import { fieldsOf, knownCalls, picturesOf } from '../../helpers/calls';
import { sampled, some } from '../../helpers/depth';
import { rawOrder, spring } from '../../helpers/orders';
import { pictureOf } from '../../helpers/pictures';

// Two descriptions of the same vendors, written apart: what the node lets pass, the strict gateway takes, and
// what the node stops, it refuses.

let gateway: RunningGateway;
let image: Picture;
beforeAll(async () => {
	gateway = await startGateway({ usualSide: 128 });
	image = await pictureOf();
});
afterAll(() => gateway.close());
beforeEach(() => {
	gateway.reset();
	gateway.intercept(() => ({ status: 200, body: { data: [] } }));
});

type Values = Readonly<Record<string, unknown>>;

interface Told {
	/** What the node stops it for. */
	readonly stopped: string;
	/** What the gateway answers when the node does not look. */
	readonly status: number;
	readonly message: string;
}

const dialectOf = (id: GatewayId): Dialect => (id === 'openAiCompatible' ? 'openai' : id);

/** Both on one order. */
async function judge(
	call: Call,
	given: Values,
	pictures: Readonly<Partial<Record<PictureRole, readonly Picture[]>>> = usualPictures(call),
	id: GatewayId = 'openAiCompatible',
): Promise<Told> {
	const { entry, model, operation } = call;
	const choice = { model, modelName: entry.modelName ?? '', family: 'auto' } as const;
	const plan = planCall(gatewayById(id), choice, operation);
	const values = { ...requiredValues(call), ...given };
	let stopped = '';
	try {
		makeOrder(plan, rawOrder({ values, pictures }), spring);
	} catch (error) {
		if (!(error instanceof InvalidOrder)) throw error;
		stopped = error.message;
	}
	const raw = rawOrder({ values, pictures, validation: 'off' });
	const { request } = makeOrder(plan, raw, spring);
	const body = writeBody(request, 'between-the-parts');
	const response = await fetch(`${gateway.baseUrl(dialectOf(id))}${request.path}`, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${gateway.apiKey}`,
			'content-type': body.contentType,
			accept: 'application/json',
		},
		body: new Uint8Array(await allBytes(body.open())),
	});
	return { stopped, status: response.status, message: await response.text() };
}

function requiredValues(call: Call): Values {
	const required = fieldsOf(call).filter((field) => field.requiredFor?.includes(call.operation));
	return Object.fromEntries(
		required.map(({ kind, name }) => [
			name,
			kind === 'text' ? 'A mug' : name === 'upExpansionRatio' ? 0.5 : 0,
		]),
	);
}

const usualPictures = (call: Call) =>
	Object.fromEntries(
		picturesOf(call)
			.filter(({ min, role }) => min > 0 || role === 'images')
			.map(({ role }) => [role, [image]]),
	);

/** What the field needs beside it. */
function companions({ when }: FieldSpec): Values {
	const value = when?.in?.at(-1);
	return when && value !== undefined ? { [when.field]: value } : {};
}

/** Of fields whose text is not any. */
const texts: Readonly<Record<string, string>> = {
	aspectRatio: '16:9',
	callbackUrl: 'https://example.com/hook',
	quality: 'standard',
	size: '1024x1024',
};

/** The values at the edges of what a field takes. */
function allowed(field: FieldSpec, call: Call): readonly unknown[] {
	// One picture is given, and counts among the results.
	const together = call.operation === 'edit' ? call.entry.maxWithResults : undefined;
	const most = (max: number) =>
		together !== undefined && ['maxImages', 'n'].includes(field.name) ? together - 1 : max;
	switch (field.kind) {
		case 'text':
			return [texts[field.name] ?? 'some words'];
		case 'choice':
			return field.values;
		case 'integer':
		case 'number':
			return [field.min, most(field.max)];
		case 'flag':
			return [true, false];
		case 'ids':
			return ['835266081714884677, elem_7'];
		case 'size':
			return [...field.words, '2048x2048', ...(field.maxSide ? ['3840x2160', '2160x3840'] : [])];
	}
}

/** Values just beyond what a field takes, where the sources are sure of it. */
function forbidden(field: FieldSpec): readonly unknown[] {
	if (field.unsure) return [];
	switch (field.kind) {
		case 'text':
			return field.maxLength === undefined ? [] : ['x'.repeat(field.maxLength + 1)];
		case 'choice':
			return ['no-such-value'];
		case 'integer':
		case 'number':
			return [field.min - 1, field.max + 1];
		case 'size': {
			const { maxPixels, maxRatio, minPixels, multipleOf } = field;
			return [
				'1024',
				...(minPixels === undefined ? [] : ['16x16']),
				...(maxPixels === undefined ? [] : ['9600x9600']),
				...(multipleOf === undefined ? [] : ['1025x1024']),
				...(maxRatio === undefined ? [] : ['3200x640']),
			];
		}
		default:
			return [];
	}
}

/** Fields that have several places on the wire, or that a whole operation hangs on. */
const ofAnExpansion = /ExpansionRatio$/;

const rows = knownCalls.map((call) => [call.title, call] as const);

describe.each(some(rows))('%s', (_title, call) => {
	const sweep = fieldsOf(call).filter(({ name }) => !ofAnExpansion.test(name));

	it('is taken with every value that the node lets pass', async () => {
		const refused: unknown[] = [];
		for (const field of sweep) {
			for (const value of allowed(field, call)) {
				const told = await judge(call, { ...companions(field), [field.name]: value });
				if (told.stopped !== '' || told.status !== 200)
					refused.push([field.name, value, told.stopped || told.message]);
			}
		}
		expect(refused).toEqual([]);
	});

	it('is refused with every value that the node stops', async () => {
		const taken: unknown[] = [];
		for (const field of sweep) {
			for (const value of forbidden(field)) {
				const told = await judge(call, { ...companions(field), [field.name]: value });
				if (told.stopped === '' || told.status !== 400)
					taken.push([field.name, value, told.stopped, told.status]);
			}
		}
		expect(taken).toEqual([]);
	});
});

const lists = knownCalls.flatMap((call) =>
	picturesOf(call)
		.filter(({ max, maxUnsure }) => max > 1 && !maxUnsure)
		.map((spec) => [call.title, spec.role, { call, spec }] as const),
);

it.each(lists)(
	'%s takes as many %s as the node lets pass, and no more',
	async (_title, role, of) => {
		const { call, spec } = of;
		const judged = async (count: number) => {
			const many = Array<Picture>(count).fill(image);
			return await judge(call, {}, { ...usualPictures(call), [role]: many });
		};
		expect(await judged(spec.max)).toMatchObject({ stopped: '', status: 200 });
		expect(await judged(spec.max + 1)).toMatchObject({
			stopped: expect.stringContaining(`takes at most ${spec.max}`),
			status: 400,
		});
	},
);

/** What its document names, or whatever the local one serves where it names none. */
const isServedBy = (id: GatewayId, model: string) => {
	const { documentedModels } = gatewayById(id);
	return documentedModels?.includes(model) ?? dialects[dialectOf(id)].servesModel(model);
};

const elsewhere = gateways
	.map(({ id }) => id)
	.filter((id) => id !== 'openAiCompatible')
	.flatMap((id) =>
		knownCalls
			.filter(({ model }) => isServedBy(id, model))
			.map((call) => [id, call.title, call] as const),
	);

it.each(sampled(elsewhere, 30))(
	'%s takes of %s what the node lets pass',
	async (id, _title, call) => {
		const refused: unknown[] = [];
		for (const field of [undefined, ...fieldsOf(call)]) {
			if (field && ofAnExpansion.test(field.name)) continue;
			const values = field ? [allowed(field, call)[0], allowed(field, call).at(-1)] : [undefined];
			for (const value of new Set(values)) {
				const given = field ? { ...companions(field), [field.name]: value } : {};
				const told = await judge(call, given, usualPictures(call), id);
				if (told.stopped === '' && told.status !== 200)
					refused.push([field?.name, value, told.message]);
			}
		}
		expect(refused).toEqual([]);
	},
);

describe('conditions across fields', () => {
	const callOf = (title: string) => {
		const found = knownCalls.find((call) => call.title === title);
		if (!found) throw new Error(`No call ${title}`);
		return found;
	};
	const given = {
		small: { width: 200, height: 200 },
		large: { width: 5000, height: 4000 },
		other: { width: 330, height: 320 },
		opaque: { alpha: false },
		usual: {},
	};
	type Given = keyof typeof given;
	type Pictures = Partial<Record<PictureRole, Given>>;
	const picturesFrom = async (pictures: Pictures) => {
		const made = Object.entries(pictures).map(async ([role, name]) => [
			role,
			[await pictureOf(given[name], role)],
		]);
		return Object.fromEntries(await Promise.all(made)) as Record<PictureRole, readonly Picture[]>;
	};

	it.each<[string, Values, Pictures?]>([
		['gpt-image-2.6-flare edit', { background: 'transparent', outputFormat: 'jpeg' }],
		['gpt-image-2.6-flare edit', { background: 'transparent', outputFormat: 'gif' }],
		['gpt-image-2.6-flare generate', { background: 'transparent', outputFormat: 'svg' }],
		['gpt-image-2 generate', { background: 'transparent', outputFormat: 'jpeg' }],
		['gpt-image-2.5-flare edit', { outputFormat: 'gif' }, { mask: 'usual' }],
		['gpt-image-2.6-sunburst generate', { outputFormat: 'svg', n: 2 }],
		['gpt-image-2.5-flare edit', {}, { markup: 'usual', mask: 'usual' }],
		['gpt-image-2.5-flare edit', {}, { markup: 'opaque' }],
		['gpt-image-2.5-sunburst edit', {}, { markup: 'other' }],
		['gpt-image-2.6-flare edit', {}, { mask: 'other' }],
		['gpt-image-2.6-flare edit', {}, { mask: 'opaque' }],
		['gpt-image-2 generate', { size: '512x512' }],
		['gpt-image-2.6-flare generate', { size: '1000x1000' }],
		['gpt-image-2.6-flare generate', { size: '4096x1024' }],
		['doubao-seedream-5-0-260128 generate', { size: '1024x1024' }],
		['wan2.7-image edit', { size: '4K' }],
		['flux-3-image edit', {}, { images: 'small' }],
		['flux-3-image edit', {}, { images: 'large' }],
		['qwen-image-3.0 generate', { size: '500x500' }],
		['qwen-image-3.0 generate', { size: '2049x2048' }],
		['qwen-image-3.0 generate', { n: 7 }],
		['gemini-nano-banana-2.1 generate', { imageSize: '512' }],
	])('%s with %j stops, and is refused (%j)', async (title, values, pictures = {}) => {
		const call = callOf(title);
		const all = { ...usualPictures(call), ...(await picturesFrom(pictures)) };
		const told = await judge(call, values, all);
		expect(told.stopped).not.toBe('');
		expect([told.status, told.message]).toEqual([400, expect.any(String)]);
	});

	it.each<[string, Values, Pictures?]>([
		['gpt-image-2.6-flare edit', { background: 'transparent', outputFormat: 'webp' }],
		['gpt-image-2.6-flare edit', { background: 'transparent' }],
		['gpt-image-2 generate', { background: 'transparent' }],
		['gpt-image-2.5-flare edit', { outputFormat: 'gif', outputCompression: 50, stream: true }],
		[
			'gpt-image-2.6-flare edit',
			{ outputFormat: 'svg', n: 1, outputCompression: 50, stream: true },
		],
		['gpt-image-2.6-flare edit', { frameCount: 3, svgModel: 'gpt-5' }],
		['gpt-image-2.6-flare edit', { outputFormat: 'svg', svgModel: 'x', svgReasoningEffort: 'low' }],
		[
			'gpt-image-2.6-flare generate',
			{ outputFormat: 'svg', svgModel: 'x', svgReasoningEffort: 'max' },
		],
		['gpt-image-2.5-flare edit', {}, { markup: 'usual' }],
		['gpt-image-2.6-flare edit', {}, { mask: 'usual' }],
		['doubao-seedream-5-0-pro-260628 generate', { size: '1024x1024' }],
		['doubao-seedream-5-0-pro-260628 edit', { size: '1.5K', layerDecomposition: true }],
		['wan2.7-image generate', { size: '4K', n: 12 }],
		['qwen-image-3.0 generate', { size: '512x512', n: 6 }],
		['qwen-image-3.0 generate', { size: '2048x2048' }],
	])('%s with %j passes, and is taken (%j)', async (title, values, pictures = {}) => {
		const call = callOf(title);
		const all = { ...usualPictures(call), ...(await picturesFrom(pictures)) };
		expect(await judge(call, values, all)).toMatchObject({ stopped: '', status: 200 });
	});
});
