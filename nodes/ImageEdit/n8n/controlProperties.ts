import type { INodeProperties } from 'n8n-workflow';

const forImages = { resource: ['image'] };

/** Children of Options that steer the node and are no fields of the wire. */
export const controlOptions: readonly INodeProperties[] = [
	{
		displayName: 'Body Format',
		name: 'bodyFormat',
		type: 'options',
		description: 'How the request is written; automatic follows the gateway and the model',
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
		description: 'A JSON object whose fields are added to the request last, as they are',
		default: '{}',
	},
	{
		displayName: 'Image Field',
		name: 'imageField',
		type: 'string',
		description:
			'Name of the request field that holds the pictures, for gateways that want another',
		placeholder: 'e.g. image_urls',
		default: '',
	},
	{
		displayName: 'Price per Call',
		name: 'pricePerCall',
		type: 'number',
		description: 'What one call costs, in the unit of your choice, for Cost and Max Cost',
		typeOptions: { minValue: 0, numberPrecision: 6 },
		default: 0,
	},
	{
		displayName: 'Validation',
		name: 'validation',
		type: 'options',
		description: 'What happens when a value does not fit the model',
		options: [
			{ name: 'Off', value: 'off', description: 'Send everything unchecked' },
			{ name: 'Strict', value: 'strict', description: 'Stop the item before it costs anything' },
			{
				name: 'Warn',
				value: 'warn',
				description: 'Send all the same and add a warning to the output',
			},
		],
		default: 'strict',
	},
];

export const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'collection',
	placeholder: 'Add Output Setting',
	displayOptions: { show: { resource: ['image', 'task'] } },
	default: {},
	options: [
		{
			displayName: 'Download',
			name: 'download',
			type: 'boolean',
			description:
				'Whether to fetch pictures that the gateway answers by address; off gives the addresses only',
			default: true,
		},
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			description:
				'Name of the files without extension; {name} is the name of the input picture, {model} the model, {item} the number of the item and {index} that of the picture',
			placeholder: 'e.g. {name}-{index}',
			default: '{model}-{item}-{index}',
		},
		{
			displayName: 'Include Raw Answer',
			name: 'includeRaw',
			type: 'boolean',
			description: 'Whether to add the answer of the gateway to the output, without base64',
			default: false,
		},
		{
			displayName: 'Max File Size',
			name: 'maxFileSize',
			type: 'number',
			description: 'How many megabytes one picture of an answer may have',
			typeOptions: { minValue: 1 },
			default: 100,
		},
		{
			displayName: 'Mode',
			name: 'mode',
			type: 'options',
			description: 'What becomes of several pictures from one call',
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
			description: 'Name of the binary field that the picture is put in',
			hint: 'Further pictures of the same item are put in data_1, data_2 and so on',
			default: 'data',
		},
	],
};

export const batch: INodeProperties = {
	displayName: 'Batch',
	name: 'batch',
	type: 'collection',
	placeholder: 'Add Batch Setting',
	displayOptions: { show: forImages },
	default: {},
	options: [
		{
			displayName: 'Concurrency',
			name: 'concurrency',
			type: 'number',
			description: 'How many calls run at the same time at the most',
			typeOptions: { minValue: 1, maxValue: 64 },
			default: 4,
		},
		{
			displayName: 'Max Cost',
			name: 'maxCost',
			type: 'number',
			description:
				'No call is made that would take the cost of this run past this sum; 0 is no limit',
			typeOptions: { minValue: 0, numberPrecision: 6 },
			default: 0,
		},
		{
			displayName: 'Max Tries',
			name: 'maxTries',
			type: 'number',
			description: 'How often an order is given at the most, where nothing was billed for sure',
			typeOptions: { minValue: 1, maxValue: 10 },
			default: 3,
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			description: 'How many calls start within a minute at the most; 0 is no limit',
			typeOptions: { minValue: 0 },
			default: 0,
		},
		{
			displayName: 'Retry Ambiguous',
			name: 'retryAmbiguous',
			type: 'boolean',
			description:
				'Whether to repeat calls that broke off after they were sent, which may be billed twice',
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
