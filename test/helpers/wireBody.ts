import type { WireBody } from '../../nodes/ImageEdit/request/body';
import { chunked } from './pictures';

/** The smallest body that an order can have. */
export const smallBody: WireBody = {
	contentType: 'application/json',
	size: 2,
	small: true,
	open: () => chunked(Buffer.from('{}')),
};
