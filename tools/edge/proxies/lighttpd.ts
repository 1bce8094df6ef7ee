import type { Proxy, Site } from './proxy';
import { deadPort, seconds, uploadMegabytes } from './proxy';

const backend = (port: number) =>
	`proxy.server = ("" => (("host" => "127.0.0.1", "port" => ${port}, ` +
	`"connect-timeout" => ${seconds.connect}, "write-timeout" => ${seconds.answer}, ` +
	`"read-timeout" => ${seconds.answer})))`;

const config = ({ folder, gatewayPort, ports }: Site) => `
server.modules = ("mod_proxy")
server.document-root = "${folder}"
server.errorlog = "${folder}/error.log"
server.upload-dirs = ("${folder}")
server.bind = "127.0.0.1"
server.port = ${ports.open}
server.max-request-size = ${uploadMegabytes * 1000}
server.max-read-idle = ${seconds.upload}
${backend(gatewayPort)}
$SERVER["socket"] == "127.0.0.1:${ports.down}" {
	${backend(deadPort)}
}
`;

export const lighttpd: Proxy = {
	name: 'lighttpd',
	needs: [{ command: 'lighttpd', packages: ['lighttpd'] }],
	versionCall: ['lighttpd', '-v'],
	doors: ['open', 'down'],
	limitsUploads: true,
	launch: (site) => ({
		command: 'lighttpd',
		args: ['-D', '-f', `${site.folder}/lighttpd.conf`],
		files: { 'lighttpd.conf': config(site) },
	}),
};
