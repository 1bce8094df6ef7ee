import {
	isBarePhrase,
	isPage,
	pageWords,
	proxyName,
	proxyOfSentence,
} from '../../nodes/ImageEdit/answer/speaker';

it.each<[Readonly<Record<string, string>>, string, string | undefined]>([
	[{ server: 'nginx/1.25' }, '', 'nginx'],
	[{ server: 'cloudflare' }, '<center>nginx', 'nginx'],
	[{ server: 'nginx', 'x-squid-error': 'ERR_DNS_FAIL 0' }, '', 'Squid'],
	[{ server: 'nginx', 'x-varnish': '7' }, '', 'Varnish'],
	[{ 'x-squid-error': 'ERR', 'x-varnish': '7' }, '', 'Squid'],
	[{ server: 'nginx', 'x-azure-ref': 'a' }, '', 'nginx'],
	[{ 'x-azure-ref': 'a', via: '1.1 google' }, '', 'Azure Front Door'],
	[{ via: '1.1 google', 'cf-ray': 'a' }, '', 'Google load balancer'],
	[{ 'cf-ray': 'a', via: '1.1 Caddy' }, '', 'Cloudflare'],
	[{ via: '1.1 proxy-1 (squid/6.13)' }, '', 'Squid'],
	[{ via: '1.1 Caddy' }, '', 'Caddy'],
	[{ via: '1.1 varnish (Varnish/7.7)' }, '', 'Varnish'],
	[{ via: '1.1 proxy-1' }, '', undefined],
	[{ server: 'uvicorn' }, 'hello', undefined],
	[{}, `${' '.repeat(9_900)}<center>nginx`, 'nginx'],
	[{}, `${' '.repeat(9_990)}<center>nginx`, undefined],
])('the headers %j and the page %j are of %s', (headers, text, name) => {
	expect(proxyName(headers, text)).toBe(name);
});

it.each([
	['The upstream server is timing out', 'Kong'],
	['The upstream server is timing out!', undefined],
	['constructor', undefined],
	['', undefined],
])('the sentence %j is of %s', (message, name) => {
	expect(proxyOfSentence(message)).toBe(name);
});

it.each([
	['Bad Gateway', true],
	['502 BAD_GATEWAY.', true],
	['Service temporarily unavailable', true],
	[`Bad Gateway${'.'.repeat(48)}`, true],
	[`Bad Gateway${'.'.repeat(49)}`, false],
	['Bad Gateway of mine', false],
	['', false],
])('%j is no more than the name of a status: %s', (text, isBare) => {
	expect(isBarePhrase(text)).toBe(isBare);
});

it.each<[string, number, string, string]>([
	['its title', 502, '<title>We are out</title><p>more', 'We are out'],
	['its text where the title is empty', 502, '<title>Error</title><p>It broke', 'Error It broke'],
	['its title where there is nothing else', 502, '<title>Error</title>', 'Error'],
	['the name of the status where it says nothing', 502, '<p> </p>', 'Bad Gateway'],
	['no number that is told already', 502, '<title>502 We are out</title>', 'We are out'],
	['no such number behind a name', 524, '<title>a.example | 524: Late</title>', 'a.example | Late'],
	['any other number', 502, '<title>503 We are out</title>', '503 We are out'],
	['no style and no script', 502, '<style>a{}</style><script>b()</script><p>Out', 'Out'],
	['its signs', 502, '<p>&lt;a&gt;&nbsp;&amp;amp; &quot;&#34;&#39;&apos;', "<a> &amp; ''''"],
	['its title in capitals', 502, '<TITLE lang="en">We are out</TITLE><p>more', 'We are out'],
	['nothing of its head', 502, '<HEAD>Top</HEAD><p>Out', 'Out'],
	['what stands between two scripts', 502, '<script>a</script>Out<script>b</script>', 'Out'],
	['its header', 502, '<header>Top</header>', 'Top'],
	['no empty signs', 502, '<p>We<>are out', 'We are out'],
	['its title where only that is empty', 502, '<head><title>Error</title></head>', 'Error'],
	["no more than Heroku's title", 502, '<head><title>Application Error</title></head>Out', 'Out'],
	[
		"no more than CloudFront's title",
		502,
		'<head><title>ERROR: The request could not be satisfied</title></head>Out',
		'Out',
	],
	['an error of its own', 502, '<head><title>My error</title></head>Out', 'My error'],
	['the name of the status for its bare number', 502, '<title>502</title>', 'Bad Gateway'],
	['no number before a bar', 502, '<title>502 | Out</title>', 'Out'],
	['a number within words', 524, '<title>a 524 Late</title>', 'a 524 Late'],
	['each of its signs', 502, '<p>&lt;&lt;&gt;&gt;&amp;&amp;a&nbsp;b&nbsp;c', '<<>>&&a b c'],
	['the first ten thousand characters', 502, `${' '.repeat(9_998)}abcd`, 'ab'],
	['300 characters at most', 502, `<p>${'a'.repeat(301)}`, 'a'.repeat(300)],
])('a page says %s', (_what, status, text, words) => {
	expect(pageWords({}, status, text)).toBe(words);
});

it('a page of Squid says its own word', () => {
	expect(pageWords({ 'x-squid-error': 'ERR_DNS_FAIL 0' }, 503, '<p>Long')).toBe('ERR_DNS_FAIL');
	expect(pageWords({ 'x-squid-error': '- ERR' }, 503, '<p>Long')).toBe('Long');
});

it.each([
	['<p>', true],
	[' \n<!doctype html>', true],
	['a <p>', false],
	['{"a":"<"', false],
	['', false],
])('%j is a page: %s', (text, is) => {
	expect(isPage(text)).toBe(is);
});
