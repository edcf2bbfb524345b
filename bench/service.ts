/**
 * The service that is measured against, in a process of its own: takes messages for conversations as Chatwoot does,
 * and gives contacts as Amio does. Much plainer than the sandbox, so that it is never what the clock measures.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Report, Settings } from './service-types.ts';

let settings: Settings = { latency: [0, 0] };
let report: Report;
let last: Map<string, number>;
let refusals: Map<string, number>;
let inFlight = 0;
let inWindow = 0;
let windowEnds = 0;

const reset = (next: Settings): void => {
	settings = next;
	report = {
		requests: 0,
		refused: 0,
		done: 0,
		doubled: 0,
		outOfOrder: 0,
		mostAtOnce: 0,
		mostRefusals: 0,
		busyMs: 0,
	};
	refusals = new Map();
	last = new Map();
	inWindow = 0;
	windowEnds = 0;
};

const answer = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
	const text = JSON.stringify(body);
	response.writeHead(status, {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(text),
		...headers,
	});
	response.end(text);
};

/**
 * The headers of a refusal, if the request goes beyond a limit. Seconds with fractions: of whole ones a client could
 * not know how much of the last one is left, and would be measured by that.
 */
const refusal = (): Record<string, string> | undefined => {
	const { mostAtOnce, perWindow } = settings;
	if (mostAtOnce !== undefined && inFlight > mostAtOnce) return {};
	if (perWindow === undefined) return undefined;
	const now = Date.now();
	if (now >= windowEnds) {
		windowEnds = now + perWindow.ms;
		inWindow = 0;
	}
	if (inWindow >= perWindow.requests) return { 'retry-after': String((windowEnds - now) / 1000) };
	inWindow += 1;
	return undefined;
};

/** A message that arrives; those of a conversation should come in the order of their numbers. */
const take = (conversation: string, content: string): void => {
	const number = Number(content.split(' ')[1]);
	const before = last.get(conversation) ?? -1;
	if (number === before) report.doubled += 1;
	if (number < before) report.outOfOrder += 1;
	last.set(conversation, Math.max(before, number));
	report.done += 1;
};

const contact = (index: number): object => ({
	id: String(6456078781510700000n + BigInt(index)),
	name: `Contact number ${index}`,
	phone_number: `1555${String(index).padStart(7, '0')}`,
	locale: 'en_US',
	photo_url: `https://example.com/photos/${index}.png`,
});

const handle = (path: string, query: URLSearchParams, body: string, response: ServerResponse): void => {
	const [, conversation] = /\/conversations\/(\d+)\/messages$/.exec(path) ?? [];
	if (conversation !== undefined) {
		const { content } = JSON.parse(body) as { content: string };
		take(conversation, content);
		answer(response, 200, {
			id: report.done,
			content,
			conversation_id: Number(conversation),
			message_type: 1,
			private: false,
			status: 'sent',
			created_at: 1764600000,
			content_attributes: {},
			sender: { id: 1, name: 'Ada', type: 'user' },
		});
		return;
	}
	const { contacts = 0 } = settings;
	const offset = Number(query.get('offset') ?? 0);
	const size = Math.max(0, Math.min(Number(query.get('max') ?? 10), 100, contacts - offset));
	report.done += 1;
	const rows = Array.from({ length: size }, (_, index) => contact(offset + index));
	answer(response, 200, rows, { 'x-total-count': String(contacts) });
};

const bodyOf = async (request: IncomingMessage): Promise<string> => {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks).toString();
};

const server = createServer((request, response) => {
	const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
	inFlight += 1;
	report.requests += 1;
	report.mostAtOnce = Math.max(report.mostAtOnce, inFlight);
	response.on('close', () => (inFlight -= 1));
	const refused = refusal();
	void bodyOf(request).then((body) => {
		if (refused !== undefined) {
			report.refused += 1;
			const times = (refusals.get(pathname + body) ?? 0) + 1;
			refusals.set(pathname + body, times);
			report.mostRefusals = Math.max(report.mostRefusals, times);
			answer(response, 429, { error: 'Too many requests' }, refused);
			return;
		}
		const [least, most] = settings.latency;
		const wait = least + Math.random() * (most - least);
		report.busyMs += wait;
		if (wait === 0) handle(pathname, searchParams, body, response);
		else setTimeout(() => handle(pathname, searchParams, body, response), wait);
	});
});

reset(settings);
process.on('message', (message: Settings | 'report') => {
	if (message === 'report') process.send?.(report);
	else {
		reset(message);
		process.send?.('reset');
	}
});
process.on('disconnect', () => process.exit(0));
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
