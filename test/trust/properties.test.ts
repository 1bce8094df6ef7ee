import { answersAreUnderstood } from './properties/answersAreUnderstood';
import { parametersAreObeyed } from './properties/parametersAreObeyed';
import { picturesAreRead } from './properties/picturesAreRead';
import { textsArriveWhole } from './properties/textsArriveWhole';
import { isDeep, seed } from '../helpers/depth';
import { counted } from './support/counted';

describe('parameters', parametersAreObeyed);
describe('answers', answersAreUnderstood);
describe('texts', textsArriveWhole);
describe('pictures', picturesAreRead);

const least = isDeep ? 100_000 : 2_500;
it(`more than ${least} cases were generated`, () => {
	process.stdout.write(`${counted()} generated cases, seed ${seed}\n`);
	expect(counted()).toBeGreaterThan(least);
});
