import type { JsonObject } from 'n8n-workflow';
import { jsonIn } from '../../shared/json';
import { isObject } from '../../shared/rows';

/** What Proto sends to a channel's webhook (seed 000). */
export type Delivery =
	| { readonly kind: 'messages'; readonly events: readonly JsonObject[] }
	| { readonly kind: 'humanProfile'; readonly request: JsonObject }
	| { readonly kind: 'unknown' };

/**
 * Reads a delivery. A profile request has the human's ID as text, and no events; that is the only thing that tells
 * the two apart, and they may come to the same address.
 */
export function readDelivery(bytes: Buffer): Delivery {
	// A byte order mark is no part of the JSON, though of what was signed.
	const body = jsonIn(bytes.toString('utf8').replace(/^\uFEFF/, ''));
	if (!isObject(body)) {
		return { kind: 'unknown' };
	}
	if (Array.isArray(body.events)) {
		return { kind: 'messages', events: body.events.filter(isObject) };
	}
	return typeof body.human === 'string' ? { kind: 'humanProfile', request: body } : { kind: 'unknown' };
}
