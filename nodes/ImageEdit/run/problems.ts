import { InvalidOrder } from '../request/findings';
import { attempt } from '../shared/attempt';

/** What could not be read of an item, so that all of it is reported together with what does not fit. */
export class Problems {
	readonly sentences: string[] = [];

	/** @returns undefined when the work was stopped by an InvalidOrder, which is kept */
	async collect<T>(work: () => Promise<T>): Promise<T | undefined> {
		const done = await attempt(work);
		if (done.ok) return done.value;
		if (!(done.error instanceof InvalidOrder)) throw done.error;
		this.sentences.push(...done.error.findings);
		return undefined;
	}
}
