import { aiid } from './aiid';
import { bella } from './bella';
import { dddai } from './dddai';
import type { Dialect, DialectRules } from './dialect';
import { gptplus } from './gptplus';
import { openai } from './openai';
import { zhongzhuan } from './zhongzhuan';

export const dialects: Readonly<Record<Dialect, DialectRules>> = {
	aiid,
	gptplus,
	dddai,
	zhongzhuan,
	bella,
	openai,
};
