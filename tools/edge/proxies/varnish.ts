import type { Proxy, Site } from './proxy';
import { deadPort, seconds } from './proxy';

const backend = (name: string, port: number) => `
backend ${name} {
	.host = "127.0.0.1";
	.port = "${port}";
	.connect_timeout = ${seconds.connect}s;
	.first_byte_timeout = ${seconds.answer}s;
	.between_bytes_timeout = ${seconds.answer}s;
}
`;

const config = ({ gatewayPort }: Site) => `
vcl 4.1;
${backend('gateway', gatewayPort)}
${backend('nobody', deadPort)}
sub vcl_recv {
	if (local.socket == "down") {
		set req.backend_hint = nobody;
	}
	return (pass);
}
`;

export const varnish: Proxy = {
	name: 'Varnish',
	// It compiles its configuration.
	needs: [{ command: 'varnishd', packages: ['varnish', 'gcc', 'libc6-dev'] }],
	versionCall: ['varnishd', '-V'],
	doors: ['open', 'down'],
	limitsUploads: false,
	launch: (site) => ({
		command: 'varnishd',
		args: [
			...['-F', '-j', 'none', '-n', `${site.folder}/work`, '-f', `${site.folder}/edge.vcl`],
			...['-a', `open=127.0.0.1:${site.ports.open}`, '-a', `down=127.0.0.1:${site.ports.down}`],
			...['-s', 'malloc,64m', '-p', `timeout_idle=${seconds.upload}`],
		],
		files: { 'edge.vcl': config(site) },
	}),
};
