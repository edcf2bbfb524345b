import { poll } from './poll.ts';
import type { Rest } from './rest.ts';

/** How far n8n has come with making a workflow's triggers listen; it does so after it has answered the request. */
interface Publication {
	readonly status: 'in_progress' | 'not_published' | 'published' | 'partial' | 'failed';
	/** The version that listens; null when nothing does. */
	readonly liveVersionId: string | null;
	readonly triggers: readonly { readonly nodeId: string; readonly errorMessage: string | null }[];
}

/** n8n reads its parts one after the other: for a moment it may tell what was before, as if nothing were under way. */
const reached = async (
	rest: Rest,
	workflowId: string,
	isReached: (publication: Publication) => boolean,
): Promise<Publication> =>
	await poll(`Workflow ${workflowId} was neither published nor refused`, async () => {
		const publication = (await rest.call(
			'GET',
			`/rest/workflows/${workflowId}/publication-status`,
		)) as Publication;
		return isReached(publication) ? publication : undefined;
	});

/** Waits until the triggers listen. Rejects with what n8n says if one of them cannot. */
export const publishLive = async (rest: Rest, workflowId: string): Promise<void> => {
	const { versionId } = (await rest.call('GET', `/rest/workflows/${workflowId}`)) as { versionId: string };
	await rest.call('POST', `/rest/workflows/${workflowId}/activate`, { versionId });
	const { status, triggers } = await reached(rest, workflowId, ({ status: now, liveVersionId }) =>
		now === 'published' ? liveVersionId === versionId : now === 'partial' || now === 'failed',
	);
	if (status !== 'published') {
		const reasons = triggers.map(({ errorMessage }) => errorMessage ?? '').join('\n');
		throw new Error(`Workflow ${workflowId} is ${status}: ${reasons}`);
	}
};

/** Waits until the triggers no longer listen. */
export const unpublishLive = async (rest: Rest, workflowId: string): Promise<void> => {
	await rest.call('POST', `/rest/workflows/${workflowId}/deactivate`, {});
	await reached(rest, workflowId, ({ status }) => status === 'not_published');
};
