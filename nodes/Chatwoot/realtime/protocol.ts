import type { JsonObject, JsonValue } from 'n8n-workflow';
import { jsonIn } from '../../shared/json';
import { isObject } from '../../shared/rows';

/** The protocol of Rails' ActionCable, the only one of the two it offers that anybody uses. */
export const PROTOCOL = 'actioncable-v1-json';

/** Who listens: an agent names account and user beside the token, a contact has the token only. */
export interface Listener {
	readonly pubsubToken: string;
	readonly agent?: { readonly accountId: number; readonly userId: number };
}

/**
 * What is subscribed to, as JSON text. The server compares byte for byte; keys in the order of Chatwoot's own
 * dashboard (recorded from a real server).
 */
export const identifierOf = ({ pubsubToken, agent }: Listener): string =>
	JSON.stringify({
		channel: 'RoomChannel',
		pubsub_token: pubsubToken,
		...(agent && { account_id: agent.accountId, user_id: agent.userId }),
	});

export const subscription = (identifier: string): string =>
	JSON.stringify({ command: 'subscribe', identifier });

/** What a frame means to somebody who follows one subscription. */
export type Signal =
	| { readonly kind: 'welcome' | 'confirmed' | 'other' | 'rejected' }
	/** The server is about to close. `isFinal`: it says that coming again is no use. */
	| { readonly kind: 'disconnect'; readonly reason: string; readonly isFinal: boolean }
	| { readonly kind: 'event'; readonly event: string; readonly data: JsonObject };

/** Reads a frame; pings and what is not understood are `other`, a sign of life and no more. */
export function signalIn(text: string, identifier: string): Signal {
	const frame = jsonIn(text);
	if (!isObject(frame)) {
		return { kind: 'other' };
	}
	const isOurs = frame.identifier === identifier;
	switch (frame.type) {
		case 'welcome':
			return { kind: 'welcome' };
		case 'disconnect':
			return { kind: 'disconnect', reason: wordIn(frame.reason), isFinal: frame.reconnect === false };
		case 'confirm_subscription':
			return { kind: isOurs ? 'confirmed' : 'other' };
		case 'reject_subscription':
			return { kind: isOurs ? 'rejected' : 'other' };
		default:
			return isOurs ? eventIn(frame.message) : { kind: 'other' };
	}
}

/** A word such as `server_restart`. Other texts are not shown: what was sent, with its token, may stand in them. */
const wordIn = (reason: JsonValue | undefined): string =>
	typeof reason === 'string' && /^[a-z_]{1,40}$/.test(reason) ? reason : 'for a reason of its own';

function eventIn(message: JsonValue | undefined): Signal {
	const { event, data } = isObject(message) ? message : {};
	return typeof event === 'string' && isObject(data) ? { kind: 'event', event, data } : { kind: 'other' };
}

/** Milliseconds until the next try, after so many in a row that failed: doubled each time, anything up to that. */
export const pauseAfter = (
	failures: number,
	{ firstPause, longestPause }: { readonly firstPause: number; readonly longestPause: number },
	random: number,
): number => Math.min(longestPause, firstPause * 2 ** (failures - 1)) * random;
