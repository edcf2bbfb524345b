import type { JsonObject, JsonValue } from 'n8n-workflow';
import type { DateTime } from 'luxon';
import { ServiceFailure } from '../../../shared/failure';
import { path } from '../../../shared/path';
import { filled, inside } from '../../../shared/rows';
import { ask, type Asking } from '../../../shared/steps';
import { isAt } from '../../../shared/instant';

/** The state that a conversation is to have. */
interface State {
	readonly status: string;
	/** When it comes back, if it is snoozed. */
	readonly until: DateTime<true> | undefined;
}

/**
 * Why a conversation is not in a state; `undefined` when it is. Without a date in the answer only the status counts.
 *
 * @param status as the server shows it
 * @param date its `snoozed_until`, ISO 8601
 */
export function otherwise(
	wanted: State,
	status: JsonValue | undefined,
	date: JsonValue | undefined,
): string | undefined {
	if (status !== wanted.status) {
		return `The conversation is not ${wanted.status}, but ${typeof status === 'string' ? status : 'as it was'}`;
	}
	const { until } = wanted;
	return until === undefined || date === undefined || isAt(until, date)
		? undefined
		: `The conversation is not snoozed until ${until.toUTC().toISO()}, but ${typeof date === 'string' ? `until ${date}` : 'without a date'}`;
}

/**
 * Puts a conversation into a state.
 *
 * @returns what the server says of it afterwards: `conversation_id`, `current_status`, `snoozed_until`
 * @throws ServiceFailure when it is in another one
 */
export function* putInto(conversation: string, wanted: State): Asking<JsonObject> {
	const { status, body } = yield* ask({
		method: 'POST',
		path: path`/conversations/${conversation}/toggle_status`,
		// This call takes seconds; an ISO date becomes 1970 (recorded).
		body: { status: wanted.status, ...filled({ snoozed_until: wanted.until?.toUnixInteger() }) },
		repeatable: true,
	});
	const payload = inside(body, 'payload') ?? {};
	const words = otherwise(wanted, payload.current_status, payload.snoozed_until);
	if (words !== undefined) {
		throw new ServiceFailure(words, { status });
	}
	return payload;
}
