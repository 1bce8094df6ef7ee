import type { PictureFormat } from '../painter/commission';

export const dialectIds = [
	'aiid',
	'gptplus',
	'dddai',
	'zhongzhuan',
	'bella',
	'openai',
	'openRouter',
	'gemini',
	'chatCompletions',
] as const;
export type Dialect = (typeof dialectIds)[number];

export type PaidRoute = 'edits' | 'generations';

export type BodyKind = 'json' | 'multipart';

/** How a field may travel: as an uploaded file, as a URL or as base64 text. */
export type PictureSource = 'file' | 'url' | 'base64';

export interface PictureInfo {
	readonly format: PictureFormat;
	readonly width: number;
	readonly height: number;
	readonly hasAlpha: boolean;
}

export interface LoadedPicture {
	readonly field: string;
	readonly source: PictureSource;
	readonly content: Buffer;
	readonly bytes: number;
	readonly sha256: string;
	readonly info: PictureInfo;
}

/** What a vendor asks of the pictures it is given. */
export interface PicturePolicy {
	readonly formats: readonly PictureFormat[];
	readonly maxBytes: number;
	readonly minSide?: number;
	/** Width × height. */
	readonly maxPixels?: number;
	/** 2.5 means 1:2.5 … 2.5:1. */
	readonly maxRatio?: number;
	readonly square?: boolean;
	readonly base64: 'bare' | 'dataUri' | 'either';
}

/** Shapes that people have reported, beside those of the documents. */
export const reportedShapes = [
	'responses',
	'geminiInline',
	'geminiDraft',
	'camelCase',
	'outputImages',
	'rawPicture',
	'twoLists',
	'chinesePunctuation',
	'chatImages',
	'previewsAndFinals',
	'previewsOnly',
	'chatDeltas',
	'splitPicture',
	'errorEvent',
	'inputEcho',
	'refusalInWords',
	'geminiBlocked',
	'successFalse',
	'statusError',
	'plainText',
] as const;
export type ReportedShape = (typeof reportedShapes)[number];

/** The shapes in which gateways have been seen to answer (domain.md 6.3). */
export const answerShapes = [
	...reportedShapes,
	'url',
	'b64_json',
	'dataUriInUrl',
	'dataUriInB64',
	'chatMarkdown',
	'chatDataUri',
	'chatBareLink',
	'chatArray',
	'hybrid',
	'relativeUrl',
	'protocolRelativeUrl',
	'emptyOtherKey',
	'errorIn200',
	'codeNotZero',
	'empty',
] as const;
export type AnswerShape = (typeof answerShapes)[number];

export interface AnswerEntry {
	readonly url?: string;
	readonly b64_json?: string;
}

export const taskShapes = [
	'kling',
	'qiniu',
	'sub2api',
	'dataList',
	'prism',
	'frostfox',
	'codeSuccess',
	'kie',
	'kieRecord',
	'crazyrouter',
] as const;
export type TaskShape = (typeof taskShapes)[number];

export const faultKinds = [
	'rateLimit',
	'serverError',
	'html502',
	'html504',
	'html524',
	'pageWithRetryAfter',
	'frameworkError',
	'timeout408',
	'cloudflare',
	'cloudflareUnreached',
	'cutBeforeHeaders',
	'cutBeforeBody',
	'cutMidBody',
	'slowBytes',
	'truncatedJson',
	'truncatedBase64',
] as const;
export type FaultKind = (typeof faultKinds)[number];
