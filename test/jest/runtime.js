const { createRequire, isBuiltin } = require('node:module');
const { dirname, isAbsolute, join, resolve, sep } = require('node:path');
const { compileFunction, constants } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const isPackage = (name) =>
	name !== undefined && !name.startsWith('.') && !isAbsolute(name) && !isBuiltin(name);

const built = join(__dirname, '..', '..', 'dist') + sep;
const isBuilt = (from, name) =>
	name?.startsWith('.') === true && resolve(dirname(from), name).startsWith(built);

/** By file: a function that makes its module, anew for each test file. */
const compiled = new Map();

/**
 * Runs each test file with modules of its own, in Node's realm (see `environment.js`), and lets Node itself
 * load packages: once in a worker. To load n8n's engine anew for each file took a third of all the time.
 * The built node is a package, too: a test sees the modules that n8n loads.
 */
module.exports = class OneRealmRuntime extends Runtime {
	constructor(...options) {
		super(...options);
		const { executor } = this;
		// As that of jest 30.5, but without a context to run in: so what is compiled serves all test files.
		executor.compile = (source, filename) => {
			const known = compiled.get(filename);
			if (known?.source === source) return known.make;
			const make = compileFunction(source, executor.injectedModuleParameters, {
				filename,
				importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
			});
			if (!filename.endsWith('.test.ts')) compiled.set(filename, { source, make });
			return make;
		};
	}

	requireModule(from, name, options, isActual) {
		return (isPackage(name) || isBuilt(from, name)) && !options?.isInternalModule
			? createRequire(from)(name)
			: super.requireModule(from, name, options, isActual);
	}
};
