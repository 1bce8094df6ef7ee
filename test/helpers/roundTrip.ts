import { gateways } from '../../nodes/ImageEdit/catalogue/gateways';
import type { GatewayEntry } from '../../nodes/ImageEdit/catalogue/types';
import { writeBody } from '../../nodes/ImageEdit/request/body';
import { makeOrder } from '../../nodes/ImageEdit/request/order';
import type { HttpClient } from '../../nodes/ImageEdit/transport/httpClient';
import type { Call, Sample } from './calls';
import { filledAtFirst, picturesOf, requiredSamples, storedForm } from './calls';
import type { GivenPictures } from './expectedWire';
import { expectedNested, nestedWays } from './expectedNested';
import { byName, expectedForm, expectedFormat, expectedJson } from './expectedWire';
import { loadOrder } from './loadOrder';
import { contextOf, itemOf, resolve } from './n8nForm';
import { chunked, drawPicture } from './pictures';
import { spring } from './orders';
import { readForm, readJson } from './readBody';

export const pictureUrl = 'https://pictures.example/some/photo.png?a=1&b=%2F';

/** The pictures that lie about: in the item's fields `data` and `cloth`, and at `pictureUrl`. */
export const dataPicture = () => drawPicture();
export const clothPicture = () => drawPicture({ shade: 10 });
export const webPicture = () => drawPicture({ shade: 200 });

/** A web that holds one picture. */
const web: Pick<HttpClient, 'get'> = {
	get: async () => ({
		status: 200,
		headers: { 'content-type': 'image/png' },
		body: chunked(await webPicture()),
		source: undefined,
	}),
};

/**
 * From parameters that n8n resolved to what a server reads, by the node's own way.
 * @param written the parameters before expressions were evaluated
 */
export async function sent(resolved: object, gateway: GatewayEntry, written = resolved) {
	const item = itemOf({ data: await dataPicture(), cloth: await clothPicture() });
	const { plan, raw } = await loadOrder(contextOf(resolved, item, written), gateway, web);
	const { request, warnings } = makeOrder(plan, raw, spring);
	const body = writeBody(request, 'between-the-parts');
	const format = request.bodyFormat;
	const wire = format === 'json' ? await readJson(body) : byName(await readForm(body));
	return { path: request.path, format, wire, warnings };
}

/** The pictures of a form whose slots were left as they are. */
async function picturesAtFirst(call: Call): Promise<GivenPictures> {
	const [data, cloth] = [await dataPicture(), await clothPicture()];
	const filled = picturesOf(call).filter(filledAtFirst);
	return Object.fromEntries(
		filled.map(({ role }) => [role, [{ mode: 'binary', bytes: role === 'cloth' ? cloth : data }]]),
	);
}

/**
 * Fills the form, and compares what every gateway reads with what the catalogue promises.
 * @param extra samples by field name, beside what the call cannot do without
 * @param more parameters of the form, and the pictures that they stand for
 */
export async function expectRoundTrip(
	call: Call,
	extra: Readonly<Record<string, Sample>> = {},
	more: { readonly stored?: object; readonly pictures?: GivenPictures } = {},
): Promise<void> {
	const samples = { ...requiredSamples(call), ...extra };
	const resolved = resolve(storedForm(call, samples, { ...more.stored }));
	await expectSent(call, samples, resolved, resolved, more.pictures);
}

export async function expectSent(
	call: Call,
	samples: Readonly<Record<string, Sample>>,
	resolved: object,
	written = resolved,
	changed: GivenPictures = {},
): Promise<void> {
	const pictures = { ...(await picturesAtFirst(call)), ...changed };
	for (const gateway of gateways as readonly GatewayEntry[]) {
		const way = nestedWays[gateway.id];
		if (way) {
			const wire = expectedNested(way, call, samples, pictures);
			const ordered = sent(resolved, gateway, written);
			if (wire === undefined)
				await expect(ordered).rejects.toThrow(`a request to ${gateway.label} has no place`);
			else {
				const { format, path, wire: actual } = await ordered;
				expect({ gateway: gateway.id, format, path, wire: actual }).toEqual({
					gateway: gateway.id,
					format: 'json',
					path: way.path(call.model),
					wire,
				});
			}
			continue;
		}
		const format = expectedFormat(call, gateway);
		const { format: actual, path, wire } = await sent(resolved, gateway, written);
		expect({ gateway: gateway.id, format: actual, path, wire }).toEqual({
			gateway: gateway.id,
			format,
			path: call.operation === 'generate' ? gateway.generatePath : gateway.editPath,
			wire:
				format === 'json'
					? expectedJson(call, samples, pictures)
					: expectedForm(call, gateway, samples, pictures),
		});
	}
}
