/** A file name by the default template: execution and run stand between the model and the numbers. */
export const madeName = (model: string, end: string): unknown =>
	expect.stringMatching(
		new RegExp(
			`^${[model, '[^-]+', '0', end].map((part) => part.replaceAll('.', '\\.')).join('-')}$`,
		),
	);
