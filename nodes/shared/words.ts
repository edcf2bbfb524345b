import type { JsonObject, JsonValue } from 'n8n-workflow';
import type { Outcome } from './attempt';
import { ServiceFailure } from './failure';
import { quote } from './quote';
import { isOnceOnly, isRepeatable, type Answer, type Request } from './request';
import { isObject } from './rows';
import type { Service } from './service';
import { STATUS_CODES } from './status';

/** The last moment that a Date can hold, in milliseconds since 1970. */
const LAST_DATE = 8.64e15;

/** What the user can do about a status of any service. */
const ADVICE: Readonly<Partial<Record<number, string>>> = {
	401: 'Check the token in the credential: it may be mistyped, withdrawn, or of another account.',
	403: 'The token is known but may not do this. Check its rights, or use the token of someone who may.',
	404: 'Check the IDs: what they name does not exist, was deleted, or belongs to another account.',
	413: 'Send less at once.',
	429: 'Send less at once, lower Max Parallel Requests, or raise Max Wait in Options.',
};

const TRY_LATER = 'Try again later. If it lasts, ask whoever runs the service.';

const FILE_GONE =
	'The file may be gone, or its address has expired. Run it again: that asks for a new address.';

/** A file may lie with others, whom the service's own advice is not about. */
const adviceOn = ({ advice }: Service, { answer }: Request, status: number): string | undefined => {
	const general = status >= 500 ? TRY_LATER : undefined;
	return answer === 'file' ? (general ?? FILE_GONE) : (advice[status] ?? ADVICE[status] ?? general);
};

const call = ({ method, path }: Request): string => `${method} ${path}`;

/** What to know of a request that may have been carried out, with a space in front; nothing where it does not matter. */
function ifUnsure(request: Request): string {
	if (isRepeatable(request)) {
		return '';
	}
	return request.findable === true
		? ' It may have been carried out. Run it again: it looks first, and takes what is there then.'
		: ' It was not sent again, because the service may have acted on it: look there before you repeat it.';
}

/** Where services put their words, in the order in which they are worth reading. */
const WORDS = ['message', 'error', 'detail', 'description', 'msg', 'errors'];

/**
 * A service's own words in the body of a refusal, whatever its form: text, an object, or a list of objects, which
 * name the field that they speak of.
 */
export function wordsIn(body: JsonValue | undefined): string | undefined {
	if (typeof body === 'string') {
		return body === '' || body.trimStart().startsWith('<') ? undefined : body;
	}
	if (Array.isArray(body)) {
		const all = body.map(wordsIn).filter((words) => words !== undefined);
		return all.length === 0 ? undefined : all.join('; ');
	}
	if (!isObject(body)) {
		return undefined;
	}
	const { status } = body;
	const words =
		WORDS.map((key) => wordsIn(body[key])).find((found) => found !== undefined) ??
		// The name of the status, where nothing else is said (seed 003); a bare status is no word.
		(isObject(status) ? wordsIn(status) : undefined);
	const field = fieldIn(body);
	return words === undefined || field === undefined ? words : `${field}: ${words}`;
}

/** The field that a part of a refusal speaks of: `field`, or a path in the body like `["body", "tags", 1]`. */
function fieldIn({ field, loc }: JsonObject): string | undefined {
	const name = Array.isArray(loc)
		? loc.flatMap((part) => (typeof part === 'object' || part === 'body' ? [] : [String(part)])).join('.')
		: field;
	return typeof name === 'string' && name !== '' ? name : undefined;
}

/** The service said no: its own words first, then the way out. */
function refusal(service: Service, request: Request, { status, body }: Answer): ServiceFailure {
	const words = wordsIn(body);
	const name = STATUS_CODES[status];
	const said = `${service.name} answered ${status}${name === undefined ? '' : ` ${name}`} to ${call(request)}.`;
	const advice = adviceOn(service, request, status);
	const unsure = status >= 500 ? ifUnsure(request) : '';
	const description = [said + unsure, advice].filter(Boolean).join(' ');
	const maybeDelivered = status >= 500 && isOnceOnly(request);
	const message = words === undefined ? `${service.name} refused the request (${status})` : quote(words);
	return new ServiceFailure(message, { status, description, maybeDelivered });
}

/** A redirect that is not followed: it would lose the body or give the token to another host. */
export function redirected(
	service: Service,
	request: Request,
	{ status }: Answer,
	target: string,
): ServiceFailure {
	return new ServiceFailure(`${service.name} redirects to ${target}`, {
		status,
		description: `${call(request)} was answered ${status}. A redirect to another host, or of anything but a GET, is not followed, because it would lose data or give your token away. If the target is right, enter its beginning as the URL in the credential.`,
		// "See Other" is said after something was done.
		maybeDelivered: status === 303 && isOnceOnly(request),
	});
}

/** Nothing came back from the service, or nothing that can be told apart from a failure on the way. */
export function failureOf(service: Service, request: Request, outcome: Outcome): ServiceFailure {
	switch (outcome.kind) {
		case 'answer':
			return refusal(service, request, outcome.answer);
		case 'unsent':
			return new ServiceFailure(`${service.name} cannot be reached`, {
				description: `No connection for ${call(request)} (${outcome.reason}). Nothing was sent. Check the URL in the credential, and whether this n8n can reach that host.`,
			});
		case 'cut':
			return new ServiceFailure(`${service.name} did not answer: ${outcome.reason}`, {
				description: `${call(request)} was sent.${ifUnsure(request)} A longer Timeout in Options helps if the service is slow.`,
				maybeDelivered: isOnceOnly(request),
			});
		case 'impossible':
			return new ServiceFailure(`${service.name} cannot be called: ${quote(outcome.reason)}`, {
				description: 'Nothing was sent. Check the URL in the credential and the settings of this n8n.',
			});
	}
}

/** The limit lasts longer than the request may wait. */
export function limited(service: Service, until: number | undefined, maxWait: number): ServiceFailure {
	const end = until === undefined || until > LAST_DATE ? '' : ` until ${new Date(until).toISOString()}`;
	return new ServiceFailure(`${service.name} takes no more requests${end}`, {
		status: 429,
		description: `Its rate limit would make this request wait longer than Max Wait (${maxWait / 1000} s). It was not carried out. Run it again later, send less, or raise Max Wait in Options.`,
	});
}

/** A 2xx whose body is not what the service is known to answer. */
export function unreadable(service: Service, request: Request, answer: Answer, text: string): ServiceFailure {
	const isPage = /^\s*</.test(text);
	const what =
		text.trim() === ''
			? 'an empty answer'
			: isPage
				? 'a web page instead of JSON'
				: 'an answer that is not JSON';
	const advice = isPage
		? 'The URL in the credential may be that of a login page or a proxy, not of the API.'
		: 'The connection may have been cut, or the URL in the credential leads to something else.';
	return new ServiceFailure(`${service.name} gave ${what}`, {
		status: answer.status,
		description: `${call(request)} was answered ${answer.status}.${ifUnsure(request)} ${advice}`,
		maybeDelivered: isOnceOnly(request),
	});
}
