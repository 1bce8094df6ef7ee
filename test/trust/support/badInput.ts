import type { INodeExecutionData } from 'n8n-workflow';
import { gatewayById } from '../../../nodes/ImageEdit/catalogue/gateways';
import type { GatewayId } from '../../../nodes/ImageEdit/catalogue/gateways';
import type { Validation } from '../../../nodes/ImageEdit/request/findings';
import { InvalidOrder } from '../../../nodes/ImageEdit/request/findings';
import type { Order } from '../../../nodes/ImageEdit/request/order';
import { makeOrder } from '../../../nodes/ImageEdit/request/order';
import type { Reply } from '../../helpers/fakeWeb';
import { fakeWeb } from '../../helpers/fakeWeb';
import { loadOrder } from '../../helpers/loadOrder';
import { contextOf, modelById, resolve, resolveByExpression } from '../../helpers/n8nForm';
import type { NamedFile } from './files';
import { photo } from './files';
import { spring } from '../../helpers/orders';

/** A form as a person fills it in, and everything that is wrong with it. */
export interface BadInput {
	readonly is: string;
	readonly gateway?: GatewayId;
	/** As the editor stores it, but the model as its id. An edit with a prompt, unless told otherwise. */
	readonly form: Readonly<Record<string, unknown>> & { readonly model: string };
	/** The model comes from an expression, so that the editor shows what any model takes. */
	readonly byExpression?: true;
	/** Beside or in place of good pictures in the binary fields `data` and `cloth`. */
	readonly files?: Readonly<Record<string, NamedFile | undefined>>;
	/** What lies at the addresses that are given. */
	readonly web?: Readonly<Record<string, Reply>>;
	/** Each finding that stops it, as it is told, in order. */
	readonly says: readonly string[];
	/** What is told of one that is not stopped. */
	readonly warns?: readonly string[];
}

export interface Tried {
	/** What stopped it. */
	readonly findings: readonly string[];
	readonly order?: Order;
	/** What went out: pictures by address are looked at first. */
	readonly asked: readonly string[];
}

/** From the form to the order by the node's own way; what would send the order is not there. */
export async function tryOrder(input: BadInput, validation: Validation): Promise<Tried> {
	const { model, options, ...more } = input.form;
	const stored = {
		resource: 'image',
		operation: 'edit',
		prompt: 'A cat',
		...more,
		options: { ...(options as object | undefined), validation },
	};
	const resolved = input.byExpression
		? resolveByExpression(stored, model)
		: { written: undefined, resolved: resolve({ ...stored, model: modelById(model) }) };
	const item = await itemOf({ data: photo(), cloth: photo(), ...input.files });
	const context = contextOf(resolved.resolved, item, resolved.written ?? resolved.resolved);
	const web = fakeWeb(
		Object.fromEntries(Object.entries(input.web ?? {}).map(([url, reply]) => [url, [reply]])),
	);
	try {
		const gateway = gatewayById(input.gateway ?? 'openAiCompatible');
		const { plan, raw } = await loadOrder(context, gateway, web.http);
		return { findings: [], order: makeOrder(plan, raw, spring), asked: web.asked };
	} catch (error) {
		if (!(error instanceof InvalidOrder)) throw error;
		return { findings: error.findings, asked: web.asked };
	}
}

/** As base64. Each is tried under every Validation. */
const drawn = new WeakMap<NamedFile, Promise<string>>();

async function itemOf(files: NonNullable<BadInput['files']>): Promise<INodeExecutionData> {
	const stored = Object.entries(files).map(async ([field, file]) => {
		if (!file) return undefined;
		const { fileName, mimeType } = file;
		const data = drawn.get(file) ?? file.draw().then((bytes) => bytes.toString('base64'));
		drawn.set(file, data);
		return [field, { data: await data, fileName, mimeType }] as const;
	});
	const binary = (await Promise.all(stored)).filter((entry) => entry !== undefined);
	return { json: {}, binary: Object.fromEntries(binary) };
}
