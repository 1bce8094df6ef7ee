import { setSafeRegexEngine } from 'n8n-workflow';

// n8n gives each regular expression 250 ms in a context of its own. When all tests run at once on a
// small machine, now and then one is not scheduled for that long, and the workflow fails.
setSafeRegexEngine({
	exec: (pattern, input, flags) => new RegExp(pattern, flags).exec(input),
	test: (pattern, input, flags) => new RegExp(pattern, flags).test(input),
	replace: (pattern, input, flags, replacement) =>
		input.replace(new RegExp(pattern, flags), replacement),
	matchAll: (pattern, input, flags) => [...input.matchAll(new RegExp(pattern, `g${flags ?? ''}`))],
	split: (pattern, input, flags) => input.split(new RegExp(pattern, flags)),
});
