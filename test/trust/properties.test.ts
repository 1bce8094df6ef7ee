import fc from 'fast-check';

import { answersAreUnderstood } from './properties/answersAreUnderstood';
import { parametersAreObeyed } from './properties/parametersAreObeyed';
import { picturesAreRead } from './properties/picturesAreRead';
import { textsArriveWhole } from './properties/textsArriveWhole';
import { counted } from './support/counted';

// The same cases in every run; a failure prints the seed and the path to its case.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20_261_121) });

describe('parameters', parametersAreObeyed);
describe('answers', answersAreUnderstood);
describe('texts', textsArriveWhole);
describe('pictures', picturesAreRead);

it('more than a hundred thousand cases were generated', () => {
	process.stdout.write(`${counted()} generated cases\n`);
	expect(counted()).toBeGreaterThan(100_000);
});
