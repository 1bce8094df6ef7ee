const { src, dest } = require('gulp');

// tsc writes the code; icons and codex files are all that is left to copy.
exports.default = () =>
	src(['nodes/**/*.{svg,png}', 'nodes/**/*.node.json', 'credentials/**/*.{svg,png}'], {
		base: '.',
		encoding: false,
	}).pipe(dest('dist'));
