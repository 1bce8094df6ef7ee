import { walkLimits, type FormWalk } from '../host/editor/formWalk';
import type { Measured } from './measure';

export interface Findings {
	readonly measured: readonly Measured[];
	readonly n8nVersion: string;
	/** What n8n's OpenAI node does with a model of another vendor. */
	readonly nanoBanana: string;
	readonly walk: FormWalk;
}

/** docs/comparison.md */
export function report({ measured, n8nVersion, nanoBanana, walk }: Findings): string {
	const row = (name: string, cell: (one: Measured) => string) =>
		`| ${[name, ...measured.map(cell)].join(' | ')} |`;
	const code = (parts: readonly string[]) => parts.map((part) => `\`${part}\``).join('<br>');
	return `# Side by side

The same work by three nodes of n8n ${n8nVersion}: change the masked part of an image with GPT Image 2, at your own gateway. A script does it in the editor and counts (\`npm run comparison\`). It begins in the nodes panel, behind a node that gives the image in \`data\` and the mask in \`mask\`, in an n8n without credentials; it ends with an image in the output. A click is a click on a button or a choice; typing into a field counts as a field.

${[
	row('', ({ title }) => title),
	`| --- ${measured.map(() => '| --- ').join('')}|`,
	row('Clicks', ({ clicks }) => String(clicks)),
	row('Fields to fill', ({ fields }) => `${fields.length}: ${fields.join(', ')}`),
	row('Is sent', ({ sent }) => code(sent)),
	row('Comes out', ({ file }) => file),
].join('\n')}

${[
	row('', ({ title }) => title),
	`| --- ${measured.map(() => '| --- ').join('')}|`,
	row('Filled', ({ image, title }) => `![${title}, filled](images/${image}.png)`),
].join('\n')}

## From a form to the first photo

The canvas holds a form with one file field, *Photo*; n8n has no credential yet. The script adds AI Image Edit, creates the credential, writes a prompt, executes the node, uploads a photo in the form that opens, and views the result. Everything else stays as it comes. \`npm run test:e2e\` fails above the limits, and if the first run gives no image.

${[
	'|  | Counted | Limit |',
	'| --- | --- | --- |',
	`| Clicks | ${walk.clicks} | ${walkLimits.clicks} |`,
	`| of these on this node and its credential | ${walk.own.clicks} | ${walkLimits.ownClicks} |`,
	`| Fields, the search included | ${walk.fields.length}: ${walk.fields.join(', ')} | ${walkLimits.fields} |`,
	`| of these in this node and its credential | ${walk.own.fields.length}: ${walk.own.fields.join(', ')} | ${walkLimits.ownFields} |`,
	'| Runs without an image | 0 | 0 |',
].join('\n')}

## What the counts do not show

- **OpenAI** begins with GPT Image 1, which OpenAI ended on 2026-10-23, so another model is given by its ID; its mask has to be added first. It sends \`n\`, \`size\` and \`quality\` unasked: the image is 1024 × 1024 whatever the size of the input, unless you change *Size*.
- **OpenAI with Nano Banana** at the same gateway does not edit. With the model's ID, ${nanoBanana}
- **HTTP Request** wants what is in the API's reference: the path, the names of the fields, and where in the response the image is (\`data[0].b64_json\`). Where a gateway responds with an address, another HTTP Request has to fetch it.
- **AI Image Edit** sends what was filled in and nothing else, and checks image and mask before it sends them. Nano Banana, Seedream, Kling or FLUX edit with the same node and credential.

## Where the others are better

- Both come with n8n. AI Image Edit has to be installed, on a self-hosted n8n.
- OpenAI also chats, transcribes, speaks and makes videos with the same credential, and describes images; AI Image Edit does nothing but images.
- HTTP Request reaches every API and every field from the day it exists, and *Import cURL* fills most of the node from an example in the API's reference. AI Image Edit has *Extra Fields* for new fields, but the kind of request has to be one that it knows.
`;
}
