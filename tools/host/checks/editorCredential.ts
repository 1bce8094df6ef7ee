import { freePort } from '../freePort';
import { openNode, openWorkflow } from '../editor/canvas';
import {
	editCredential,
	fillCredential,
	newCredential,
	saveCredential,
	textOf,
} from '../editor/credentialDialog';
import { until } from '../until';
import { editorCheck } from './editorCheck';

export const editorCredential = [
	editorCheck('the test of a credential tells what is wrong', async (page, stage) => {
		const { gateway, host } = stage;
		await openWorkflow(page, host.url, await stage.copyExample('edit-one-picture'));
		const details = await openNode(page, 'Edit Picture');
		const dialog = await newCredential(details);

		const good = { baseUrl: gateway.baseUrl('openai'), apiKey: gateway.apiKey };
		const nobody = `http://127.0.0.1:${await freePort()}/v1`;
		const said: string[] = [];
		const expectSaid = async (wanted: string) => {
			await until(
				`No "${wanted}"`,
				() => textOf(dialog),
				(text) => text.includes(wanted),
			);
			said.push(wanted);
		};
		await fillCredential(dialog, { ...good, apiKey: 'wrong' });
		await saveCredential(dialog);
		await expectSaid('The gateway does not accept this API key.');
		await fillCredential(dialog, { ...good, baseUrl: nobody });
		await saveCredential(dialog);
		await expectSaid('no server is listening there');
		await fillCredential(dialog, good);
		await saveCredential(dialog);
		await dialog.waitFor({ state: 'hidden' });
		await editCredential(details);
		await expectSaid('Connection tested successfully');
		return said.join(' | ');
	}),
];
