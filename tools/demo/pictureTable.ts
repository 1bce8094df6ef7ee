import { getBorderCharacters, table } from 'table';

import type { SavedPicture } from './savePictures';

const HEAD = ['Example', 'Model', 'Operation', 'File', 'Pixels', 'Bytes', 'Node time'];

/** One line per picture. */
export function pictureTable(pictures: readonly SavedPicture[]): string {
	const rows = pictures.map((picture) => [
		picture.example,
		picture.model,
		picture.operation,
		picture.file,
		`${picture.width} × ${picture.height}`,
		picture.bytes.length.toLocaleString('en-GB'),
		formatSeconds(picture.milliseconds),
	]);
	return table([HEAD, ...rows], {
		border: getBorderCharacters('norc'),
		columns: { 4: { alignment: 'right' }, 5: { alignment: 'right' }, 6: { alignment: 'right' } },
		drawHorizontalLine: (index, count) => index < 2 || index === count,
	});
}

export function formatSeconds(milliseconds: number): string {
	return `${(milliseconds / 1000).toFixed(2)} s`;
}
