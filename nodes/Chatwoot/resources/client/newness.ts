import { DateTime } from 'luxon';
import type { JsonObject, JsonValue } from 'n8n-workflow';
import { path } from '../../../shared/path';
import type { Answer } from '../../../shared/request';
import { isObject } from '../../../shared/rows';
import { ask, type Asking } from '../../../shared/steps';
import { sameJson } from '../../same-json';

/** What the server finds a contact by. */
export const KEYS = ['identifier', 'email', 'phone_number'];

/** What both a create and its answer have. */
const COMMON_KEYS = ['name', 'email', 'phone_number'];

const differs = (sent: JsonObject, found: JsonObject, keys: readonly string[]): boolean =>
	keys.some((key) => sent[key] !== undefined && !sameJson(sent[key], found[key]));

const secondsOf = (value: JsonValue | undefined): number =>
	typeof value === 'string' ? Math.floor(DateTime.fromISO(value).toSeconds()) : NaN;

/**
 * Whether a contact was made by a create, or is one that was there. The server does not say (recorded from a real
 * server): an old contact is told by values that are not those sent, else by its full record, which a PATCH without
 * any value gives and leaves alone: by its age, or by what happened to it since.
 *
 * @param sent the body of the create, which has at least one of the keys
 * @param person the answer to it
 * @param before an answer from before the create: its date is the server's clock
 * @returns `null` when it cannot be told, because the inbox lets nobody read without proof of identity
 */
export function* newness(sent: JsonObject, person: JsonObject, before: Answer): Asking<boolean | null> {
	if (differs(sent, person, COMMON_KEYS)) {
		return false;
	}
	const sourceId = typeof person.source_id === 'string' ? person.source_id : '';
	const { status, body } = yield* ask({
		method: 'PATCH',
		path: path`/contacts/${sourceId}`,
		body: {},
		repeatable: true,
		accept: [401, 404, 422, 500],
	});
	if (status >= 400 || !isObject(body) || body.created_at === undefined) {
		return null;
	}
	const created = secondsOf(body.created_at);
	const asked = Math.floor(DateTime.fromHTTP(before.headers.date ?? '').toSeconds());
	const isOld =
		differs(sent, body, ['identifier', 'custom_attributes']) ||
		(body.last_activity_at ?? null) !== null ||
		// A server without a clock in its answers: then at least an edited contact is known.
		(Number.isNaN(asked) ? secondsOf(body.updated_at) > created + 1 : created < asked);
	return !isOld;
}
