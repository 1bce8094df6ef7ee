import type { DialectRules } from './dialects/dialect';
import { Refusal } from './errors';
import { fileReply } from './fileServer';
import type { RecordedRequest } from './recorder';
import type { Reply } from './reply';
import type { Route } from './routes';
import type { GatewayState } from './state';
import { artifactReply, pollReply } from './tasks/taskReply';

/** The routes that cost nothing. */
export function freeReply(
	state: GatewayState,
	record: RecordedRequest,
	route: Route,
	dialect: DialectRules,
	apiKey: string,
): Reply {
	if (route.kind === 'file') return fileReply(state.files, route.name);
	if (route.kind === 'poll') return pollReply(state, route.call, apiKey);
	if (route.kind === 'artifact') return artifactReply(state, route.id, route.index, apiKey);
	if (route.kind === 'models') {
		if (dialect.listBody) return { status: 200, body: dialect.listBody() };
		const data = (dialect.modelList ?? []).map((id) => ({
			id,
			object: 'model',
			owned_by: dialect.id,
		}));
		return { status: 200, body: { object: 'list', data } };
	}
	throw new Refusal('unknownPath', `Invalid URL (${record.method} ${record.path})`);
}
