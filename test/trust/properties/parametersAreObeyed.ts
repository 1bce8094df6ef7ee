import { randomUUID } from 'crypto';
import fc from 'fast-check';
import { writeBody } from '../../../nodes/ImageEdit/request/body';
import { describeFields } from '../../../nodes/ImageEdit/request/describe';
import { InvalidOrder } from '../../../nodes/ImageEdit/request/findings';
import { makeOrder } from '../../../nodes/ImageEdit/request/order';
import { fakeWeb } from '../../helpers/fakeWeb';
import { loadOrder } from '../../helpers/loadOrder';
import { contextOf, itemOf } from '../../helpers/n8nForm';
import { drawPicture } from '../../helpers/pictures';
import { readForm, readJson } from '../../helpers/readBody';
import { runs } from '../../helpers/depth';
import { count } from '../support/counted';
import type { Form } from './parameters';
import { forms } from './parameters';
import { faultsOfForm, faultsOfJson } from './wireRules';
import { spring } from '../../helpers/orders';

async function orderOf({ gateway, parameters }: Form, picture: Buffer) {
	const context = contextOf(parameters, itemOf({ data: picture, cloth: picture }));
	const web = fakeWeb({ 'https://pictures.example/a.png': [{ body: picture }] });
	const { dryRun, plan, raw } = await loadOrder(context, gateway, web.http);
	return { dryRun, plan, raw, ...makeOrder(plan, raw, spring) };
}

export function parametersAreObeyed(): void {
	it('whatever the parameters are, they are refused in words or written by the rules', async () => {
		const picture = await drawPicture();
		const outcomes = { refused: 0, json: 0, multipart: 0 };
		await fc.assert(
			fc.asyncProperty(forms, async (form) => {
				count();
				const made = await orderOf(form, picture).catch((error: unknown) => {
					if (error instanceof InvalidOrder) return undefined;
					throw error;
				});
				if (!made) {
					outcomes.refused++;
					return;
				}
				const { dryRun, plan, raw, request } = made;
				outcomes[request.bodyFormat]++;
				JSON.stringify(describeFields(request));
				// A dry run fetches no image, and its body is never written.
				if (dryRun) return;
				const body = writeBody(request, `n8n-${randomUUID()}`);
				expect(
					request.bodyFormat === 'json'
						? faultsOfJson(plan, raw, (await readJson(body)) as Record<string, unknown>)
						: faultsOfForm(plan, raw, await readForm(body)),
				).toEqual([]);
			}),
			{ numRuns: runs(40_000) },
		);
		// Not all of them refused, or nothing would have been looked at. The rarest is 6 % of them on average.
		for (const often of Object.values(outcomes)) expect(often).toBeGreaterThan(runs(40_000) / 100);
	});
}
