import { digestOf } from '../../shared/digest';
import { distrust, type Distrust } from '../../shared/signature';

/** A delivery's headers as Node.js gives them: names in lower case. */
type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** Signatures that are tried; a real delivery has one. */
const MOST_SIGNATURES = 3;

/** What a delivery is measured by. */
export interface Measure {
	/** `undefined` where the server has none, because it is too old to sign. */
	readonly secret: string | undefined;
	readonly acceptUnsigned: boolean;
	/** Seconds that may lie between the time of signing and now, either way. */
	readonly maxAge: number;
	/** Milliseconds since 1970. */
	readonly now: number;
}

/** Why a delivery is not believed. */
export type Reason =
	| Distrust
	| 'it does not say when it was signed'
	| 'it was signed too long ago, or its clock is ahead'
	| 'the secret in the credential is empty or cannot be read';

/** A delivery that is believed, and what it says of itself; or why not. */
export type Verdict =
	| { readonly reason: Reason }
	| {
			readonly reason: undefined;
			/** The server's own ID of the delivery, the same when it is repeated; else a digest of the body. */
			readonly deliveryId: string;
			/** When it was signed, in milliseconds since 1970. */
			readonly signedAt: number | undefined;
	  };

/**
 * Checks who sent a delivery: `sha256=` and the hexadecimal HMAC-SHA256 of the time, a dot and the body as it came.
 * White-label builds give the three headers another prefix than `X-Chatwoot-` (recorded from a real server): any
 * prefix will do, for the HMAC decides.
 */
export function judgeDelivery(headers: Headers, bytes: Buffer | undefined, measure: Measure): Verdict {
	if (bytes === undefined) {
		return { reason: 'the body did not arrive as it was sent' };
	}
	const prefixes = prefixesIn(headers);
	if (measure.secret === undefined) {
		return measure.acceptUnsigned ? trusted(headers, prefixes[0], bytes) : { reason: 'no secret is known' };
	}
	const doubts: Reason[] = [];
	for (const prefix of prefixes) {
		const doubt = doubtOf(headers, prefix, bytes, { ...measure, secret: measure.secret });
		if (doubt === undefined) {
			return trusted(headers, prefix, bytes);
		}
		doubts.push(doubt);
	}
	return { reason: doubts[0] ?? 'there is no signature' };
}

/** What stands before `signature` in the names of headers, Chatwoot's own first. */
const prefixesIn = (headers: Headers): string[] =>
	Object.keys(headers)
		.flatMap((name) => /^(x-.+-)signature$/.exec(name)?.[1] ?? [])
		.sort((one, other) => Number(other === 'x-chatwoot-') - Number(one === 'x-chatwoot-'))
		.slice(0, MOST_SIGNATURES);

function doubtOf(
	headers: Headers,
	prefix: string,
	bytes: Buffer,
	{ secret, maxAge, now }: Measure & { readonly secret: string },
): Reason | undefined {
	const timestamp = headers[`${prefix}timestamp`];
	if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) {
		return 'it does not say when it was signed';
	}
	const doubt = distrust({
		algorithm: 'sha256',
		secret,
		message: [Buffer.from(`${timestamp}.`), bytes],
		signature: headers[`${prefix}signature`],
		prefix: 'sha256=',
		prefixIs: 'required',
	});
	const isFresh = Math.abs(now / 1000 - Number(timestamp)) <= maxAge;
	return doubt ?? (isFresh ? undefined : 'it was signed too long ago, or its clock is ahead');
}

function trusted(headers: Headers, prefix = 'x-chatwoot-', bytes: Buffer): Verdict {
	const id = headers[`${prefix}delivery`];
	const timestamp = headers[`${prefix}timestamp`];
	return {
		reason: undefined,
		deliveryId: typeof id === 'string' && id !== '' ? id : digestOf(bytes),
		signedAt:
			typeof timestamp === 'string' && /^\d{1,12}$/.test(timestamp) ? Number(timestamp) * 1000 : undefined,
	};
}
