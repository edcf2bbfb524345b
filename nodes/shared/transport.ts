import { isObjectEmpty, sleep, type IHttpRequestOptions } from 'n8n-workflow';
import { attempt, type Outcome, type Send } from './attempt';
import { Failure, Stopped } from './failure';
import { isTooLong, type Gate, type Patience } from './gate';
import { urlOf, type Address, type Answer, type Request } from './request';
import { backoff, judge, type Verdict } from './retry';
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

/** What all requests of one execution have in common. */
export interface Line extends Patiences {
	readonly service: Service;
	readonly send: Send;
	readonly ignoreSslIssues: boolean;
	readonly gate: Gate;
	/** Keeps the number of requests on the way within Max Parallel Requests. */
	readonly slot: <T>(work: () => Promise<T>) => Promise<T>;
	/** Aborted at the first failed item and when the execution is cancelled: nothing is started any more. */
	readonly signal: AbortSignal;
}

/** One try, and what follows from it. */
interface Tried {
	readonly outcome: Outcome;
	readonly verdict: Verdict;
}

/**
 * Sends a request until it is answered for good: repeats what may be repeated, waits for rate limits, follows a
 * GET's redirects within the service.
 *
 * @param address makes the request's address out of its path
 * @throws ServiceFailure in the service's own words; Stopped when the run ended before it was answered
 */
export async function deliver(line: Line, address: Address, request: Request): Promise<Answer> {
	const { service, gate, maxRetries, maxWait } = line;
	const url = urlOf(address, request);
	const patience: Patience = { left: maxWait };
	let failures = 0;
	for (let tries = 1; ; tries++) {
		const tried = await unlessStopped(line, () =>
			line.slot(() => gate.pass(patience, line.signal, () => tryOnce(line, url, request, tries))),
		);
		if (isTooLong(tried)) {
			throw limited(service, tried.until, maxWait);
		}
		const { outcome, verdict } = tried;
		if (verdict.then === 'answer') {
			return checked(service, request, verdict.answer, outcome);
		}
		if (verdict.then === 'limited') {
			continue;
		}
		failures += 1;
		if (verdict.then === 'fail' || failures > maxRetries) {
			throw failureOf(service, request, outcome);
		}
		await unlessStopped(line, () => sleep(backoff(failures, Math.random()), line.signal));
	}
}

/** Waiting ends with the run, whatever is waited for. */
async function unlessStopped<T>({ signal }: Line, work: () => Promise<T>): Promise<T> {
	if (signal.aborted) {
		throw new Stopped();
	}
	try {
		return await work();
	} catch (error) {
		throw whyEnded(signal, error);
	}
}

/** A wait that was broken off rejects with whatever the signal carries; that is no failure of the service. */
const whyEnded = (signal: AbortSignal, error: unknown): unknown =>
	signal.aborted && !(error instanceof Failure) ? new Stopped() : error;

async function tryOnce(line: Line, url: string, request: Request, tries: number): Promise<Tried> {
	if (line.signal.aborted) {
		throw new Stopped();
	}
	const outcome = await followed(line, request, url);
	const verdict = judge(request, outcome, tries, Date.now());
	// The gate must know before the next request leaves its slot.
	if (verdict.then === 'limited') {
		line.gate.close(verdict.until);
	} else {
		line.gate.open();
	}
	return { outcome, verdict };
}

const isRedirect = ({ status }: Answer): boolean => status >= 300 && status < 400 && status !== 304;

/** Sends the request; a GET that is redirected within its origin is sent to where it points, five times at most. */
async function followed(line: Line, request: Request, first: string): Promise<Outcome> {
	let url = first;
	for (let redirects = 0; ; redirects++) {
		const outcome = await attempt(line.send, optionsOf(line, request, url), line.timeout);
		if (outcome.kind !== 'answer' || !isRedirect(outcome.answer)) {
			return outcome;
		}
		const target = new URL(outcome.answer.headers.location ?? '', url);
		if (request.method !== 'GET' || target.origin !== new URL(url).origin || redirects === MOST_REDIRECTS) {
			throw redirected(line.service, request, outcome.answer, target.origin + target.pathname);
		}
		url = target.href;
	}
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

function optionsOf({ ignoreSslIssues }: Line, { method, body }: Request, url: string): IHttpRequestOptions {
	const options = { method, url, skipSslCertificateValidation: ignoreSslIssues };
	if (body === undefined) {
		return options;
	}
	// n8n drops an empty object, and a service that expects JSON would get nothing at all.
	return isObjectEmpty(body)
		? { ...options, body: JSON.stringify(body), headers: JSON_TYPE }
		: { ...options, body };
}

function checked(service: Service, request: Request, answer: Answer, outcome: Outcome): Answer {
	const text = outcome.kind === 'answer' ? outcome.text : '';
	const isExpected = answer.body !== undefined || (request.answer === 'optional' && !/^\s*</.test(text));
	if (!isExpected && answer.status !== 204) {
		throw unreadable(service, request, answer, text);
	}
	return answer;
}
