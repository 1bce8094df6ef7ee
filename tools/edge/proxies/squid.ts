import type { Proxy, Site } from './proxy';
import { deadPort, seconds, uploadMegabytes } from './proxy';

const config = ({ connectPorts, folder, gatewayPort, ports }: Site) => `
http_port 127.0.0.1:${ports.open} accel no-vhost defaultsite=127.0.0.1
http_port 127.0.0.1:${ports.down} accel no-vhost defaultsite=127.0.0.1
http_port 127.0.0.1:${connectPorts.refusing}
http_port 127.0.0.1:${connectPorts.allowing}
cache_peer 127.0.0.1 parent ${gatewayPort} 0 no-query originserver login=PASSTHRU name=gateway
cache_peer 127.0.0.2 parent ${deadPort} 0 no-query originserver login=PASSTHRU name=nobody
acl atOpen myportname 127.0.0.1:${ports.open}
acl atDown myportname 127.0.0.1:${ports.down}
acl atRefusing myportname 127.0.0.1:${connectPorts.refusing}
acl tunnel method CONNECT
cache_peer_access gateway allow atOpen
cache_peer_access gateway deny all
cache_peer_access nobody allow atDown
cache_peer_access nobody deny all
never_direct allow atOpen
never_direct allow atDown
always_direct allow tunnel
http_access deny tunnel atRefusing
http_access allow all
cache deny all
access_log none
cache_log ${folder}/cache.log
cache_store_log none
pid_filename none
netdb_filename none
coredump_dir ${folder}
pinger_enable off
visible_hostname edge
shutdown_lifetime 0 seconds
connect_timeout ${seconds.connect} seconds
forward_timeout 2 seconds
read_timeout ${seconds.answer} seconds
request_timeout 5 seconds
request_body_max_size ${uploadMegabytes} MB
`;

export const squid: Proxy = {
	name: 'Squid',
	needs: [{ command: 'squid', packages: ['squid'] }],
	versionCall: ['squid', '-v'],
	doors: ['open', 'down'],
	limitsUploads: true,
	launch: (site) => ({
		command: 'squid',
		args: ['-N', '-f', `${site.folder}/squid.conf`],
		files: { 'squid.conf': config(site) },
	}),
};
