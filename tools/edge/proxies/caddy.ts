import type { Proxy, Site } from './proxy';
import { deadPort, seconds, uploadMegabytes } from './proxy';

const site = (port: number, target: number) => `
http://127.0.0.1:${port} {
	request_body {
		max_size ${uploadMegabytes}MB
	}
	reverse_proxy 127.0.0.1:${target} {
		transport http {
			dial_timeout ${seconds.connect}s
			response_header_timeout ${seconds.answer}s
			read_timeout ${seconds.answer}s
		}
	}
}
`;

const config = ({ folder, gatewayPort, ports }: Site) => `
{
	admin off
	auto_https off
	storage file_system ${folder}
	log {
		level ERROR
	}
	servers {
		timeouts {
			read_body ${seconds.upload}s
		}
	}
}
${site(ports.open, gatewayPort)}
${site(ports.down, deadPort)}
`;

export const caddy: Proxy = {
	name: 'Caddy',
	needs: [{ command: 'caddy', packages: ['caddy'] }],
	versionCall: ['caddy', 'version'],
	doors: ['open', 'down'],
	limitsUploads: true,
	givesUpWith: '502, 504 or an empty 200',
	launch: (site) => ({
		command: 'caddy',
		args: ['run', '--adapter', 'caddyfile', '--config', `${site.folder}/Caddyfile`],
		files: { Caddyfile: config(site) },
	}),
};
