import type { JsonObject } from 'n8n-workflow';
import { ServiceFailure } from '../../../shared/failure';
import type { Answer, Request } from '../../../shared/request';
import { isObject } from '../../../shared/rows';
import { ask, type Asking } from '../../../shared/steps';
import { failureOf } from '../../../shared/words';
import { chatwootClientService } from '../../client-service';

/** What anybody may know of the inbox that the credential names. */
export const INBOX: Request = { method: 'GET', path: '' };

/**
 * Asks in the name of the person in the body. An inbox that wants proof of who that is answers a bare 500 when the
 * proof is wrong or missing (recorded from a real server): then the failure says which.
 *
 * @throws ServiceFailure for that, and for any other 500
 */
export function* askAs({ identifier }: JsonObject, request: Request): Asking<Answer> {
	const answer = yield* ask({ ...request, accept: [500] });
	if (answer.status !== 500) {
		return answer;
	}
	const refusal = failureOf(chatwootClientService, request, { kind: 'answer', answer, bytes: Buffer.of() });
	// A server that has broken down must not hide behind this question what may have been done.
	const { body: inbox } = yield* ask({ ...INBOX, accept: [401, 404, 429, 500, 502, 503, 504] });
	if (!isObject(inbox) || inbox.identity_validation_enabled !== true) {
		throw refusal;
	}
	const why = identifier === undefined ? "'Identifier' is empty" : 'wrong HMAC token?';
	// Identities are checked before anything is done.
	throw new ServiceFailure(`${refusal.message}: ${why}`, {
		status: answer.status,
		description: chatwootClientService.advice[500] ?? '',
	});
}
