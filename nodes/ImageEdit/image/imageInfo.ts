/** What a picture's own bytes say. Sides in pixels as they are stored; unknown where the format hides them. */
export interface ImageInfo {
	/** `other`: a server says that it is a picture, and its bytes are of no format that is known here. */
	readonly type:
		| 'avif'
		| 'bmp'
		| 'gif'
		| 'heic'
		| 'ico'
		| 'jpeg'
		| 'jxl'
		| 'other'
		| 'png'
		| 'svg'
		| 'tiff'
		| 'webp';
	readonly width?: number;
	readonly height?: number;
	/** Whether the format of this file can hold transparency. */
	readonly alpha?: boolean;
	/** Shown on its side: with its width as height, and its height as width. */
	readonly turned?: true;
	/** Of `other`: the MIME type that it was declared with. */
	readonly declared?: string;
}

interface Format {
	readonly extension: string;
	readonly mimeType: string;
	/** With its article. */
	readonly title: string;
}

/** Source of the MIME types: IANA's registry of media types. */
const formats: Readonly<Record<Exclude<ImageInfo['type'], 'other'>, Format>> = {
	avif: { extension: 'avif', mimeType: 'image/avif', title: 'an AVIF' },
	bmp: { extension: 'bmp', mimeType: 'image/bmp', title: 'a BMP' },
	gif: { extension: 'gif', mimeType: 'image/gif', title: 'a GIF' },
	heic: { extension: 'heic', mimeType: 'image/heic', title: 'a HEIC' },
	ico: { extension: 'ico', mimeType: 'image/vnd.microsoft.icon', title: 'an ICO' },
	jpeg: { extension: 'jpg', mimeType: 'image/jpeg', title: 'a JPEG' },
	jxl: { extension: 'jxl', mimeType: 'image/jxl', title: 'a JPEG XL' },
	png: { extension: 'png', mimeType: 'image/png', title: 'a PNG' },
	svg: { extension: 'svg', mimeType: 'image/svg+xml', title: 'an SVG' },
	tiff: { extension: 'tiff', mimeType: 'image/tiff', title: 'a TIFF' },
	webp: { extension: 'webp', mimeType: 'image/webp', title: 'a WEBP' },
};

/** @returns without a dot */
export function extensionOf({ declared = '', type }: ImageInfo): string {
	if (type !== 'other') return formats[type].extension;
	const word = /^image\/(?:x-|vnd\.)?([a-z0-9]{1,5})(?:$|\+)/i.exec(declared)?.[1];
	return word?.toLowerCase() ?? 'img';
}

export const mimeTypeOf = ({ declared, type }: ImageInfo): string =>
	type === 'other' ? (declared ?? unknownMimeType) : formats[type].mimeType;

/** "an AVIF", "a JPEG" */
export const titleOf = ({ declared, type }: ImageInfo): string =>
	type === 'other' ? `a picture of type ${declared ?? unknownMimeType}` : formats[type].title;

const unknownMimeType = 'application/octet-stream';

/**
 * A MIME type that can be written anywhere, without its parameters. It comes from whoever uploads a file.
 * @returns `application/octet-stream` for anything that is no `token/token` (RFC 9110, 5.6.2 and 8.3.1)
 */
export function plainMimeType(declared: unknown): string {
	const [type = ''] = typeof declared === 'string' ? declared.slice(0, 300).split(';') : [];
	const token = /^[\w!#$&^.+-]{1,100}\/[\w!#$&^.+-]{1,100}$/;
	return token.test(type.trim()) ? type.trim().toLowerCase() : unknownMimeType;
}

/** The sides as a viewer shows the picture, if they are known. */
export function displayedSize({
	height,
	turned,
	width,
}: ImageInfo): { readonly width: number; readonly height: number } | undefined {
	if (width === undefined || height === undefined) return undefined;
	return turned ? { width: height, height: width } : { width, height };
}
