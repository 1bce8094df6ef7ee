import type { Proxy, Site } from './proxy';
import { deadPort, seconds, uploadMegabytes } from './proxy';

const refuseOver = (bytes: number) =>
	`http-request deny deny_status 413 if { req.hdr(content-length) -m int gt ${bytes} }`;

const config = ({ gatewayPort, ports }: Site) => `
global
	log stdout format raw local0 emerg
defaults
	mode http
	timeout connect ${seconds.connect}s
	timeout client ${seconds.upload}s
	timeout server ${seconds.answer}s
	retries 0
	default_backend gateway
frontend open
	bind 127.0.0.1:${ports.open}
	${refuseOver(uploadMegabytes * 1_000_000)}
frontend small
	bind 127.0.0.1:${ports.small}
	${refuseOver(1_000_000)}
frontend limited
	bind 127.0.0.1:${ports.limited}
	stick-table type ip size 10 expire 60s store http_req_rate(60s)
	http-request track-sc0 src
	http-request deny deny_status 429 if { sc_http_req_rate(0) gt 1 }
frontend down
	bind 127.0.0.1:${ports.down}
	default_backend nobody
backend gateway
	server gateway 127.0.0.1:${gatewayPort}
backend nobody
	server nobody 127.0.0.1:${deadPort}
`;

export const haproxy: Proxy = {
	name: 'HAProxy',
	needs: [{ command: 'haproxy', packages: ['haproxy'] }],
	versionCall: ['haproxy', '-v'],
	doors: ['open', 'small', 'limited', 'down'],
	limitsUploads: true,
	earlyDoor: 'small',
	launch: (site) => ({
		command: 'haproxy',
		args: ['-db', '-f', `${site.folder}/haproxy.cfg`],
		files: { 'haproxy.cfg': config(site) },
	}),
};
