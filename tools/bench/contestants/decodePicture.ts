const key = Buffer.from('"b64_json":"');
const quote = 0x22;

/** The picture of an answer, decoded as it arrives. */
export async function* decodePicture(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
	let state: 'before' | 'inside' | 'after' = 'before';
	let rest: Buffer = Buffer.alloc(0);
	for await (const chunk of source) {
		if (state === 'after') continue;
		let bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
		if (state === 'before') {
			const start = bytes.indexOf(key);
			if (start < 0) {
				rest = bytes;
				continue;
			}
			bytes = bytes.subarray(start + key.length);
			state = 'inside';
		}
		const end = bytes.indexOf(quote);
		const whole = end < 0 ? bytes.length - (bytes.length % 4) : end;
		if (whole > 0) yield Buffer.from(bytes.toString('latin1', 0, whole), 'base64');
		if (end >= 0) state = 'after';
		rest = bytes.subarray(whole);
	}
	if (state !== 'after') throw new Error('The answer holds no whole picture.');
}
