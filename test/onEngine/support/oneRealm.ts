import { accessSync } from 'node:fs';

/**
 * Jest gives tests globals of their own, so an error that Node itself makes (a connection that breaks
 * off) is no `instanceof Error` there. In n8n it is one; so it shall be here.
 */
function errorOfNode(): ErrorConstructor {
	try {
		accessSync('');
	} catch (error) {
		return (error as Error).constructor as ErrorConstructor;
	}
	throw new Error('There is a file without a name.');
}

const outer = errorOfNode();
const usual = Function.prototype[Symbol.hasInstance];

Object.defineProperty(Error, Symbol.hasInstance, {
	// Subclasses inherit this and keep the usual meaning.
	value(this: unknown, candidate: unknown) {
		return usual.call(this, candidate) || (this === Error && usual.call(outer, candidate));
	},
});
