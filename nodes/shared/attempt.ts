import { sleep, type IHttpRequestOptions, type IN8nHttpFullResponse } from 'n8n-workflow';
import { jsonIn } from './json';
import type { Answer } from './request';

/** What became of one HTTP request that was tried once. */
export type Outcome =
	| { readonly kind: 'answer'; readonly answer: Answer; readonly bytes: Buffer }
	/** The service never saw it: refused, not found, unreachable. */
	| { readonly kind: 'unsent'; readonly reason: string }
	/** It went out, and the answer did not come, or not in full: the service may have acted on it. */
	| { readonly kind: 'cut'; readonly reason: string }
	/** It cannot go out, now or later: certificate, address, n8n's own rules. */
	| { readonly kind: 'impossible'; readonly reason: string };

/** Sends a request with the node's credential; n8n's helper, bound to the node. */
export type Send = (options: IHttpRequestOptions) => Promise<unknown>;

interface Stream extends AsyncIterable<Buffer> {
	destroy(): void;
}

const TIMED_OUT = Symbol('timed out');

/**
 * How much later than ours n8n's own time limit may come, which begins when the credential is applied. Only n8n can
 * hang up while there is no answer: until then the request is on its way, and the next one must not overtake it.
 */
const GRACE = 1_000;

/**
 * Sends one request and reads its answer, in `limit` milliseconds from the first byte out to the last byte in.
 *
 * The answer is taken as a stream and read here, because n8n's own `timeout` only notices silence (a body that
 * drips would never end), and because its parser passes a page of HTML off as a string. No redirect is followed
 * by the client: it would repeat a POST as a GET, and take our token to another host.
 */
export async function attempt(send: Send, options: IHttpRequestOptions, limit: number): Promise<Outcome> {
	const clock = new AbortController();
	const after = (milliseconds: number): Promise<symbol> =>
		sleep(milliseconds, clock.signal).then(
			() => TIMED_OUT,
			() => TIMED_OUT,
		);
	const begin = Date.now();
	const pending = send({
		...options,
		timeout: limit,
		encoding: 'stream',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		headers: { Accept: 'application/json', ...options.headers },
	}) as Promise<IN8nHttpFullResponse>;
	try {
		const response = await Promise.race([pending, after(limit + GRACE)]);
		if (typeof response === 'symbol') {
			pending.then(({ body }) => (body as unknown as Stream).destroy(), ignore);
			return late(limit);
		}
		return await readResponse(response, after(Math.max(begin + limit - Date.now(), 0)), limit);
	} catch (error) {
		return outcomeOf(error, limit);
	} finally {
		clock.abort();
	}
}

const ignore = (): void => undefined;

const late = (limit: number): Outcome => ({ kind: 'cut', reason: `no answer within ${limit / 1000} s` });

async function readResponse(
	{ statusCode, headers, body: source }: IN8nHttpFullResponse,
	deadline: Promise<symbol>,
	limit: number,
): Promise<Outcome> {
	const stream = source as unknown as Stream;
	const bytes = await Promise.race([readBytes(stream), deadline]);
	if (typeof bytes === 'symbol') {
		stream.destroy();
		return { kind: 'cut', reason: `the answer was not complete within ${limit / 1000} s` };
	}
	const body = jsonIn(bytes.toString('utf8'));
	// A session that nobody asked for; answers may be remembered, and then n8n stores them.
	Reflect.deleteProperty(headers, 'set-cookie');
	const answer = { status: statusCode, headers: headers as Record<string, string>, body };
	return { kind: 'answer', answer, bytes };
}

async function readBytes(stream: Stream): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of stream) {
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** The parts of an error of Node.js, axios or n8n that tell what happened. */
interface Cause {
	readonly code?: string;
	readonly syscall?: string;
	readonly message?: string;
	readonly isAxiosError?: boolean;
	readonly cause?: Cause;
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);
const CERTIFICATE = /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT)/;
const NO_TLS = /^(EPROTO|ERR_SSL_)/;

/** Reads an exception of n8n's request helper, which wraps axios's, which wraps Node.js's. */
function outcomeOf(error: unknown, limit: number): Outcome {
	const cause = networkCause(error as Cause);
	if (cause === undefined) {
		return { kind: 'impossible', reason: (error as Cause).message ?? 'the request could not be made' };
	}
	const { code = '', syscall } = cause;
	if (NEVER_SENT.has(code) || syscall === 'connect') {
		return { kind: 'unsent', reason: code };
	}
	if (CERTIFICATE.test(code)) {
		return { kind: 'impossible', reason: `the server's certificate is not trusted (${code})` };
	}
	if (NO_TLS.test(code)) {
		return { kind: 'impossible', reason: `the server does not speak https as this n8n does (${code})` };
	}
	return code === 'ECONNABORTED' ? late(limit) : { kind: 'cut', reason: `the connection was cut (${code})` };
}

/** The innermost error that has a system code, if the request reached the network at all. */
function networkCause(error: Cause | undefined): Cause | undefined {
	if (error === undefined) {
		return undefined;
	}
	const inner = networkCause(error.cause);
	return inner ?? (error.code !== undefined && error.code !== '' ? error : undefined);
}
