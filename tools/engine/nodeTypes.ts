import { LazyPackageDirectoryLoader, PackageDirectoryLoader } from 'n8n-core';
import type {
	ICredentialType,
	IDataObject,
	INodeType,
	INodeTypes,
	IVersionedNodeType,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { dirname } from 'node:path';

// n8n's own lazy loader also parses the 9 MB of descriptions that only the editor shows.
class KnownNodesLoader extends PackageDirectoryLoader {
	override async loadAll(): Promise<void> {
		this.known.nodes = await this.readJSON('dist/known/nodes.json');
		this.known.credentials = await this.readJSON('dist/known/credentials.json');
		this.isLazyLoaded = true;
	}
}

/** The nodes and credentials of one package beside n8n's own, named as in an installed n8n. */
export class EngineNodeTypes implements INodeTypes {
	private constructor(private readonly loaders: readonly PackageDirectoryLoader[]) {}

	static async load(packageFolder: string): Promise<EngineNodeTypes> {
		const base = dirname(require.resolve('n8n-nodes-base/package.json'));
		const loaders = [new LazyPackageDirectoryLoader(packageFolder), new KnownNodesLoader(base)];
		await Promise.all(loaders.map(async (loader) => await loader.loadAll()));
		return new EngineNodeTypes(loaders);
	}

	getByName(nodeType: string): INodeType | IVersionedNodeType {
		const dot = nodeType.lastIndexOf('.');
		const packageName = nodeType.slice(0, dot);
		const loader = this.loaders.find((candidate) => candidate.packageName === packageName);
		if (!loader) {
			const known = this.loaders.map((candidate) => candidate.packageName).join(' and ');
			throw new Error(`The node type "${nodeType}" is not in ${known}, which this engine loads.`);
		}
		return loader.getNode(nodeType.slice(dot + 1)).type;
	}

	getByNameAndVersion(nodeType: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(nodeType), version);
	}

	getKnownTypes(): IDataObject {
		return Object.assign({}, ...this.loaders.map((loader) => loader.known.nodes)) as IDataObject;
	}

	getCredentialType(name: string): ICredentialType {
		return this.loaderOfCredential(name).getCredential(name).type;
	}

	/** Full names of the nodes that say they use the credential. */
	getNodesOfCredential(name: string): string[] {
		const loader = this.loaderOfCredential(name);
		const nodes = loader.known.credentials[name]?.supportedNodes ?? [];
		return nodes.map((node) => `${loader.packageName}.${node}`);
	}

	private loaderOfCredential(name: string): PackageDirectoryLoader {
		const loader = this.loaders.find((candidate) => name in candidate.known.credentials);
		if (!loader) throw new Error(`No loaded package has the credential type "${name}".`);
		return loader;
	}
}
