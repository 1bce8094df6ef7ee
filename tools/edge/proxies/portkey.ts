import { dirname, join } from 'node:path';

import { nodeBinary } from '../../host/node24';
import type { Proxy } from './proxy';

const manifest = require.resolve('@portkey-ai/gateway/package.json');

/** A gateway in front of the gateway: the credential's headers tell it where to. */
export const portkey: Proxy = {
	name: 'Portkey',
	needs: [],
	versionCall: [nodeBinary, '--print', `require(${JSON.stringify(manifest)}).version`],
	doors: ['open', 'down'],
	limitsUploads: false,
	// Portkey-AI/gateway 1389: the answer to a form is a 500.
	losesAnswers: true,
	launch: ({ ports }) => ({
		command: nodeBinary,
		args: [
			join(dirname(manifest), 'build', 'start-server.js'),
			'--headless',
			`--port=${ports.open}`,
		],
		files: {},
	}),
};
