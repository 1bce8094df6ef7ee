import { decode } from '../../nodes/ImageEdit/answer/decode';
import { GatewayFailure } from '../../nodes/ImageEdit/answer/failures';

const read = (text: string) => decode({ status: 200, headers: {}, text });

it.each([
	['events', 'data: {"a":1}\n'.repeat(100_000)],
	['lines of one event', `data: {\n${'data: "a",\n'.repeat(100_000)}`],
	['opened images', '![](data:image/png;base64,'.repeat(200_000)],
	['opened brackets', `data: ${'['.repeat(1_000_000)}`],
	['dots', `https://a.example/${'.'.repeat(1_000_000)}x`],
	['thoughts', '<think>'.repeat(500_000)],
	['tags', '<img '.repeat(500_000).replace('<', 'x<')],
])('costs no more time than its length: many %s', (_what, text) => {
	// The square of the length would take hours, and the test's own time would be over.
	try {
		expect(read(text).pictures.length).toBeLessThanOrEqual(100);
	} catch (error) {
		expect(error).toBeInstanceOf(GatewayFailure);
	}
});
