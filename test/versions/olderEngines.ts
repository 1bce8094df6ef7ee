import { WorkflowExecute } from 'n8n-core';

// The harness speaks to n8n's engine as it is today. What an older one was told in another way is
// translated here; the node itself gets no help.

interface Wanted {
	readonly workflow: unknown;
	readonly startNode: unknown;
	readonly destinationNode?: { readonly nodeName: string };
	readonly pinData?: unknown;
}

const engine = WorkflowExecute.prototype as unknown as {
	run(this: unknown, ...given: unknown[]): unknown;
};
const { run } = engine;

// Up to 2.4 one after the other, not by name.
if (run.length > 1) {
	engine.run = function (wanted) {
		const { destinationNode, pinData, startNode, workflow } = wanted as Wanted;
		return run.call(this, workflow, startNode, destinationNode?.nodeName, pinData);
	};
}
