import { dialectIds, type Dialect, type PaidRoute } from './dialects/dialect';
import { dialects } from './dialects/table';

export type Route =
	| { readonly kind: 'paid'; readonly dialect: Dialect; readonly route: PaidRoute }
	| { readonly kind: 'models'; readonly dialect: Dialect }
	| { readonly kind: 'file'; readonly dialect: Dialect; readonly name: string }
	| { readonly kind: 'sample'; readonly name: string }
	| { readonly kind: 'unknown'; readonly dialect?: Dialect };

export function routeOf(method: string, path: string): Route {
	const sample = /^\/samples\/([\w.-]+)$/.exec(path)?.[1];
	if (sample && method === 'GET') return { kind: 'sample', name: sample };
	const [, prefix, rest] = /^\/([a-z]+)\/v1(\/.*)$/.exec(path) ?? [];
	const dialect = dialectIds.find((id) => id === prefix);
	if (!dialect || !rest) return { kind: 'unknown', ...(dialect && { dialect }) };
	const rules = dialects[dialect];
	if (method === 'POST') {
		if (rest === rules.editsPath) return { kind: 'paid', dialect, route: 'edits' };
		if (rest === '/images/generations') return { kind: 'paid', dialect, route: 'generations' };
	}
	if (method === 'GET') {
		if (rest === '/models' && rules.modelList) return { kind: 'models', dialect };
		const name = /^\/images\/files\/([\w.-]+)$/.exec(rest)?.[1];
		if (name) return { kind: 'file', dialect, name };
	}
	return { kind: 'unknown', dialect };
}
