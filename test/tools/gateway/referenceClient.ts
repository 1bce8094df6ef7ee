import axios, { type AxiosResponse } from 'axios';
import FormData from 'form-data';
import type { Dialect } from '../../../tools/gateway/vocabulary';
import type { RunningGateway } from '../../../tools/gateway/startGateway';

export interface FormFile {
	readonly content: Buffer;
	readonly fileName: string;
	readonly mimeType: string;
}

/** Fields in the order in which they are sent; a name may come twice. */
export type FormFields = ReadonlyArray<readonly [name: string, value: string | FormFile]>;

interface AnsweredPicture {
	readonly url: string;
	readonly b64_json: string;
}

/** Whatever a gateway may say; a test looks only at what it expects. */
export interface AnswerBody {
	readonly created: number;
	readonly object: string;
	readonly background: string;
	readonly data: readonly [AnsweredPicture, ...AnsweredPicture[]];
	readonly choices: readonly [{ message: { content: string } }];
	readonly error: { code: string; message: string; type: string; param: string | null };
}

export type Answer = AxiosResponse<AnswerBody>;

export const png = (content: Buffer, fileName = 'image.png'): FormFile => ({
	content,
	fileName,
	mimeType: 'image/png',
});

/** A client written from the seeds alone, as their curl examples would do it. */
export function referenceClient(gateway: RunningGateway, apiKey: string | null = gateway.apiKey) {
	const http = axios.create({
		validateStatus: () => true,
		maxBodyLength: Infinity,
		headers: {
			Accept: 'application/json',
			...(apiKey !== null && { Authorization: `Bearer ${apiKey}` }),
		},
	});
	return {
		get: (dialect: Dialect, path: string): Promise<Answer> =>
			http.get(gateway.baseUrl(dialect) + path),
		json: (dialect: Dialect, path: string, body: object | string): Promise<Answer> =>
			http.post(gateway.baseUrl(dialect) + path, body, {
				headers: { 'Content-Type': 'application/json' },
			}),
		form(
			dialect: Dialect,
			path: string,
			fields: FormFields,
			headers: Record<string, string> = {},
		): Promise<Answer> {
			const form = new FormData();
			for (const [name, value] of fields) {
				if (typeof value === 'string') form.append(name, value);
				else {
					const { content, fileName, mimeType } = value;
					form.append(name, content, { filename: fileName, contentType: mimeType });
				}
			}
			return http.post(gateway.baseUrl(dialect) + path, form, {
				headers: { ...form.getHeaders(), ...headers },
			});
		},
	};
}

export type ReferenceClient = ReturnType<typeof referenceClient>;

export async function download(url: string): Promise<Buffer> {
	const answer = await axios.get<ArrayBuffer>(url, { responseType: 'arraybuffer' });
	return Buffer.from(answer.data);
}

/** The first picture of an answer, whichever way it came. */
export async function pictureOf(answer: Answer, index = 0): Promise<Buffer> {
	const entry = answer.data.data?.[index] as { url?: string; b64_json?: string } | undefined;
	if (entry?.b64_json) return Buffer.from(entry.b64_json, 'base64');
	if (entry?.url) return download(entry.url);
	throw new Error(`no picture in ${JSON.stringify(answer.data).slice(0, 300)}`);
}
