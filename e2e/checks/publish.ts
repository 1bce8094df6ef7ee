import type { Stage } from '../stage';

/** Puts an example's triggers at work, as the button "Publish" does. */
export async function publish({ host, idOf }: Stage, example: string): Promise<void> {
	const path = `/rest/workflows/${idOf(example)}`;
	const { versionId } = await host.rest<{ versionId: string }>(path);
	await host.rest(`${path}/activate`, { method: 'POST', body: { versionId } });
}
