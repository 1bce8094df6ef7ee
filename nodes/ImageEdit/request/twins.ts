import type { Picture } from '../image/imageFile';

/**
 * Pictures of one order that are the same, one sentence each: a list that holds one twice is mostly a slip,
 * and is paid for like two. Only those of the same length are read for it.
 */
export async function twinWarnings(pictures: readonly Picture[]): Promise<readonly string[]> {
	const warnings: string[] = [];
	for (const [index, picture] of pictures.entries()) {
		for (const other of pictures.slice(0, index)) {
			if (!(await isSame(picture, other))) continue;
			warnings.push(
				`${picture.label} is the same image as ${other.label}. To use images of several items in one call, put Aggregate with Include Binaries before this node.`,
			);
			break;
		}
	}
	return warnings;
}

async function isSame(one: Picture, other: Picture): Promise<boolean> {
	if (!one.file || !other.file) return one.url !== undefined && one.url === other.url;
	if (one.file.bytes !== other.file.bytes || one.file.bytes === 0) return false;
	return one.file === other.file || (await one.file.digest()) === (await other.file.digest());
}
