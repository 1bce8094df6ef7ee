import { earlierGuesses, families, guessFamily } from '../../nodes/ImageEdit/catalogue/families';
import { fieldsFor, prompt } from '../../nodes/ImageEdit/catalogue/fields';
import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import {
	chooseModel,
	entriesOf,
	familyEntries,
	models,
} from '../../nodes/ImageEdit/catalogue/models';
import { operations } from '../../nodes/ImageEdit/catalogue/operations';
import type {
	ChoiceField,
	Family,
	FieldSpec,
	GatewayEntry,
	ModelEntry,
	Operation,
} from '../../nodes/ImageEdit/catalogue/types';
import { likelyIds } from '../helpers/calls';

const titled = models.map((entry) => ({
	entry,
	title: `${entry.id} ${entry.modelName ?? ''}`.trim(),
}));
const calls = titled.flatMap(({ entry, title }) =>
	entry.operations.map((operation) => ({ entry, operation, title: `${title} ${operation}` })),
);

it('has every model that the seed documents and their nearest relatives name', () => {
	expect(titled.map(({ title }) => title).sort()).toEqual(
		expect.arrayContaining([
			...['nano-banana', 'nano-banana-pro', 'nano-banana-pro-2k', 'nano-banana-pro-4k'],
			...['nano-banana-2', 'nano-banana-2-2k', 'nano-banana-2-4k'],
			...['doubao-seedream-3-0-t2i-250415', 'doubao-seedream-4-0-250828'],
			...['doubao-seedream-4-5-251128', 'doubao-seedream-5-0-260128'],
			...['kling-v1', 'kling-v1-5', 'kling-v2', 'kling-v2-new', 'kling-v2-1', 'kling-v3'].map(
				(name) => `kling-image ${name}`,
			),
			...['kling-omni-image kling-image-o1', 'kling-omni-image kling-v3-omni'],
			...['kolors-virtual-try-on-v1', 'kolors-virtual-try-on-v1-5'],
			...['gpt-image-1', 'gpt-image-1-mini', 'gpt-image-1.5', 'gpt-image-2', 'gpt-image-1-all'],
			...['chatgpt-image-latest', 'dall-e-2', 'flux-kontext-pro', 'flux-kontext-max'],
		]),
	);
});

it('has each pair of model and model_name once', () => {
	expect(new Set(titled.map(({ title }) => title)).size).toBe(models.length);
});

it('has a model_name for all entries of an id, or for none', () => {
	for (const { id, modelName } of models) {
		const others = models.filter((entry) => entry.id === id);
		expect(others.length === 1 || modelName !== undefined).toBe(true);
	}
});

it.each(titled)('$title tells where its facts are from, and has a label', ({ entry }) => {
	expect(entry.source).toMatch(/\w{4}/);
	expect(entry.label).toMatch(/^[A-Z]/);
	for (const note of entry.notes ?? []) expect(note).toMatch(/^[A-Z0-9].*\.$/);
});

it.each(titled)('$title has pictures for its operations alone', ({ entry }) => {
	expect(entry.operations.length).toBeGreaterThan(0);
	expect(new Set(entry.operations).size).toBe(entry.operations.length);
	for (const operation of Object.keys(entry.pictures)) {
		expect(entry.operations).toContain(operation);
	}
	for (const operation of entry.operations) {
		if (operation !== 'generate') expect(entry.pictures[operation]?.length).toBeGreaterThan(0);
	}
});

it.each(calls)('$title writes each name on the wire once', ({ entry, operation }) => {
	const fields = fieldsFor(entry, operation);
	const pictures = entry.pictures[operation] ?? [];
	const wires = [
		'model',
		'model_name',
		...fields.map(({ wire }) => wire),
		...new Set(pictures.flatMap(({ wire, wireSeveral }) => [wire, wireSeveral ?? wire])),
	];
	expect(wires.filter((wire, index) => wires.indexOf(wire) !== index)).toEqual([]);
	const names = fields.map(({ name }) => name);
	expect(new Set(names).size).toBe(names.length);
	for (const wire of wires) expect(wire).toMatch(/^[a-z][a-z0-9_]*(\.[a-z_]+)*$/);
});

it.each(calls)('$title asks for fields of its own in its conditions', ({ entry, operation }) => {
	const fields = fieldsFor(entry, operation);
	for (const field of fields) {
		const conditions = [
			...(field.when ? [field.when] : []),
			...(field.kind === 'choice' ? Object.values(field.valueRules ?? {}).flat() : []),
		];
		for (const condition of conditions) {
			if ('without' in condition) {
				const roles = Object.values(entry.pictures).flatMap((specs) => specs ?? []);
				expect(roles.map(({ role }) => role)).toContain(condition.without);
				continue;
			}
			const other = fields.find(({ name }) => name === condition.field);
			const optional = condition.notIn !== undefined;
			expect(other !== undefined || optional).toBe(true);
			const values = other?.kind === 'choice' ? other.values : undefined;
			for (const value of condition.in ?? []) expect(values ?? [value]).toContain(value);
		}
	}
});

const fields = titled.flatMap(({ entry, title }) =>
	(entry.fields as readonly FieldSpec[]).map((field) => ({ entry, field, title })),
);

it.each(fields)('$title: $field.label is described in one sentence', ({ field }) => {
	expect(field.help).toMatch(/^[A-Z].*[^.\s]$/);
	for (const operation of field.requiredFor ?? []) {
		expect(field.operations ?? [operation]).toContain(operation);
	}
});

it.each(fields)('$title: $field.label begins with a value that it takes', ({ field }) => {
	if (field.kind === 'choice') {
		expect(field.values.length).toBeGreaterThan(0);
		expect(new Set(field.values).size).toBe(field.values.length);
		expect(field.values).not.toContain('');
		if (field.initial !== '') expect(field.values).toContain(field.initial);
		const ruled = { ...field.valueRules, ...field.valueNotes };
		for (const value of Object.keys(ruled)) expect(field.values).toContain(value);
	}
	if (field.kind === 'integer' || field.kind === 'number') {
		expect(field.min).toBeLessThan(field.max);
		expect(field.initial).toBeGreaterThanOrEqual(field.min);
		expect(field.initial).toBeLessThanOrEqual(field.max);
	}
});

it('calls a field by one label everywhere', () => {
	const labels = new Map<string, string>();
	for (const { field } of fields) {
		expect(labels.get(field.name) ?? field.label).toBe(field.label);
		labels.set(field.name, field.label);
	}
});

it.each(gateways as readonly GatewayEntry[])(
	'$id has paths, a source and whole sentences',
	(gateway) => {
		for (const path of [gateway.editPath, gateway.generatePath, gateway.modelsPath]) {
			expect(path).toMatch(/^\/[a-z]+(\/([a-z]+|\{model\}:[a-zA-Z]+))*\/?$/);
		}
		expect(gateway.source).not.toBe('');
		const { baseUrl = 'https://x/v1', version = 'v1' } = gateway;
		expect(baseUrl).toMatch(/^https:\/\/[^/]+(\/api)?\/v1(beta)?$/);
		expect(baseUrl.endsWith(`/${gateway.baseUrl ? version : 'v1'}`)).toBe(true);
		for (const note of gateway.notes) expect(note).toMatch(/^[A-Z].*\.$/);
	},
);

it('prices models at gateways that it has', () => {
	const ids: readonly string[] = gateways.map(({ id }) => id);
	for (const { price = {} } of models) {
		for (const id of Object.keys(price)) {
			expect(ids).toContain(id);
			expect(price[id]).toBeGreaterThan(0);
		}
	}
});

it('reads seed prices per call', () => {
	const priceOf = (title: string) => titled.find((one) => one.title === title)?.entry.price?.aiid;
	expect(priceOf('doubao-seedream-5-0-260128')).toBe(0.05);
	expect(priceOf('doubao-seedream-4-5-251128')).toBe(0.06);
	expect(priceOf('kling-image kling-v3')).toBe(0.05);
	expect(priceOf('nano-banana')).toBeUndefined();
});

it.each(models)('guesses the family of $id from the id', ({ family, id }) => {
	expect(guessFamily(id)).toBe(family);
});

it.each(Object.entries(likelyIds))('guesses that %s is of the family %s', (id, family) => {
	expect(guessFamily(id)).toBe(family);
	expect(chooseModel({ model: id, modelName: '', family: 'auto' }, 'edit').known).toBe(false);
});

it('guesses in capitals, too', () => {
	expect(guessFamily('GPT-IMAGE-9')).toBe('gptImage');
	expect(guessFamily('')).toBe('generic');
});

it.each<[Family, readonly string[]]>([
	['klingOmni', []],
	['virtualTryOn', ['kling-omni', 'kling-image-o1', '-omni-image', 'v3-omni']],
])('before %s it guesses by %j', (id, parts) => {
	expect(earlierGuesses(id)).toEqual(parts);
});

it.each(families)('$id follows an entry of its own family', ({ id }) => {
	for (const entry of familyEntries(id)) expect(entry.family).toBe(id);
});

it.each<[Family, string, readonly string[]]>([
	['seedream', 'doubao-seedream-5-0-260128', ['layerDecomposition', 'seed', 'guidanceScale']],
	['dallE2', 'dall-e-2', ['quality']],
	['gptImage', 'gpt-image-2.6-flare', ['inputFidelity']],
	['nanoBanana', 'gemini-nano-banana-2.1', []],
	['virtualTryOn', 'kolors-virtual-try-on-v1-5', []],
])('a new %s has all of %s, and of its siblings %j', (family, id, more) => {
	const [own] = entriesOf(id);
	const [like, ...others] = familyEntries(family);
	expect(others).toEqual([]);
	expect(like).toEqual({ ...own, fields: expect.any(Array) });
	const count = own?.fields.length ?? 0;
	expect(like?.fields.slice(0, count)).toEqual(own?.fields);
	expect(like?.fields.slice(count).map(({ name }) => name)).toEqual(more);
});

it('a new Kling has the versions of the model that it follows, as they are', () => {
	expect(familyEntries('klingImage')).toEqual(entriesOf('kling-image'));
	expect(familyEntries('klingOmni')).toEqual(entriesOf('kling-omni-image'));
});

it('lists the models family by family', () => {
	const groups = models.map(({ family, vendor }) => `${vendor}: ${family}`);
	expect(groups.filter((group, index) => group !== groups[index - 1])).toEqual([
		'Google: nanoBanana',
		'ByteDance: seedream',
		'Kuaishou: klingImage',
		'Kuaishou: klingOmni',
		'Kuaishou: virtualTryOn',
		'OpenAI: gptImage',
		'Black Forest Labs: generic',
		'Black Forest Labs: fluxKontext',
		'Alibaba: generic',
		'xAI: generic',
		'Alibaba: generic',
		'OpenAI: dallE2',
	]);
});

it('lists the operations in the order of their labels', () => {
	const labels = operations.map(({ label }) => label);
	expect(labels).toEqual([...labels].sort());
	const named: readonly Operation[] = operations.map(({ id }) => id);
	for (const { operations: own } of models) expect(named).toEqual(expect.arrayContaining([...own]));
});

it('lets the compiler refuse a slip of the pen in an entry', () => {
	const entry = {
		id: 'new-model',
		label: 'New Model',
		family: 'generic',
		vendor: 'Acme',
		operations: ['edit'],
		pictures: {},
		fields: [],
		base64: 'bare',
		body: 'json',
		source: 'a page',
	} as const satisfies ModelEntry;
	const slips: readonly ModelEntry[] = [
		// @ts-expect-error an unknown key
		{ ...entry, operation: ['edit'] },
		// @ts-expect-error an unknown family
		{ ...entry, family: 'klingImages' },
		// @ts-expect-error an unknown operation
		{ ...entry, operations: ['outpaint'] },
		// @ts-expect-error a picture that plays no known part
		{ ...entry, pictures: { edit: [{ role: 'photo', min: 0, max: 1, wire: 'x', limits: {} }] } },
		// @ts-expect-error an unknown key in a field
		{ ...entry, fields: [{ ...prompt(), required: true }] },
	];
	// @ts-expect-error a choice without values
	const choice: ChoiceField = {
		kind: 'choice',
		name: 'x',
		wire: 'x',
		label: 'X',
		help: 'X',
		initial: '',
	};
	expect([slips.length, choice.kind]).toEqual([5, 'choice']);
});
