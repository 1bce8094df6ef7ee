import sharp from 'sharp';

import { readExamples } from '../../../tools/demo/examples';
import { withSamples } from '../../../tools/demo/withSamples';
import type { WorkflowJson } from '../../../tools/engine/types';

const IMAGE_NODE = /^n8n-nodes-ai-image-edit\.imageEdit(Tool)?$/;
const maxPictureBytes = 15 * 1024;
const nodeSize = 96;

function nodesOf(workflow: WorkflowJson, type: string | RegExp) {
	const isWanted = (given: string) => (type instanceof RegExp ? type.test(given) : given === type);
	return workflow.nodes.filter((node) => isWanted(node.type));
}

describe('the example workflows', () => {
	it('are there', async () => {
		expect((await readExamples()).map((example) => example.name)).toEqual([
			'edit-one-picture',
			'mask-edit',
			'several-pictures',
			'generate',
			'several-models-side-by-side',
			'virtual-try-on',
			'outpaint-to-banner-formats',
			'combine-subjects',
			'omni-series',
			'callback-with-wait',
			'callback-webhook',
			'buy-only-what-is-new',
			'upload-pipeline',
			'error-branch',
			'ai-agent-tool',
			'fallback-model',
			'products-with-pictures',
			'form-uploads',
			'gemini-edit',
			'openrouter-edit',
		]);
	});

	it('run alone but for those that show a part of n8n', async () => {
		const others = (await readExamples()).filter(({ runsAlone }) => !runsAlone);
		expect(others.map(({ name }) => name)).toEqual([
			'callback-with-wait',
			'callback-webhook',
			'buy-only-what-is-new',
			'upload-pipeline',
			'ai-agent-tool',
			'form-uploads',
		]);
	});

	it('start by a click, need no task runner and one gateway', async () => {
		for (const { workflow } of await readExamples()) {
			expect(nodesOf(workflow, 'n8n-nodes-base.manualTrigger')).toHaveLength(1);
			expect(nodesOf(workflow, IMAGE_NODE)).not.toEqual([]);
			expect(nodesOf(workflow, 'n8n-nodes-base.code')).toEqual([]);
			for (const node of nodesOf(workflow, IMAGE_NODE)) {
				expect(node.credentials).toEqual({
					imageGatewayApi: { id: 'imageGateway0001', name: 'Image Gateway account' },
				});
			}
		}
	});

	it('explain themselves in a note, and no two nodes overlap', async () => {
		for (const { workflow } of await readExamples()) {
			const notes = nodesOf(workflow, 'n8n-nodes-base.stickyNote');
			expect(notes.map((note) => String(note.parameters.content)).join('')).toContain('## ');
			const steps = workflow.nodes.filter((node) => !notes.includes(node));
			for (const [index, a] of steps.entries()) {
				for (const b of steps.slice(index + 1)) {
					const gaps = [0, 1].map((axis) =>
						Math.abs((a.position[axis] ?? 0) - (b.position[axis] ?? 0)),
					);
					expect(Math.max(...gaps)).toBeGreaterThan(nodeSize);
				}
			}
		}
	});

	it('connect nodes that exist, and name and id are unique', async () => {
		const examples = await readExamples();
		expect(new Set(examples.map(({ workflow }) => workflow.id)).size).toBe(examples.length);
		for (const { workflow } of examples) {
			const names = new Set(workflow.nodes.map((node) => node.name));
			expect(names.size).toBe(workflow.nodes.length);
			expect(new Set(workflow.nodes.map((node) => node.id)).size).toBe(names.size);
			for (const [from, byType] of Object.entries(workflow.connections)) {
				expect(names).toContain(from);
				for (const target of Object.values(byType).flat(2)) expect(names).toContain(target?.node);
			}
		}
	});

	it('embed small pictures of the size that demo/embedSamples.ts draws', async () => {
		for (const { workflow } of await readExamples()) {
			const embedded = await picturesIn(workflow);
			expect(embedded).toEqual(await picturesIn(await withSamples(workflow)));
		}
	});
});

// Sizes and not bytes: encoders differ a little from machine to machine.
async function picturesIn(workflow: WorkflowJson): Promise<string[]> {
	const texts = JSON.stringify(workflow).match(/[A-Za-z0-9+/]{1000,}=*/g) ?? [];
	return await Promise.all(
		texts.map(async (text) => {
			const bytes = Buffer.from(text, 'base64');
			expect(bytes.length).toBeLessThanOrEqual(maxPictureBytes);
			const { format, width, height } = await sharp(bytes).metadata();
			return `${format} ${width} x ${height}`;
		}),
	);
}
