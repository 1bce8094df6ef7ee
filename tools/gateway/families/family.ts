import { Refusal } from '../errors';
import type { LoadedPicture, PicturePolicy } from '../vocabulary';
import type { OrderDraft } from '../order';
import type { OutputFormat, OutputWish, SizeWish } from '../../painter/commission';
import type { FieldRules } from './fields';

export interface Received {
	readonly model: string;
	readonly route: 'edits' | 'generations';
	readonly values: Readonly<Record<string, unknown>>;
	readonly pictures: Readonly<Record<string, readonly LoadedPicture[]>>;
}

export interface FamilyRules {
	readonly fields: FieldRules;
	/** Required on an edit; what is a picture is not asked of a generation. */
	readonly required: readonly string[];
	/** Fields that are not listed are let through, as an unknown model may know them. */
	readonly open?: boolean;
	/** A generation takes pictures, and makes nothing of them. */
	readonly dropsPictures?: boolean;
	/** The model knows no text-to-image. */
	readonly editsOnly?: boolean;
	readonly policy: PicturePolicy;
	/** Rules between fields, and the job that follows from them. */
	readonly order: (received: Received) => OrderDraft;
}

export function textOf(received: Received, name: string): string | undefined {
	const value = received.values[name];
	return typeof value === 'string' ? value : undefined;
}

export function numberOf(received: Received, name: string): number | undefined {
	const value = received.values[name];
	return typeof value === 'number' ? value : undefined;
}

export function picturesOf(received: Received, ...names: string[]): LoadedPicture[] {
	return names.flatMap((name) => received.pictures[name] ?? []);
}

export function has(received: Received, name: string): boolean {
	return name in received.values || name in received.pictures;
}

export function refuseTogether(received: Received, name: string, reason: string): void {
	if (has(received, name)) throw new Refusal('badValue', `${name} ${reason}`, name);
}

export function sizeWish(received: Received, model = received.model): SizeWish {
	const size = textOf(received, 'size');
	// A resolution in the model's name beats the field (relay page of doc.chintao.cn).
	const suffix = /-([24])k$/.exec(model)?.[1];
	const field = textOf(received, 'resolution') ?? textOf(received, 'image_size');
	const tier = suffix ? `${suffix}K` : field;
	const aspectRatio = textOf(received, 'aspect_ratio');
	return {
		...(size && { size }),
		...(tier && { tier }),
		...(aspectRatio && { aspectRatio }),
	};
}

export function outputWish(received: Received, usual: OutputFormat = 'png'): OutputWish {
	const format = (textOf(received, 'output_format') ?? usual) as OutputFormat;
	const compression = numberOf(received, 'output_compression');
	return {
		format,
		...(compression !== undefined && { compression }),
		transparent: textOf(received, 'background') === 'transparent',
	};
}

/** What all orders have in common; the family adds the job. */
export function draft(
	received: Received,
	rest: Pick<OrderDraft, 'job'> & Partial<OrderDraft>,
): OrderDraft {
	const responseFormat = textOf(received, 'response_format') as 'url' | 'b64_json' | undefined;
	const quality = textOf(received, 'quality');
	const isStreamed = received.values.stream === true;
	const callbackUrl = textOf(received, 'callback_url');
	const externalTaskId = textOf(received, 'external_task_id');
	return {
		prompt: textOf(received, 'prompt') ?? '',
		count: numberOf(received, 'n') ?? 1,
		size: sizeWish(received),
		output: outputWish(received),
		...(responseFormat && { responseFormat }),
		...(quality && { quality }),
		...(isStreamed && { streamed: numberOf(received, 'partial_images') ?? 0 }),
		...(callbackUrl && { callbackUrl }),
		...(externalTaskId && { externalTaskId }),
		...rest,
	};
}
