import { describePictures, itemsOf } from '../hostPictures';
import { runInHost } from '../runInHost';
import { expectEqual, type Check } from './check';

export const errorBranch: readonly Check[] = [
	{
		title: 'error branch: one bad item among good ones',
		async run({ host, idOf }) {
			const run = await runInHost(host, idOf('error-branch'));
			const pictures = await describePictures(host, run);
			expectEqual('Pictures', itemsOf(run, 'Pictures').length, 2);
			const [wrong, ...more] = itemsOf(run, 'Tell Somebody').map(({ json }) => json);
			expectEqual('Further failures', more.length, 0);
			expectEqual('Retryable', wrong?.retryable, false);
			if (!String(wrong?.message).includes('Prompt')) throw new Error(`Says: ${wrong?.message}`);
			return `${pictures}; and "${wrong?.message}" "${wrong?.description}"`;
		},
	},
];
