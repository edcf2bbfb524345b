import http from 'node:http';
import https from 'node:https';
import type { Clock } from './clock.ts';
import type { Journal, JournalEntry } from './journal.ts';
import { logLine, type Log } from './log.ts';

/** A webhook to send. */
export interface Delivery {
	readonly service: string;
	readonly url: string;
	/** The exact bytes that go out (and that were signed). */
	readonly body: string | Buffer;
	readonly headers: Readonly<Record<string, string>>;
	/** Milliseconds until the last byte of the receiver's answer. */
	readonly timeoutMs: number;
	/** Waits (milliseconds) before further attempts after an answer other than 2xx. Default: no further attempt. */
	readonly redeliver?: readonly number[];
	/** What the log line says, e.g. `new_messages, signed hex`. */
	readonly description?: string;
	/** Aborts the attempt and all further ones, so that none outlives the sandbox. */
	readonly signal: AbortSignal;
}

/** What the receiver said at last. */
export interface DeliveryResult {
	/** 0 when there was no answer. */
	readonly status: number;
	/** Parsed JSON, else the text. */
	readonly body: unknown;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	/** Attempts made, from 1. */
	readonly attempts: number;
	/** Why there was no answer. */
	readonly error?: string;
}

export interface DeliverySurroundings {
	readonly clock: Clock;
	readonly journal: Journal;
	readonly log: Log;
}

interface Received {
	readonly status: number;
	readonly text: string;
	readonly headers: http.IncomingHttpHeaders;
	readonly error?: string;
}

/** node:http rather than fetch: fetch keeps connections open after the answer, which a test runner waits for. */
const post = ({ url, body, headers }: Delivery, signal: AbortSignal): Promise<Received> =>
	new Promise((resolve) => {
		const failed = (error: Error): void => {
			const reason: unknown = signal.aborted ? signal.reason : undefined;
			const why = reason instanceof Error ? reason.message : error.message;
			resolve({ status: 0, text: '', headers: {}, error: why });
		};
		if (!URL.canParse(url)) {
			failed(new Error(`${url} is not a URL`));
			return;
		}
		const { request } = url.startsWith('https:') ? https : http;
		const length = { 'content-length': String(Buffer.byteLength(body)) };
		const outgoing = request(
			url,
			{ method: 'POST', headers: { ...headers, ...length }, agent: false, signal },
			(response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', failed);
				response.on('end', () => {
					const text = Buffer.concat(chunks).toString('utf8');
					resolve({ status: response.statusCode ?? 0, text, headers: response.headers });
				});
			},
		);
		outgoing.on('error', failed);
		outgoing.end(body);
	});

const parsedOrText = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
};

const begin = (delivery: Delivery, { clock, journal }: DeliverySurroundings): JournalEntry => {
	const startedAt = clock.now();
	return journal.begin({
		direction: 'out',
		service: delivery.service,
		method: 'POST',
		at: new Date(startedAt).toISOString(),
		startedAt,
		inFlight: 0,
		path: URL.canParse(delivery.url) ? new URL(delivery.url).pathname : delivery.url,
		url: delivery.url,
		query: {},
		headers: { ...delivery.headers },
		body: parsedOrText(String(delivery.body)),
		...(delivery.description === undefined ? {} : { description: delivery.description }),
	});
};

const attempt = async (delivery: Delivery, around: DeliverySurroundings): Promise<Received> => {
	const { clock, journal, log } = around;
	const entry = begin(delivery, around);
	const controller = new AbortController();
	const stop = (): void => controller.abort(new Error('the sandbox stopped'));
	const timer = setTimeout(
		() => controller.abort(new Error(`no answer within ${delivery.timeoutMs} ms`)),
		delivery.timeoutMs,
	);
	delivery.signal.addEventListener('abort', stop);
	if (delivery.signal.aborted) stop();
	const received = await post(delivery, controller.signal);
	clearTimeout(timer);
	delivery.signal.removeEventListener('abort', stop);
	entry.answer = received.text;
	if (received.error !== undefined) entry.note = received.error;
	journal.finish(entry, received.status, clock.now());
	log(logLine(entry));
	return received;
};

/** Sends a webhook, again after each wait while the answer is not 2xx. Never throws. */
export const deliver = async (delivery: Delivery, around: DeliverySurroundings): Promise<DeliveryResult> => {
	const waits = [...(delivery.redeliver ?? [])];
	for (let attempts = 1; ; attempts += 1) {
		const { status, text, headers, error } = await attempt(delivery, around);
		const wait = waits.shift();
		const good = status >= 200 && status < 300;
		const mayGoOn = !good && wait !== undefined && !delivery.signal.aborted;
		if (mayGoOn && (await around.clock.wait(wait))) continue;
		const result = { status, body: parsedOrText(text), headers, attempts };
		return error === undefined ? result : { ...result, error };
	}
};
