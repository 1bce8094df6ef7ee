import { randomUUID } from 'crypto';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { isTool } from '../host/asTool';
import { runNumberOf } from '../host/execution';
import { readOutputSettings } from '../host/settings';
import { withQuery } from '../request/address';
import { writeBody } from '../request/body';
import { describeFields } from '../request/describe';
import { InvalidOrder } from '../request/findings';
import { makeOrder } from '../request/order';
import type { RawOrder } from '../request/rawOrder';
import type { WireRequest } from '../request/wire';
import type { ReadItem } from './checkItems';
import { priceFault } from './checkItems';
import { identify } from './identify';
import { loadImages } from './loadImages';
import type { Receipt } from './receipt';
import type { ItemParameters } from './parameters';
import { readItem } from './parameters';
import { purchase, resume } from './purchase';
import type { Run } from './run';

/**
 * From an item to what comes out for it. What the previous try has bought is taken from there, without
 * even a look at the input, which may be gone by now.
 * @param read what `checkItems` has read of it
 * @throws InvalidOrder before anything is sent, GatewayFailure after that
 */
export async function orderItem(
	run: Run,
	item: number,
	read?: ReadItem,
): Promise<INodeExecutionData[]> {
	const { books, context, gateway } = run;
	const before = books.ledger.ofItem(item);
	if (before) return await resume(run, before, readOutputSettings(context, item));

	const given = read?.given ?? (await readItem(context, item, gateway.entry));
	const raw = await loadImages({ context, ...gateway }, item, given, read?.raw);
	const { request: ordered, warnings } = makeOrder(given.plan, raw, run.clock.date());
	const { ownId, request, requestKey } = await identify(run, item, ordered, given.idField);
	// Otherwise the key is made while the images are sent: to read them twice takes time and memory.
	const key = given.dryRun || books.ledger.asksByOrder ? await requestKey() : undefined;
	const receipt = receiptOf(run, item, given, raw, warnings, key);
	if (given.dryRun) {
		books.tally.dryRuns.push(given.price);
		return [dryItem(gateway, request, receipt)];
	}

	const same = key === undefined ? undefined : await books.ledger.ofOrder(key, item);
	if (same) return await resume(run, same, given.output);
	const price = reserve(run, given.price);
	const body = writeBody(request, `n8n-${randomUUID()}`);
	const order = { path: request.path, body, ...(ownId === undefined ? {} : { ownId }) };
	const inputDigests = async () => await digestsOf(raw);
	return await purchase(run, {
		order,
		receipt,
		price,
		requestKey,
		inputDigests,
		output: given.output,
	});
}

/** Made when the pictures were read to be sent. */
const digestsOf = async ({ pictures }: RawOrder): Promise<readonly string[]> =>
	await Promise.all(
		Object.values(pictures).flatMap((list) =>
			list.flatMap(({ file }) => (file ? [file.digest()] : [])),
		),
	);

function receiptOf(
	{ context, gateway }: Run,
	item: number,
	{ plan, price, values }: ItemParameters,
	{ pictures }: RawOrder,
	warnings: readonly string[],
	requestKey: string | undefined,
): Receipt {
	const count = Number(values.n);
	return {
		item,
		execution: context.getExecutionId(),
		run: String(runNumberOf(context)),
		model: plan.model,
		gateway: gateway.entry.id,
		...(requestKey === undefined ? {} : { requestKey }),
		warnings,
		inputName: pictures.images?.[0]?.file?.fileName ?? '',
		asTool: isTool(context),
		...(Number.isInteger(count) ? { ordered: count } : {}),
		...(typeof values.size === 'string' ? { orderedSize: values.size } : {}),
		...(typeof values.aspectRatio === 'string' ? { orderedRatio: values.aspectRatio } : {}),
		...(price === undefined ? {} : { price }),
	};
}

function dryItem(
	{ base, query }: Run['gateway'],
	request: WireRequest,
	receipt: Receipt,
): INodeExecutionData {
	const { bodyFormat, method, path } = request;
	const { item, price, requestKey: key, warnings } = receipt;
	const fields = describeFields(request) as IDataObject;
	const shown = { method, url: withQuery(`${base}${path}`, query), bodyFormat, fields };
	const cost = price === undefined ? {} : { cost: price };
	return {
		json: { request: shown, requestKey: key, warnings: [...warnings], ...cost },
		pairedItem: { item },
	};
}

/** @returns what was set aside @throws InvalidOrder when Max Cost does not allow the order */
function reserve({ books: { budget, tally } }: Run, price: number | undefined): number {
	const fault = priceFault(budget, price);
	if (fault !== undefined) {
		budget.reached = true;
		throw new InvalidOrder([fault]);
	}
	if (price === undefined) tally.unpriced++;
	budget.reserve(price ?? 0);
	return price ?? 0;
}
