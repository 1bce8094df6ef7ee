import type { INodeProperties } from 'n8n-workflow';
import { knownIds, models } from '../catalogue/models';
import { onlyModels } from './guards';

const waiting: readonly INodeProperties[] = [
	{
		displayName: 'Max Wait',
		name: 'maxWait',
		type: 'number',
		description:
			'How many seconds to wait for a task; after that, the item fails and its message names the task ID',
		typeOptions: { minValue: 0 },
		default: 1800,
	},
	{
		displayName: 'Poll Interval',
		name: 'pollInterval',
		type: 'number',
		description:
			'Seconds between two status checks at first; a task that takes long is checked less often',
		typeOptions: { minValue: 0.1 },
		default: 1,
	},
	{
		displayName: 'Poll Path',
		name: 'pollPath',
		type: 'string',
		description:
			'Path of the status check, appended to the base URL; leave empty to try the usual ones',
		placeholder: 'e.g. /images/tasks/{taskId}',
		default: '',
	},
];

const longTaskBase = {
	displayName: 'Long Task',
	name: 'longTask',
	type: 'collection',
	placeholder: 'Add Task Setting',
	isNodeSetting: true,
	description: 'For models that respond with a task instead of an image',
	default: {},
} as const;

/** For orders; a task that is asked after has some of its settings. */
export const orderTask: INodeProperties = {
	...longTaskBase,
	displayOptions: { show: { resource: ['image'] } },
	options: [
		...waiting.slice(0, 1),
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			description: 'What to do when the gateway responds with a task',
			options: [
				{ name: 'Return Task ID', value: 'returnTask' },
				{ name: 'Wait for the Images', value: 'wait' },
			],
			default: 'wait',
		},
		{
			displayName: 'Open Tasks',
			name: 'openTasks',
			type: 'number',
			description: 'How many tasks may be unfinished at the gateway at the same time',
			typeOptions: { minValue: 1 },
			default: 100,
		},
		...waiting.slice(1),
	],
};

/** Known models of which no vendor makes a task; some gateways make one of any model. */
const immediateIds = knownIds.filter(
	(id) =>
		!models.some(
			(entry) => entry.id === id && entry.fields.some(({ name }) => name === 'externalTaskId'),
		),
);

/** Long Task shows for models whose vendors work in tasks, for unknown ones, and for any model by ID. */
const orderTasks: readonly INodeProperties[] = [
	{
		...orderTask,
		displayOptions: { ...orderTask.displayOptions, hide: { model: [...immediateIds] } },
	},
	{
		...orderTask,
		displayOptions: {
			show: { ...orderTask.displayOptions?.show, '/model.mode': ['id'] },
			...onlyModels(immediateIds),
		},
	},
];

export const longTask: readonly INodeProperties[] = [
	...orderTasks,
	{ ...longTaskBase, displayOptions: { show: { resource: ['task'] } }, options: [...waiting] },
];

/** The parameters of the resource task. */
export const taskProperties: readonly INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['task'] } },
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get a task',
				description: 'Check a task and fetch its images when they are ready',
			},
		],
		default: 'get',
	},
	{
		displayName: 'Task ID',
		name: 'taskId',
		type: 'string',
		description: 'The task ID that the gateway returned',
		placeholder: 'e.g. {{ $json.taskId }}',
		required: true,
		displayOptions: { show: { resource: ['task'] } },
		default: '',
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'string',
		description: 'The model that was used; appears in the output and in file names',
		placeholder: 'e.g. kling-image',
		displayOptions: { show: { resource: ['task'] } },
		default: '',
	},
	{
		displayName: 'Wait',
		name: 'wait',
		type: 'boolean',
		description:
			'Whether to wait until the task has ended, instead of returning its current status',
		displayOptions: { show: { resource: ['task'] } },
		default: true,
	},
];
