import { isJsonObject, textOf } from '../shared/json';

export interface ListedModel {
	readonly id: string;
	/** Whether it makes pictures, where the list tells. */
	readonly isForImages?: boolean;
	/** As the list writes it. */
	readonly shutdownDate?: unknown;
}

/**
 * The rows of a list of models: OpenAI's `data`, or Google's `models` with names like `models/…`.
 * OpenRouter tells what comes out of a model, Google how it is called.
 * @returns undefined when it is no list
 */
export function listedModels(body: unknown): readonly ListedModel[] | undefined {
	if (!isJsonObject(body)) return undefined;
	const rows = [body.data, body.models].find(Array.isArray) as readonly unknown[] | undefined;
	return rows?.filter(isJsonObject).flatMap((row) => {
		const id = (textOf(row.id) || textOf(row.name)).replace(/^models\//, '');
		const architecture = isJsonObject(row.architecture) ? row.architecture : row;
		const out: unknown = architecture.output_modalities;
		const calls: unknown = row.supportedGenerationMethods;
		const isOtherCall = Array.isArray(calls) && !calls.includes('generateContent');
		const isForImages = Array.isArray(out)
			? out.includes('image')
			: isOtherCall
				? false
				: undefined;
		return id === ''
			? []
			: [
					{
						id,
						...(isForImages === undefined ? {} : { isForImages }),
						...(row.shutdown_date === undefined ? {} : { shutdownDate: row.shutdown_date }),
					},
				];
	});
}
