import type { GatewayId } from '../../nodes/ImageEdit/catalogue/gateways';
import { gatewayById } from '../../nodes/ImageEdit/catalogue/gateways';
import type { Plan } from '../../nodes/ImageEdit/catalogue/plan';
import { planCall } from '../../nodes/ImageEdit/catalogue/plan';
import type { BodyFormat, Family, Operation } from '../../nodes/ImageEdit/catalogue/types';
import { writeBody } from '../../nodes/ImageEdit/request/body';
import { InvalidOrder } from '../../nodes/ImageEdit/request/findings';
import type { RawOrder } from '../../nodes/ImageEdit/request/rawOrder';
import { makeOrder } from '../../nodes/ImageEdit/request/order';
import { readForm, readJson } from './readBody';

/** A day on which no model of the catalogue has ended or is about to. */
export const spring = Date.parse('2026-03-01');

interface Choice {
	readonly gateway?: GatewayId;
	readonly model: string;
	readonly modelName?: string;
	readonly family?: Family | 'auto';
	readonly operation?: Operation;
	readonly bodyFormat?: BodyFormat;
}

/** An edit at a gateway that takes every model, unless told otherwise. */
export function planOf(choice: Choice): Plan {
	const {
		bodyFormat,
		family = 'auto',
		gateway,
		model,
		modelName = '',
		operation = 'edit',
	} = choice;
	return planCall(
		gatewayById(gateway ?? 'openAiCompatible'),
		{ model, modelName, family },
		operation,
		bodyFormat ? { bodyFormat } : {},
	);
}

export const rawOrder = (raw: Partial<RawOrder> = {}): RawOrder => ({
	values: { prompt: 'A cat' },
	pictures: {},
	foreign: [],
	extraFields: {},
	imageField: '',
	problems: [],
	unread: [],
	validation: 'strict',
	...raw,
});

/** The body as a server reads it. Nothing is refused, so that only the writing is looked at. */
export async function written(choice: Choice, raw: Partial<RawOrder>): Promise<unknown> {
	const { request } = makeOrder(planOf(choice), rawOrder({ validation: 'off', ...raw }), spring);
	const body = writeBody(request, 'between-the-parts');
	return request.bodyFormat === 'json' ? await readJson(body) : await readForm(body);
}

/** What `strict` refuses, sentence by sentence; empty when it refuses nothing. */
export function refusals(choice: Choice, raw: Partial<RawOrder>): readonly string[] {
	try {
		makeOrder(planOf(choice), rawOrder(raw), spring);
		return [];
	} catch (error) {
		if (error instanceof InvalidOrder) return error.findings;
		throw error;
	}
}

/** What `strict` lets pass with a word of advice. */
export const warnings = (choice: Choice, raw: Partial<RawOrder>, now = spring): readonly string[] =>
	makeOrder(planOf(choice), rawOrder(raw), now).warnings;
