import { apache } from './apache';
import { caddy } from './caddy';
import { haproxy } from './haproxy';
import { lighttpd } from './lighttpd';
import { nginx } from './nginx';
import { portkey } from './portkey';
import type { Proxy } from './proxy';
import { squid } from './squid';
import { varnish } from './varnish';

export const proxies: readonly Proxy[] = [
	nginx,
	haproxy,
	apache,
	caddy,
	varnish,
	squid,
	lighttpd,
	portkey,
];
