import { openWorkflow, searchNodes } from '../editor/canvas';
import { editorCheck } from './editorCheck';

const words = [
	...['image edit', 'edit image', 'kling', 'nano banana', 'seedream', 'try on', 'flux'],
	...['outpaint', 'gpt image', 'remove background'],
	// Each found nothing of this node before 2026-12.
	...['image editing', 'edit picture', 'generate image', 'create image', 'image generator'],
	...['virtual try-on', 'outpainting', 'background removal', 'change background'],
	...['image to image', 'img2img', 'gpt-image', 'nano-banana', 'AI photo', 'clothes', 'outfit'],
	...['retouch', 'upscale', 'image gateway'],
];

/** So many nodes are seen without scrolling. */
const VISIBLE_NODES = 5;

export const editorFindNode = [
	editorCheck('the node is found under its models and its uses', async (page, stage) => {
		const places: string[] = [];
		await openWorkflow(page, stage.host.url, stage.idOf('edit-one-picture'));
		for (const word of words) {
			const found = await searchNodes(page, word);
			const place = found.indexOf('AI Image Edit') + 1;
			if (place === 0 || place > VISIBLE_NODES) {
				throw new Error(`"${word}" finds: ${found.slice(0, 10).join(', ')}.`);
			}
			places.push(`${word} ${place}`);
		}
		return places.join(', ');
	}),
];
