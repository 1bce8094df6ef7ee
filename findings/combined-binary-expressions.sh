#!/usr/bin/env bash
# Versions: n8n-workflow 2.40.1 and @n8n/expression-runtime 0.31.1, as in n8n 2.40.7
# Guess: the workflow setting binaryMode "combined" moves binary data into the JSON; an expression that reads no data, like {{ $webhookId }}, gives the same in both modes
# Seen: in combined mode it fails with "Node 'Form' hasn't been executed" where nothing has run yet, as every expression with a variable does; {{ 1 + 1 }} is fine. In this mode the data proxy takes $item for the item's JSON, and getValueAtPath of the runtime reads data.$item for every variable
# Matters: a Form Trigger cannot be published in this mode (its path is such an expression), and credentials whose authenticate is declarative fail in every node
# Source: workflow-data-proxy.js of n8n-workflow, JSON_ACCESS_KEYS, and host-functions.js of the runtime
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --ignore-scripts --no-audit --no-fund --loglevel=error \
	n8n-workflow@2.40.1 @n8n/expression-runtime@0.31.1

cat >show.js <<'SCRIPT'
const { Expression, Workflow } = require('n8n-workflow');

const node = {
	id: '1',
	name: 'Form',
	type: 'n8n-nodes-base.formTrigger',
	typeVersion: 2,
	position: [0, 0],
	webhookId: 'photos',
	parameters: {},
};
const nodeTypes = { getByNameAndVersion: () => ({ description: { properties: [] } }) };

async function evaluate(binaryMode, expression) {
	const settings = { binaryMode };
	const parts = { id: '1', nodes: [{ ...node }], connections: {}, active: false, nodeTypes, settings };
	const workflow = new Workflow(parts);
	await workflow.expression.acquireIsolate();
	try {
		const form = workflow.getNode('Form');
		return workflow.expression.getSimpleParameterValue(form, expression, 'internal', {});
	} catch (error) {
		return error.message;
	}
}

async function main() {
	// n8n's default is the engine "vm", which needs a native add-on; "quickjs" fails in the same way.
	const limits = { bridgeTimeout: 5000, bridgeMemoryLimit: 128, poolSize: 1, maxCodeCacheSize: 16 };
	await Expression.initExpressionEngine({ engine: 'quickjs', ...limits });
	const wanted = [
		['separate', '={{ 1 + 1 }}', 2],
		['combined', '={{ 1 + 1 }}', 2],
		['separate', '={{ $webhookId }}', 'photos'],
		['combined', '={{ $webhookId }}', "Node 'Form' hasn't been executed"],
	];
	let asBefore = true;
	for (const [mode, expression, before] of wanted) {
		const seen = await evaluate(mode, expression);
		console.log(`${mode}  ${expression}  ${seen}`);
		asBefore &&= seen === before;
	}
	if (!asBefore) console.log('This is no longer what the head of the script says.');
	process.exit(asBefore ? 0 : 1);
}

main();
SCRIPT
node show.js
