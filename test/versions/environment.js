const { createRequire, registerHooks } = require('node:module');
const { join } = require('node:path');

const ofEngine = /^(n8n-core|n8n-workflow|@n8n\/(?:config|di))(\/|$)/;
const fromEngine = createRequire(join(process.env.N8N_ENGINE_FOLDER, 'package.json'));

// The engine that tests, harness and node ask for is that of another version of n8n.
registerHooks({
	resolve: (name, context, next) =>
		ofEngine.test(name) ? next(fromEngine.resolve(name), context) : next(name, context),
});

module.exports = require('../jest/environment.js');
