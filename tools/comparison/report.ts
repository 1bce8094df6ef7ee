import type { Measured } from './measure';

/** docs/comparison.md */
export function report(
	measured: readonly Measured[],
	n8nVersion: string,
	nanoBanana: string,
): string {
	const row = (name: string, cell: (one: Measured) => string) =>
		`| ${[name, ...measured.map(cell)].join(' | ')} |`;
	const code = (parts: readonly string[]) => parts.map((part) => `\`${part}\``).join('<br>');
	return `# Side by side

The same work by three nodes of n8n ${n8nVersion}: change the masked part of a picture with GPT Image 1, at a gateway of one's own. A script does it in the editor and counts (\`npm run comparison\`). It begins in the nodes panel, behind a node that gives the picture in \`data\` and the mask in \`mask\`, in an n8n without credentials; it ends with a picture in the output. A click is a click on a button or a choice; typing into a field counts as a field.

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

## What the counts do not show

- **OpenAI** begins with GPT Image 1, so the model needs no choice; its mask has to be added first. It sends \`n\`, \`size\` and \`quality\` without being asked: the picture is 1024 × 1024 whatever the size of the input, unless one changes *Size*.
- **OpenAI with Nano Banana** at the same gateway does not edit. With the model's ID, ${nanoBanana}
- **HTTP Request** wants what is in the API's reference: the path, the names of the fields, and where in the answer the picture is (\`data[0].b64_json\`). Where a gateway answers with an address, another HTTP Request has to fetch it.
- **AI Image Edit** sends what was filled in and nothing else, and looks at picture and mask before it sends them. Nano Banana, Seedream, Kling or FLUX Kontext edit with the same node and credential; only GPT Image and DALL·E 2 take a mask.

## Where the others are better

- Both come with n8n. AI Image Edit has to be installed, on a self-hosted n8n.
- OpenAI also chats, transcribes, speaks and makes videos with the same credential, and describes pictures; AI Image Edit does nothing but pictures.
- HTTP Request reaches every API and every field from the day it exists, and *Import cURL* fills most of the node from an example in the API's reference. AI Image Edit has *Extra Fields* for new fields, but the way of ordering has to be one that it knows.
`;
}
