import type { INodeParameterResourceLocator } from 'n8n-workflow';

// Parameters as the editor saves them.

const locator = (mode: string, value: string): INodeParameterResourceLocator => ({
	__rl: true,
	mode,
	value,
});

export const model = (id: string) => locator('id', id);
export const binary = (fields: string) => locator('binary', fields);
export const url = (address: string) => locator('url', address);
export const base64 = (text: string) => locator('base64', text);

/** A list of image slots, such as Additional Images. */
export const slots = (...images: INodeParameterResourceLocator[]) => ({
	image: images.map((image) => ({ image })),
});
