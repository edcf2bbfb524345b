import type { ICredentialDataDecryptedObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

/**
 * How long a secret holds after it was read, in milliseconds. For each reading n8n makes an isolate for expressions,
 * which takes half as long again as all the rest of a delivery.
 */
const HOLDS = 10_000;

/** Credentials that are kept in mind; a process with more of them only reads more often. */
const MOST = 1000;

/** Where a secret stands. */
interface Place {
	/** The type of the credential. */
	readonly credential: string;
	readonly secretIn: (data: ICredentialDataDecryptedObject) => string;
}

/** By the credential's ID: of this process only, and right to lose. */
const held = new Map<string, { readonly until: number; readonly secret: string }>();

/** The secret that stands in the credential now; empty where there is none, or it cannot be read. */
export async function readSecret(
	context: IHookFunctions | IWebhookFunctions,
	{ credential, secretIn }: Place,
): Promise<string> {
	try {
		return secretIn(await context.getCredentials(credential));
	} catch {
		return '';
	}
}

/**
 * Judges a delivery by the secret in the node's credential. One that was read a moment ago is tried first; what it
 * does not fit is judged by the one that stands there now. So a new secret counts at once, and the one before it for
 * a few seconds more.
 */
export async function judgeBySecret<V extends { readonly reason: string | undefined }>(
	context: IWebhookFunctions,
	place: Place,
	judge: (secret: string) => V,
): Promise<V> {
	const id = context.getNode().credentials?.[place.credential]?.id ?? '';
	const before = held.get(id);
	const verdict = before !== undefined && before.until > Date.now() ? judge(before.secret) : undefined;
	if (verdict !== undefined && verdict.reason === undefined) {
		return verdict;
	}
	const secret = await readSecret(context, place);
	hold(id, secret);
	return verdict !== undefined && secret === before?.secret ? verdict : judge(secret);
}

function hold(id: string, secret: string): void {
	if (held.size >= MOST) {
		held.clear();
	}
	if (id !== '' && secret !== '') {
		held.set(id, { until: Date.now() + HOLDS, secret });
	} else {
		held.delete(id);
	}
}
