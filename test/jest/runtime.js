const { createRequire, isBuiltin } = require('node:module');
const { dirname, isAbsolute, join, resolve, sep } = require('node:path');
const { compileFunction, constants } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const isPackage = (name) =>
	name !== undefined && !name.startsWith('.') && !isAbsolute(name) && !isBuiltin(name);

const built = join(__dirname, '..', '..', 'dist') + sep;
const isBuilt = (from, name) =>
	name?.startsWith('.') === true && resolve(dirname(from), name).startsWith(built);

/**
 * Runs each test file with modules of its own, in Node's realm (see `environment.js`), and lets Node itself
 * load packages: once in a worker. To load n8n's engine anew for each file took a third of all the time.
 * The built node is a package, too: a test sees the modules that n8n loads.
 */
module.exports = class OneRealmRuntime extends Runtime {
	constructor(...options) {
		super(...options);
		const { executor } = this;
		// As that of jest 30.5, but without a context to run in.
		executor.compile = (source, filename) =>
			compileFunction(source, executor.injectedModuleParameters, {
				filename,
				importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
			});
	}

	requireModule(from, name, options, isActual) {
		return (isPackage(name) || isBuilt(from, name)) && !options?.isInternalModule
			? createRequire(from)(name)
			: super.requireModule(from, name, options, isActual);
	}
};
