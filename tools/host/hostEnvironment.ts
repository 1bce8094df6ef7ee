import { freePort } from './freePort';
import { withNode24 } from './node24';

/** Settings of the user's own n8n must not reach this one. */
const foreign = /^(N8N|DB|QUEUE|EXECUTIONS|WEBHOOK|CREDENTIALS)_/;

/** No request to anybody's server but the gateway's, and no questions to the user. */
const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_VERIFIED_PACKAGES_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry',
};

export interface HostEnvironment {
	readonly userFolder: string;
	readonly port: number;
	readonly env?: Readonly<Record<string, string>>;
}

/** Each call brings a port of its own for the task broker: every n8n process opens one. */
export async function hostEnvironment(host: HostEnvironment): Promise<NodeJS.ProcessEnv> {
	const own = Object.entries(process.env).filter(([name]) => !foreign.test(name));
	return withNode24({
		...Object.fromEntries(own),
		...quiet,
		N8N_USER_FOLDER: host.userFolder,
		N8N_PORT: String(host.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		// The editor fetches a form's address before it opens it: both have to be of one origin.
		N8N_HOST: '127.0.0.1',
		// The session cookie goes over plain http here.
		N8N_SECURE_COOKIE: 'false',
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
		...host.env,
	});
}
