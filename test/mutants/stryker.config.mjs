// `npm run test:mutants`: Stryker writes small faults into the pure parts, one at a time, and tells which of
// them no test notices. It takes hours; one file: npm run test:mutants -- --mutate nodes/ImageEdit/…
export default {
	testRunner: 'jest',
	jest: { configFile: 'test/mutants/jest.config.js', enableFindRelatedTests: true },
	// Jest mixes a file's tests with those of others unless a mutant's own are known.
	coverageAnalysis: 'perTest',
	mutate: ['nodes/ImageEdit/{answer,catalogue,image,request,shared,transport}/**/*.ts'],
	ignorePatterns: ['dist', 'demo-output', 'docs', 'examples', 'bench-output', '.ci'],
	// Texts are quoted by the tests where they matter; changed words would drown what counts.
	mutator: { excludedMutations: ['StringLiteral'] },
	ignoreStatic: true,
	// The first run, which learns what each test covers, takes minutes.
	dryRunTimeoutMinutes: 30,
	// Beside the time that its tests take; jest's own limit of them comes first.
	timeoutMS: 10_000,
	concurrency: 2,
	reporters: ['clear-text', 'progress'],
	tempDirName: '.stryker-tmp',
	disableTypeChecks: false,
};
