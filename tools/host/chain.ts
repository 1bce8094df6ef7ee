export interface Step {
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: object;
	readonly credentials?: object;
	/** Settings of the node: onError, retryOnFail … */
	readonly [setting: string]: unknown;
}

export function step(name: string, type: string, typeVersion: number, parameters: object): Step {
	return { name, type, typeVersion, parameters };
}

/** A workflow in which each node leads to the next one. */
export function chain(name: string, steps: readonly Step[], settings: object = {}): object {
	const nodes = steps.map((one) => ({
		...one,
		id: one.name,
		webhookId: one.name,
		position: [0, 0],
	}));
	const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const links = steps.slice(1).map((next, i) => [steps[i]?.name, to(next.name)] as const);
	const connections = Object.fromEntries(links);
	return { name, nodes, connections, settings: { executionOrder: 'v1', ...settings } };
}
