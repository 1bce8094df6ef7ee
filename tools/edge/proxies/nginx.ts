import type { Proxy, Site } from './proxy';
import { deadPort, seconds, uploadMegabytes } from './proxy';

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

const config = ({ folder, gatewayPort, ports }: Site) => `
daemon off;
master_process off;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
	access_log off;
	${temporary.map((name) => `${name}_temp_path ${folder}/${name};`).join('\n\t')}
	client_max_body_size ${uploadMegabytes}m;
	client_body_timeout ${seconds.upload}s;
	proxy_connect_timeout ${seconds.connect}s;
	proxy_read_timeout ${seconds.answer}s;
	limit_req_zone $server_port zone=one:1m rate=1r/m;
	server {
		listen 127.0.0.1:${ports.open};
		location / { proxy_pass http://127.0.0.1:${gatewayPort}; }
	}
	server {
		listen 127.0.0.1:${ports.small};
		client_max_body_size 1m;
		location / { proxy_pass http://127.0.0.1:${gatewayPort}; }
	}
	server {
		listen 127.0.0.1:${ports.limited};
		limit_req zone=one;
		location / { proxy_pass http://127.0.0.1:${gatewayPort}; }
	}
	server {
		listen 127.0.0.1:${ports.down};
		location / { proxy_pass http://127.0.0.1:${deadPort}; }
	}
}
`;

export const nginx: Proxy = {
	name: 'nginx',
	needs: [{ command: 'nginx', packages: ['nginx'] }],
	versionCall: ['nginx', '-v'],
	doors: ['open', 'small', 'limited', 'down'],
	limitsUploads: true,
	earlyDoor: 'small',
	launch: (site) => ({
		command: 'nginx',
		args: ['-p', site.folder, '-e', 'stderr', '-c', `${site.folder}/nginx.conf`],
		files: { 'nginx.conf': config(site) },
	}),
};
