import type { Proxy, Site } from './proxy';
import { deadPort, seconds } from './proxy';

const modules = ['mpm_event', 'authz_core', 'proxy', 'proxy_http', 'reqtimeout'];

const host = (port: number, target: number) => `
Listen 127.0.0.1:${port}
<VirtualHost 127.0.0.1:${port}>
	ProxyPass / http://127.0.0.1:${target}/ connectiontimeout=${seconds.connect} timeout=${seconds.answer} retry=0
</VirtualHost>
`;

const config = ({ folder, gatewayPort, ports }: Site) => `
ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
Mutex file:${folder} default
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
StartServers 1
ServerLimit 1
ThreadsPerChild 25
MaxRequestWorkers 25
RequestReadTimeout header=5 body=${seconds.upload}
${host(ports.open, gatewayPort)}
${host(ports.down, deadPort)}
`;

export const apache: Proxy = {
	name: 'Apache',
	needs: [{ command: 'apache2', packages: ['apache2'] }],
	versionCall: ['apache2', '-v'],
	doors: ['open', 'down'],
	// LimitRequestBody does not act on what is handed on.
	limitsUploads: false,
	launch: (site) => ({
		command: 'apache2',
		args: ['-DFOREGROUND', '-f', `${site.folder}/apache.conf`],
		files: { 'apache.conf': config(site) },
	}),
};
