import type { IExecuteFunctions } from 'n8n-workflow';
import type { GatewayEntry } from '../../nodes/ImageEdit/catalogue/types';
import type { RawOrder } from '../../nodes/ImageEdit/request/rawOrder';
import { loadImages } from '../../nodes/ImageEdit/run/loadImages';
import type { ItemParameters } from '../../nodes/ImageEdit/run/parameters';
import { readItem } from '../../nodes/ImageEdit/run/parameters';
import type { HttpClient } from '../../nodes/ImageEdit/transport/httpClient';

/** What the node reads of the first item before it writes an order down, by its own way. */
export async function loadOrder(
	context: IExecuteFunctions,
	gateway: GatewayEntry,
	http: Pick<HttpClient, 'get'>,
): Promise<Omit<ItemParameters, keyof RawOrder> & { readonly raw: RawOrder }> {
	const given = await readItem(context, 0, gateway);
	const sources = { context, http: http as HttpClient, base: 'https://gateway.example/v1' };
	return { ...given, raw: await loadImages(sources, 0, given) };
}
