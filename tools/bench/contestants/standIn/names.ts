import { name } from './package.json';

export const standIn = { folder: __dirname, type: `${name}.openAiStandIn` } as const;
