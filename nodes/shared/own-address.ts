import type { IHookFunctions } from 'n8n-workflow';

/** A trigger's own addresses. */
export interface Place {
	/** The address of this node: that for tests while the editor listens. */
	readonly url: string;
	/** Whether an address leads to this node, live or for tests. */
	readonly isOwn: (url: string) => boolean;
	/** Whether the editor begins to listen for a test event. */
	readonly isTest: boolean;
}

/** Where the trigger stands that n8n is setting up or taking down. */
export function placeOf(context: IHookFunctions): Place {
	const url = context.getNodeWebhookUrl('default') ?? '';
	const isTest = context.getMode() === 'manual';
	const own = { url, isTest, webhookId: context.getNode().webhookId, editor: context.getInstanceBaseUrl() };
	return { url, isOwn: (other) => isOwnAddress(own, other), isTest };
}

/** What tells a trigger's addresses from others. */
export interface Own extends Pick<Place, 'url' | 'isTest'> {
	readonly webhookId: string | undefined;
	/** n8n's address for people, below which the addresses for tests are, if it is not that for webhooks. */
	readonly editor: string;
}

/** Splits `https://n8n.example.com/webhook/<ID>/…` into n8n's address and what kind of address it is. */
function partsOf(
	url: string,
	webhookId: string,
): { readonly base: string; readonly kind: string } | undefined {
	const [before, after] = url.split(`/${webhookId}/`);
	const end = before?.lastIndexOf('/') ?? -1;
	return before === undefined || after === undefined
		? undefined
		: { base: before.slice(0, end), kind: before.slice(end + 1) };
}

/**
 * Whether an address leads to the same trigger as its own, live or for tests (`…/webhook/<ID>/…`,
 * `…/webhook-test/<ID>/…`). The ID alone does not tell: a workflow that is imported into another n8n keeps it. The
 * address for tests may be below another one than the live one (`N8N_EDITOR_BASE_URL`, `WEBHOOK_URL`); while the editor
 * listens, n8n does not say where the live one is, so any is believed: it is given back soon.
 */
export function isOwnAddress({ url, isTest, webhookId, editor }: Own, other: string): boolean {
	const own = webhookId === undefined ? undefined : partsOf(url, webhookId);
	const found = webhookId === undefined ? undefined : partsOf(other, webhookId);
	if (own === undefined || found === undefined) {
		return other === url;
	}
	const isBeside = found.kind !== own.kind && (isTest || found.base === editor.replace(/\/$/, ''));
	return found.base === own.base || isBeside;
}
