import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts';

/** An answer as the tests compare it. `body`: parsed JSON, else text. */
export interface Answered {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly body: unknown;
}

export interface Ask {
	readonly headers?: Record<string, string>;
	/** An object goes out as JSON, text as it is. */
	readonly body?: unknown;
	readonly signal?: AbortSignal;
}

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
};

/** A customer's program that uses Proto through the sandbox. */
export class Client {
	readonly sandbox: Sandbox;

	constructor(sandbox: Sandbox) {
		this.sandbox = sandbox;
	}

	/** `path` goes behind the channel's address, with the token and the right content type unless told otherwise. */
	async ask(method: string, path: string, { headers, body, signal }: Ask = {}): Promise<Answered> {
		const { proto } = this.sandbox;
		const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
		const response = await fetch(`${proto.baseUrl}/${proto.channelId}${path}`, {
			method,
			redirect: 'manual',
			headers: {
				'x-proto-token': proto.token,
				...(content === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			...(content === undefined ? {} : { body: content }),
			...(signal ? { signal } : {}),
		});
		const text = await response.text();
		return { status: response.status, headers: response.headers, text, body: parsed(text) };
	}

	async createHuman(body: object = { name: 'Ann' }): Promise<string> {
		const { body: answer } = await this.ask('POST', '/human', { body });
		return (answer as { human: { id: string } }).human.id;
	}

	async createChat(body: object = { human: { name: 'Ann' } }): Promise<{ chatId: string; humanId: string }> {
		const { body: answer } = await this.ask('POST', '/chat', { body });
		const { chat } = answer as { chat: { id: string; human: { id: string } } };
		return { chatId: chat.id, humanId: chat.human.id };
	}

	say(
		{ chatId, humanId }: { chatId: string; humanId: string },
		message: object | string,
		more: object = {},
	): Promise<Answered> {
		const content = typeof message === 'string' ? { type: 'text', data: { text: message } } : message;
		const body = { author: { type: 'human', id: humanId }, message: content, ...more };
		return this.ask('POST', `/chat/${chatId}/message`, { body });
	}
}

/** A sandbox for the tests of one file, reset after each. */
export const useSandbox = (): {
	readonly sandbox: Sandbox;
	readonly client: Client;
	readonly lines: string[];
} => {
	let sandbox: Sandbox | undefined;
	const lines: string[] = [];
	const started = (): Sandbox => {
		if (!sandbox) throw new Error('The sandbox runs within tests only');
		return sandbox;
	};
	beforeAll(async () => {
		sandbox = await startSandbox({ log: (line) => lines.push(line) });
	});
	afterEach(() => {
		started().reset();
		lines.length = 0;
	});
	afterAll(() => started().close());
	return {
		get sandbox() {
			return started();
		},
		get client() {
			return new Client(started());
		},
		lines,
	};
};

export interface Received {
	readonly method: string;
	readonly headers: http.IncomingHttpHeaders;
	readonly raw: Buffer;
	readonly body: unknown;
}

/** A user's own server that gets webhooks: keeps them, and answers what `answer` says. */
export const useReceiver = (): {
	readonly url: string;
	readonly received: Received[];
	answer: (delivery: Received) => { status: number; body?: string };
} => {
	const received: Received[] = [];
	const accept = (): { status: number; body?: string } => ({ status: 200 });
	const receiver = {
		url: '',
		received,
		answer: accept as (delivery: Received) => { status: number; body?: string },
	};
	const server = http.createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const raw = Buffer.concat(chunks);
			const { method = '', headers } = request;
			const delivery = { method, headers, raw, body: parsed(raw.toString()) };
			received.push(delivery);
			const { status, body } = receiver.answer(delivery);
			response.writeHead(status).end(body);
		});
	});
	beforeAll(async () => {
		await new Promise<void>((resolve) => {
			server.listen(0, '127.0.0.1', resolve);
		});
		receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
	});
	afterEach(() => {
		received.length = 0;
		receiver.answer = accept;
	});
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => {
			server.close(resolve);
		});
	});
	return receiver;
};
