import { openNode, openWorkflow } from '../editor/canvas';
import { executeStep, outputPanel } from '../editor/nodeDetails';
import { expectEqual } from './check';
import { editorCheck } from './editorCheck';

export const editorOutput = [
	editorCheck('the picture is in the output panel', async (page, stage) => {
		await openWorkflow(page, stage.host.url, await stage.copyExample('edit-one-picture'));
		const details = await openNode(page, 'Edit Picture');
		await executeStep(details);
		const output = outputPanel(details);
		await output.getByTestId('ndv-view-binary-data').click();
		const shown = output.getByRole('img');
		await shown.waitFor();
		const sides = await shown.evaluate(async (image) => {
			await image.decode();
			return [image.naturalWidth, image.naturalHeight];
		});
		expectEqual('Sides', sides, [512, 512]);
		return (await output.getByTestId('ndv-binary-data_0').innerText()).replace(/\s+/g, ' ');
	}),

	editorCheck('what went wrong is told in the output panel', async (page, stage) => {
		const { gateway, host } = stage;
		await openWorkflow(page, host.url, await stage.copyExample('edit-one-picture'));
		const details = await openNode(page, 'Edit Picture');
		const output = outputPanel(details);
		const said: string[] = [];
		const expectSaid = async (what: string, wanted: RegExp) => {
			await executeStep(details);
			const message = output.getByTestId(`node-error-${what}`).filter({ hasText: wanted });
			await message.waitFor();
			said.push(await message.innerText());
		};
		gateway.intercept(() => ({
			status: 401,
			body: { error: { message: 'Invalid token', code: 'invalid_api_key' } },
		}));
		try {
			await expectSaid('message', /The gateway refused access \(401\): Invalid token/);
		} finally {
			gateway.intercept(() => undefined);
		}
		// An empty prompt is stopped by n8n itself.
		await details.getByTestId('resource-locator-image').getByTestId('rlc-input').fill('photo');
		await expectSaid('message', /Image: the input item has no binary field "photo"/);
		await expectSaid('description', /Nothing was sent and nothing was billed/);
		return said.join(' | ');
	}),
];
