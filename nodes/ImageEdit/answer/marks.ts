/** Stands before and behind the index of base64 that was taken out of a response. */
export const mark = '\uE000';

/** What stands in the place of base64 that was taken out. */
export const markOf = (index: number): string => `${mark}${index}${mark}`;

const wholeMark = /^\uE000(\d{1,9})\uE000$/;

/** The index of a mark that `spoolBase64` left in the place of base64, or undefined. */
export function spooledIndex(text: string): number | undefined {
	const match = wholeMark.exec(text);
	return match ? Number(match[1]) : undefined;
}
