import type { INodeProperties } from 'n8n-workflow';

const forImages = { resource: ['image'] };

/** Children of Options that steer the node and are no fields of the wire. */
export const controlOptions: readonly INodeProperties[] = [
	{
		displayName: 'Body Format',
		name: 'bodyFormat',
		type: 'options',
		description: 'How the request body is written; Automatic follows the gateway and the model',
		options: [
			{ name: 'Automatic', value: 'auto' },
			{ name: 'JSON', value: 'json' },
			{ name: 'Multipart Form', value: 'multipart' },
		],
		default: 'auto',
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		description: 'Whether to show the exact request and its cost without calling the gateway',
		default: true,
	},
	{
		displayName: 'Extra Fields',
		name: 'extraFields',
		type: 'json',
		description: 'A JSON object whose fields are added to the request last, unchecked',
		default: '{}',
	},
	{
		displayName: 'Image Field',
		name: 'imageField',
		type: 'string',
		description:
			'Name of the request field that holds the images, for gateways that expect another one',
		placeholder: 'e.g. image_urls',
		default: '',
	},
	{
		displayName: 'Request Path',
		name: 'orderPath',
		type: 'string',
		description:
			'Path that requests are sent to, added to the Base URL, for gateways that have an asynchronous one',
		placeholder: 'e.g. /images/edits/async',
		default: '',
	},
	{
		displayName: 'Price per Call',
		name: 'pricePerCall',
		type: 'number',
		description:
			'What one call costs, in a currency of your choice; used for the cost in the output and for Max Cost',
		typeOptions: { minValue: 0 },
		default: 0,
	},
	{
		displayName: 'Validation',
		name: 'validation',
		type: 'options',
		description: 'What to do when a value does not fit the model',
		options: [
			{ name: 'Off', value: 'off', description: 'Send everything unchecked' },
			{ name: 'Strict', value: 'strict', description: 'Stop the item before it costs anything' },
			{
				name: 'Warn',
				value: 'warn',
				description: 'Send the request anyway and add a warning to the output',
			},
		],
		default: 'strict',
	},
];

/** On the tab Settings, as n8n's own Retry On Fail: what one sets once keeps the form short. */
export const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'collection',
	placeholder: 'Add Output Setting',
	isNodeSetting: true,
	displayOptions: { show: { resource: ['image', 'task'] } },
	default: {},
	options: [
		{
			displayName: 'Download',
			name: 'download',
			type: 'boolean',
			description:
				'Whether to download images that the gateway returns as URLs; when off, only the URLs are in the output',
			default: true,
		},
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			description:
				'Name of the file without its extension; {name} stands for the name of the input image, {model} for the model, {item} and {index} for the numbers of the item and of the image, {execution} and {run} for those of the execution and of the run of an AI Image Edit node in it',
			placeholder: 'e.g. {name}-{index}',
			default: '{model}-{execution}-{run}-{item}-{index}',
		},
		{
			displayName: 'Flatten',
			name: 'flatten',
			type: 'boolean',
			description:
				'Whether to output plain columns only, for Data Table and CSV files: usage_…, warnings as one text',
			default: false,
		},
		{
			displayName: 'Include Input Fields',
			name: 'includeInput',
			type: 'boolean',
			description:
				"Whether to add the fields and the other binary data of the input item to the output; the image's own fields take precedence",
			default: false,
		},
		{
			displayName: 'Include Raw Response',
			name: 'includeRaw',
			type: 'boolean',
			description: 'Whether to add the response of the gateway to the output, without base64',
			default: false,
		},
		{
			displayName: 'Max File Size',
			name: 'maxFileSize',
			type: 'number',
			description: 'The largest image to accept from the gateway, in megabytes',
			typeOptions: { minValue: 1 },
			default: 100,
		},
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			description: 'What to do with several images from one call',
			options: [
				{ name: 'One Item per Image', value: 'itemPerImage' },
				{ name: 'One Item per Input', value: 'itemPerInput' },
			],
			default: 'itemPerImage',
		},
		{
			displayName: 'Put Output File in Field',
			name: 'binaryField',
			type: 'string',
			description: 'Name of the binary field to put the image in',
			hint: 'With One Item per Input, further images are put in data_1, data_2 and so on',
			default: 'data',
		},
	],
};

export const batch: INodeProperties = {
	displayName: 'Batch',
	name: 'batch',
	type: 'collection',
	placeholder: 'Add Batch Setting',
	isNodeSetting: true,
	displayOptions: { show: forImages },
	default: {},
	options: [
		{
			displayName: 'Concurrency',
			name: 'concurrency',
			type: 'number',
			description: 'How many calls may run at the same time',
			typeOptions: { minValue: 1, maxValue: 64 },
			default: 4,
		},
		{
			displayName: 'Max Cost',
			name: 'maxCost',
			type: 'number',
			description:
				'The most that this node may cost in one execution, all rounds of a loop together; a call that would exceed it is not made, 0 means no limit',
			typeOptions: { minValue: 0 },
			default: 0,
		},
		{
			displayName: 'Max Tries',
			name: 'maxTries',
			type: 'number',
			description: 'Maximum attempts per call; only a call that was not charged is retried',
			typeOptions: { minValue: 1, maxValue: 10 },
			default: 3,
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			description:
				'How many calls may start per minute, in all rounds of a loop together; 0 means no limit',
			typeOptions: { minValue: 0 },
			default: 0,
		},
		{
			displayName: 'Retry If Possibly Billed',
			name: 'retryAmbiguous',
			type: 'boolean',
			description:
				'Whether to retry calls that may have been billed, such as those that broke off after they were sent; they may then be billed twice',
			default: false,
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			description: 'How many seconds one call may take',
			typeOptions: { minValue: 1 },
			default: 600,
		},
	],
};
