import { isInternal } from '../../nodes/ImageEdit/transport/publicAddress';

it.each([
	'http://localhost/',
	'http://n8n:5678/',
	'http://printer.local/',
	'http://app.internal/',
	'http://0.0.0.0/',
	'http://127.0.0.1/',
	'http://127.1/',
	'http://2130706433/',
	'http://0x7f000001/',
	'http://10.1.2.3/',
	'http://100.64.0.1/',
	'http://169.254.169.254/latest/meta-data/',
	'http://172.16.0.1/',
	'http://172.31.255.255/',
	'http://192.168.1.1/',
	'http://198.18.0.1/',
	'http://255.255.255.255/',
	'http://[::]/',
	'http://[::1]/',
	'http://[fd00::1]/',
	'http://[fe80::1]/',
	'http://[::ffff:169.254.169.254]/',
	'http://[::ffff:10.0.0.1]/',
	'http://localhost./',
	'http://metadata.google.internal./',
])('takes %s for an address inside a private network', (url) => {
	expect(isInternal(new URL(url))).toBe(true);
});

it.each([
	'https://files.example.com/a.png',
	'https://8.8.8.8/',
	'https://11.0.0.1/',
	'https://100.63.255.255/',
	'https://100.128.0.1/',
	'https://172.15.0.1/',
	'https://172.32.0.1/',
	'https://192.167.0.1/',
	'https://[2606:4700::1111]/',
	'https://10.example.com/',
	'https://localhost.example.com/',
])('takes %s for a public address', (url) => {
	expect(isInternal(new URL(url))).toBe(false);
});
