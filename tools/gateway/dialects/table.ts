import { aiid } from './aiid';
import { bella } from './bella';
import { chatCompletions } from './chatCompletions';
import { dddai } from './dddai';
import type { DialectRules } from './dialect';
import type { Dialect } from '../vocabulary';
import { gemini } from './gemini';
import { gptplus } from './gptplus';
import { openai } from './openai';
import { openRouter } from './openRouter';
import { zhongzhuan } from './zhongzhuan';

export const dialects: Readonly<Record<Dialect, DialectRules>> = {
	aiid,
	gptplus,
	dddai,
	zhongzhuan,
	bella,
	openai,
	openRouter,
	gemini,
	chatCompletions,
};
