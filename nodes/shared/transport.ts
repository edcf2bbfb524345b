import { sleep, type IBinaryData, type IHttpRequestOptions } from 'n8n-workflow';
import { attempt, type Outcome, type Send } from './attempt';
import { Failure, Stopped } from './failure';
import { isTooLong, type Gate, type Patience } from './gate';
import { urlOf, type Address, type Answer, type Form, type Request } from './request';
import { backoff, judge, usedUpUntil } from './retry';
import { dropSecrets, hideIn, type Hiding } from './secrets';
import type { Service } from './service';
import { failureOf, limited, redirected, unreadable } from './words';

const MOST_REDIRECTS = 5;

/** How patient a run is; from the node's Options. Times in milliseconds. */
export interface Patiences {
	/** For one try, until the last byte of its answer. */
	readonly timeout: number;
	/** How often a request is repeated after it was cut or the service broke down. */
	readonly maxRetries: number;
	/** How long one request waits for rate limits, all waits added up. */
	readonly maxWait: number;
}

/** A file that is sent, or was fetched. */
export interface File {
	readonly data: Buffer;
	readonly name: string;
	readonly type: string;
}

/** What all requests of one execution have in common. */
export interface Line extends Patiences {
	readonly service: Service;
	readonly send: Send;
	/** The same without the credential. */
	readonly sendOpenly: Send;
	readonly ignoreSslIssues: boolean;
	/** A file of the item, by the name of its binary property. */
	readonly file: (property: string) => Promise<File>;
	/** Gives a file that was fetched into n8n's keeping. */
	readonly store: (file: File) => Promise<IBinaryData>;
	/** Lets one request with files go at a time: each holds its files in memory. */
	readonly uploads: <T>(work: () => Promise<T>) => Promise<T>;
	/** Whether the user wants to see what is otherwise taken out of answers. */
	readonly includeSecrets: boolean;
	/** The credential's, to be kept out of what the service says: some repeat what they were sent. */
	readonly token: Hiding;
	readonly gate: Gate;
	/** Keeps the number of requests on the way within Max Parallel Requests. */
	readonly slot: <T>(work: () => Promise<T>) => Promise<T>;
	/** Aborted at the first failed item and when the execution is cancelled: nothing is started any more. */
	readonly signal: AbortSignal;
	/** Called at once when a request failed for good, so that no other one slips out before the run is stopped. */
	readonly onFailure: () => void;
}

/** What is known of a request on its way to an answer. */
interface Course {
	readonly url: string;
	readonly patience: Patience;
	/** Tries that came to nothing; refusals by a rate limit do not count. */
	failures: number;
	/** An earlier try went out, and the service may have acted on it. */
	mayHaveActed: boolean;
}

/** An answer for good, or how long to wait before the next try (milliseconds). */
type Step = { readonly answer: Answer } | { readonly pause: number };

/**
 * Sends a request until it is answered for good: repeats what may be repeated, waits for rate limits, follows a
 * GET's redirects within the service.
 *
 * @param address makes the request's address out of its path
 * @param mayHaveActed whether it was sent in an earlier try of the node, and the service may have acted on it
 * @throws ServiceFailure in the service's own words; Stopped when the run ended before it was answered
 */
export async function deliver(
	line: Line,
	address: Address,
	request: Request,
	mayHaveActed = false,
): Promise<Answer> {
	const url = urlOf(address, request);
	const course: Course = { url, patience: { left: line.maxWait }, failures: 0, mayHaveActed };
	try {
		for (;;) {
			const step = await unlessStopped(line, course, () => line.slot(() => nextStep(line, request, course)));
			if ('answer' in step) {
				return step.answer;
			}
			if (step.pause > 0) {
				await unlessStopped(line, course, () => sleep(step.pause, line.signal));
			}
		}
	} catch (error) {
		throw noted(request, course, error);
	}
}

/** Tells a failure what its course tells: whoever tries a DELETE again must know that it may have been carried out. */
function noted({ method }: Request, { mayHaveActed }: Course, error: unknown): unknown {
	if (error instanceof Failure) {
		error.mayBeGone = mayHaveActed && method === 'DELETE';
	}
	return error;
}

/** Waiting ends with the run, whatever is waited for. */
async function unlessStopped<T>({ signal }: Line, course: Course, work: () => Promise<T>): Promise<T> {
	if (signal.aborted) {
		throw new Stopped(course.mayHaveActed);
	}
	try {
		return await work();
	} catch (error) {
		throw isStop(signal, error) ? new Stopped(course.mayHaveActed) : error;
	}
}

/** A wait that was broken off rejects with whatever the signal carries; that is no failure of the service. */
const isStop = (signal: AbortSignal, error: unknown): boolean =>
	error instanceof Stopped || (signal.aborted && !(error instanceof Failure));

/** One try. What fails for good is told to the line before the slot is free for the next request. */
async function nextStep(line: Line, request: Request, course: Course): Promise<Step> {
	try {
		return await tryOnce(line, request, course);
	} catch (error) {
		throw told(line, error);
	}
}

function told(line: Line, error: unknown): unknown {
	if (error instanceof Failure && !(error instanceof Stopped)) {
		line.onFailure();
	}
	return error;
}

async function tryOnce(line: Line, request: Request, course: Course): Promise<Step> {
	const { service, gate, signal } = line;
	const outcome = await gate.pass(course.patience, signal, async () => {
		if (signal.aborted) {
			throw new Stopped();
		}
		const { epoch } = gate;
		const got = await followed(line, request, course.url);
		const now = Date.now();
		const verdict = judge(request, got, course.mayHaveActed, now);
		// The gate must know before the next request leaves its slot.
		if (verdict.then === 'limited') {
			gate.close(verdict.until);
		} else {
			gate.open(epoch);
			gate.closeUntil(usedUpUntil(got, now));
		}
		return { got, verdict };
	});
	if (isTooLong(outcome)) {
		throw limited(service, outcome.until, line.maxWait);
	}
	const { got, verdict } = outcome;
	switch (verdict.then) {
		case 'answer':
			return { answer: await checked(line, request, verdict.answer, course.url, got) };
		case 'limited':
			return { pause: 0 };
		case 'fail':
			throw failureOf(service, request, got);
		case 'repeat':
			return again(line, request, course, got);
	}
}

function again({ service, maxRetries }: Line, request: Request, course: Course, got: Outcome): Step {
	course.failures += 1;
	course.mayHaveActed ||= got.kind !== 'unsent' && request.method !== 'GET';
	if (course.failures > maxRetries) {
		throw failureOf(service, request, got);
	}
	return { pause: backoff(course.failures, Math.random()) };
}

const isRedirect = ({ status }: Answer): boolean => status >= 300 && status < 400 && status !== 304;

/**
 * Sends the request; a GET that is redirected within its origin is sent to where it points, five times at most.
 * A file's address may lead anywhere: nothing of ours goes there.
 */
async function followed(line: Line, request: Request, first: string): Promise<Outcome> {
	let url = first;
	for (let redirects = 0; ; redirects++) {
		const outcome = await sent(line, request, url);
		if (outcome.kind !== 'answer' || !isRedirect(outcome.answer)) {
			return outcome;
		}
		const { location = '' } = outcome.answer.headers;
		const target = location !== '' && URL.canParse(location, url) ? new URL(location, url) : undefined;
		const isWithin = request.method === 'GET' && target?.origin === new URL(url).origin;
		const isSafe = isWithin || (request.answer === 'file' && /^https?:$/.test(target?.protocol ?? ''));
		if (target === undefined || !isSafe || redirects === MOST_REDIRECTS) {
			const name =
				target === undefined ? 'an address that is none' : line.token.hide(target.origin + target.pathname);
			throw redirected(line.service, request, outcome.answer, name);
		}
		url = target.href;
	}
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** Sends one HTTP request. A form is built anew for each try, because a form that was sent is used up. */
async function sent(line: Line, request: Request, url: string): Promise<Outcome> {
	const { form } = request;
	if (form === undefined) {
		const send = request.answer === 'file' ? line.sendOpenly : line.send;
		const options = { ...optionsOf(line, request, url), ...bodyOf(request) };
		return withoutToken(line, await attempt(send, options, line.timeout));
	}
	return await line.uploads(async () => {
		const body = await formData(form, line.file);
		const outcome = await attempt(line.send, { ...optionsOf(line, request, url), body }, line.timeout);
		return withoutToken(line, outcome);
	});
}

/** What came back, before anybody looks at it: errors, items and what is remembered are made of it. */
function withoutToken({ token, includeSecrets }: Line, outcome: Outcome): Outcome {
	if (outcome.kind !== 'answer') {
		return { ...outcome, reason: token.hide(outcome.reason) };
	}
	const { answer, bytes } = outcome;
	const isShown = (includeSecrets && answer.status < 300) || !token.mayBeIn(bytes);
	return isShown ? outcome : { ...outcome, answer: { ...answer, body: hideIn(answer.body, token.hide) } };
}

const optionsOf = ({ ignoreSslIssues }: Line, { method }: Request, url: string): IHttpRequestOptions => ({
	method,
	url,
	skipSslCertificateValidation: ignoreSslIssues,
});

/** As text: of an object the HTTP client would leave out keys like `constructor`, and all of an empty one. */
const bodyOf = ({ body }: Request): Pick<IHttpRequestOptions, 'body' | 'headers'> =>
	body === undefined ? {} : { body: JSON.stringify(body), headers: JSON_TYPE };

async function formData({ texts, files }: Form, file: Line['file']): Promise<FormData> {
	const data = new FormData();
	for (const [name, text] of Object.entries(texts)) {
		data.append(name, text);
	}
	for (const { field, property } of files) {
		const { data: bytes, name, type } = await file(property);
		data.append(field, new Blob([new Uint8Array(bytes)], { type }), name);
	}
	return data;
}

async function checked(
	{ service, includeSecrets, store }: Line,
	request: Request,
	answer: Answer,
	url: string,
	outcome: Outcome,
): Promise<Answer> {
	const bytes = outcome.kind === 'answer' ? outcome.bytes : Buffer.of();
	if (request.answer === 'file') {
		const { pathname } = new URL(url);
		const name = decodeURIComponent(pathname.slice(pathname.lastIndexOf('/') + 1));
		const [type = ''] = (answer.headers['content-type'] ?? '').split(';');
		return { ...answer, body: undefined, file: await store({ data: bytes, name, type: type.trim() }) };
	}
	const text = answer.body === undefined ? bytes.toString('utf8') : '';
	const isExpected = answer.body !== undefined || (request.answer === 'optional' && !/^\s*</.test(text));
	// A refusal that a step can go on with may say what it likes.
	if (!isExpected && answer.status !== 204 && answer.status < 400) {
		throw unreadable(service, request, answer, text);
	}
	if (service.secrets !== undefined && !includeSecrets) {
		dropSecrets(answer.body, service.secrets, request.keeps);
	}
	return answer;
}
