import { getAdditionalKeys } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	ICredentialsExpressionResolveValues,
	IExecuteData,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeParameters,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { ICredentialsHelper, NodeHelpers } from 'n8n-workflow';

import { applyGenericAuthentication } from './genericAuthentication';
import type { EngineNodeTypes } from './nodeTypes';
import type { EngineOptions } from './types';

// n8n injects these two into every credential type with `authenticate`, so no type declares them.
const DOMAIN_FIELDS = ['allowedHttpRequestDomains', 'allowedDomains'] as const;

/** Hands out plain data by credential type: no database, no encryption, no tokens that expire. */
export class EngineCredentialsHelper extends ICredentialsHelper {
	constructor(
		private readonly nodeTypes: EngineNodeTypes,
		private readonly data: NonNullable<EngineOptions['credentials']>,
	) {
		super();
	}

	getParentTypes(name: string): string[] {
		const parents = this.nodeTypes.getCredentialType(name).extends ?? [];
		return parents.flatMap((parent) => [...this.getParentTypes(parent), parent]);
	}

	isCredentialUsableByNode(credentialType: string, nodeType: string): boolean {
		if (!this.nodeTypes.getCredentialType(credentialType).restrictToSupportedNodes) return true;
		return this.nodeTypes.getNodesOfCredential(credentialType).includes(nodeType);
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const options = requestOptions as IHttpRequestOptions;
		const { authenticate } = this.nodeTypes.getCredentialType(typeName);
		if (typeof authenticate === 'function') return await authenticate(credentials, options);
		if (authenticate?.type !== 'generic') return options;
		if (!workflow || !node) throw new Error('Generic authentication wants workflow and node.');
		return applyGenericAuthentication(authenticate, credentials, options, workflow, node);
	}

	async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		const { properties, extends: parents = [] } = this.nodeTypes.getCredentialType(type);
		// As n8n does: a type without parents may have a name twice, shown under different conditions.
		if (parents.length === 0) return properties;
		const merged: INodeProperties[] = [];
		for (const parent of parents) {
			NodeHelpers.mergeNodeProperties(merged, this.getCredentialsProperties(parent));
		}
		NodeHelpers.mergeNodeProperties(merged, properties);
		return merged;
	}

	async getDecrypted(
		additionalData: IWorkflowExecuteAdditionalData,
		nodeCredentials: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		resolve?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const stored = this.data[type] as ICredentialDataDecryptedObject | undefined;
		if (!stored) {
			throw new Error(
				`The engine was started without the credential "${nodeCredentials.name}" of type "${type}".`,
			);
		}
		if (raw) return stored;

		const complete = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			stored as INodeParameters,
			true,
			false,
			null,
			null,
		) as ICredentialDataDecryptedObject;
		for (const field of DOMAIN_FIELDS) {
			if (stored[field] !== undefined) complete[field] ??= stored[field];
		}
		if (!resolve) return complete;

		return resolve.workflow.expression.getParameterValue(
			complete as INodeParameters,
			resolve.runExecutionData,
			resolve.runIndex,
			resolve.itemIndex,
			resolve.node.name,
			resolve.connectionInputData,
			mode,
			getAdditionalKeys(additionalData, mode, null, { isCredential: true }),
			executeData,
			false,
			complete,
		) as ICredentialDataDecryptedObject;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('This engine stores no encrypted credentials.');
	}

	async updateCredentials(): Promise<void> {
		throw new Error('This engine stores no credentials, so none can be updated.');
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('This engine stores no OAuth tokens.');
	}
}
