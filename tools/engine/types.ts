import type {
	ExecutionError,
	ExecutionStatus,
	IBinaryData,
	IConnections,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	IRun,
	ITaskData,
	IWorkflowSettings,
	NodeExecutionHint,
} from 'n8n-workflow';

/** A workflow as the n8n editor exports it; fields that only the editor needs are ignored. */
export interface WorkflowJson {
	readonly id?: string;
	readonly name?: string;
	readonly nodes: readonly INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
	readonly [editorField: string]: unknown;
}

export interface EngineOptions {
	/** Folder with a package.json whose `n8n.nodes` and `n8n.credentials` point to built files. */
	readonly packageFolder: string;
	/** n8n's default is `filesystem`; `default` keeps binary data in memory. */
	readonly binaryMode?: 'filesystem' | 'default';
	/** Credential data by credential type, whatever id and name a workflow gives. */
	readonly credentials?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export interface RunOptions {
	/** For an execution that shall be taken for one that was run before; n8n gives each a new one. */
	readonly executionId?: string;
	/** Cancels the execution, as "Stop" in the editor does. */
	readonly signal?: AbortSignal;
	/** Who starts it: a click on "Execute workflow", as when left out, or the trigger of a published workflow. */
	readonly mode?: 'manual' | 'trigger';
	/** Runs only what this node needs, as "Execute step" does. */
	readonly destinationNode?: string;
	/** Stands in for the trigger's output, as pinned data does. */
	readonly triggerItems?: readonly INodeExecutionData[];
	/** A failed run that is to go on from the node that failed, in a new execution, as "Retry" does. */
	readonly retryOf?: RunResult;
	readonly onNodeStart?: (nodeName: string) => void;
	readonly onNodeEnd?: (nodeName: string, run: ITaskData) => void;
}

export interface RunResult {
	readonly status: Extract<ExecutionStatus, 'success' | 'error' | 'canceled' | 'waiting'>;
	readonly error?: ExecutionError;
	/** What all runs of the node gave out on one output. */
	items(nodeName: string, output?: number): INodeExecutionData[];
	hints(nodeName: string): NodeExecutionHint[];
	nodeRuns(nodeName: string): ITaskData[];
	readonly raw: IRun;
}

export interface Engine {
	run(workflow: WorkflowJson, options?: RunOptions): Promise<RunResult>;
	/** What a resource locator of the node offers in the editor. */
	searchList(node: INode, method: string, filter?: string): Promise<INodeListSearchResult>;
	/** Puts bytes where the binary mode stores them, for use in `triggerItems`. */
	storeBinary(bytes: Buffer, fileName: string, mimeType: string): Promise<IBinaryData>;
	readBinary(binary: IBinaryData): Promise<Buffer>;
	close(): Promise<void>;
}
