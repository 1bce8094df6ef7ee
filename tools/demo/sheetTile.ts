import sharp from 'sharp';

const SQUARE = 12;

/** A picture fitted into a tile; a chequered ground shows where it is transparent, a line where it ends. */
export async function drawTile(bytes: Buffer, tileSize: number): Promise<Buffer> {
	const inside = await sharp(bytes)
		.rotate()
		.resize(tileSize, tileSize, { fit: 'inside' })
		.png()
		.toBuffer({ resolveWithObject: true });
	const { width, height } = inside.info;
	const framed = await sharp(Buffer.from(chequered(width, height)))
		.composite([{ input: inside.data }, { input: Buffer.from(outline(width, height)) }])
		.png()
		.toBuffer();
	return await sharp(framed)
		.resize(tileSize, tileSize, { fit: 'contain', background: '#f6f7f9' })
		.png()
		.toBuffer();
}

function chequered(width: number, height: number): string {
	const double = SQUARE * 2;
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>` +
		`<pattern id="c" width="${double}" height="${double}" patternUnits="userSpaceOnUse">` +
		`<rect width="${double}" height="${double}" fill="#fff"/><path fill="#c9ced6"` +
		` d="M0 0H${SQUARE}V${SQUARE}H0ZM${SQUARE} ${SQUARE}H${double}V${double}H${SQUARE}Z"/></pattern>` +
		`</defs><rect width="100%" height="100%" fill="url(#c)"/></svg>`
	);
}

function outline(width: number, height: number): string {
	return (
		`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
		`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" fill="none"` +
		` stroke="#101828" stroke-opacity="0.25"/></svg>`
	);
}
