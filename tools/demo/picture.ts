import type { IBinaryData, INode, INodeExecutionData } from 'n8n-workflow';
import sharp from 'sharp';

export interface DemoPicture {
	readonly node: string;
	readonly field: string;
	readonly fileName: string;
	readonly bytes: Buffer;
	/** From the bytes, whatever the workflow says. */
	readonly format: string;
	readonly width: number;
	readonly height: number;
	readonly operation: string;
	readonly model: string;
	readonly milliseconds: number;
}

interface Origin {
	readonly node: INode;
	readonly item: INodeExecutionData;
	readonly field: string;
	readonly binary: IBinaryData;
	readonly milliseconds: number;
}

/** @throws Error when the bytes are no picture: the demo must not show it as one. */
export async function readPicture(bytes: Buffer, origin: Origin): Promise<DemoPicture> {
	const { node, item, field, binary, milliseconds } = origin;
	const { format, width, height } = await sharp(bytes).metadata();
	return {
		node: node.name,
		field,
		fileName: binary.fileName ?? field,
		bytes,
		format,
		width,
		height,
		operation: String(node.parameters.operation ?? 'edit'),
		model: String(item.json.model ?? ''),
		milliseconds,
	};
}
