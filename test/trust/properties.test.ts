import { answersAreUnderstood } from './properties/answersAreUnderstood';
import { parametersAreObeyed } from './properties/parametersAreObeyed';
import { counted } from './support/counted';

describe('parameters', parametersAreObeyed);
describe('answers', answersAreUnderstood);

it('more than a hundred thousand cases were generated', () => {
	process.stdout.write(`${counted()} generated cases\n`);
	expect(counted()).toBeGreaterThan(100_000);
});
