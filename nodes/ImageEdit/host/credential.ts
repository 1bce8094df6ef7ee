import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';
import { gatewayById } from '../catalogue/gateways';
import type { GatewayEntry, GatewayId } from '../catalogue/types';
import { baseAddress } from '../request/address';

export const credentialName = 'imageGatewayApi';

export interface GatewayAccess {
	readonly gateway: GatewayEntry;
	/** The gateway's address, to which paths are added. */
	readonly base: string;
	/** The API key: only to be kept out of what is shown or kept, since n8n itself puts it into requests. */
	readonly secret: string;
}

/**
 * What the credential says.
 * @throws InvalidOrder when it has no address that can be used
 */
export async function readCredential(
	context: IExecuteFunctions | ILoadOptionsFunctions,
): Promise<GatewayAccess> {
	const { apiKey, baseUrl, gateway: id } = await context.getCredentials(credentialName);
	const gateway = gatewayById(id as GatewayId);
	return {
		gateway,
		base: baseAddress(gateway, String(baseUrl ?? '')),
		secret: String(apiKey ?? ''),
	};
}
