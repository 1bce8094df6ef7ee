import { aiid } from './aiid';
import { bella } from './bella';
import { dddai } from './dddai';
import type { DialectRules } from './dialect';
import type { Dialect } from '../vocabulary';
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
