module.exports = {
	useTabs: true,
	tabWidth: 2,
	printWidth: 100,
	singleQuote: true,
	trailingComma: 'all',
	arrowParens: 'always',
	endOfLine: 'lf',
};
