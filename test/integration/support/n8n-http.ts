import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';

type HttpRequest = NonNullable<IWorkflowExecuteAdditionalData['httpRequest']>;
type HttpResponse = NonNullable<IWorkflowExecuteAdditionalData['httpResponse']>;

/** The response as express has it, as far as triggers use it. */
class ExpressLike {
	private readonly raw: ServerResponse;

	constructor(raw: ServerResponse) {
		this.raw = raw;
	}

	get headersSent(): boolean {
		return this.raw.headersSent;
	}

	status(code: number): this {
		this.raw.statusCode = code;
		return this;
	}

	setHeader(name: string, value: string): this {
		this.raw.setHeader(name, value);
		return this;
	}

	json(body: unknown): this {
		this.raw.setHeader('content-type', 'application/json; charset=utf-8');
		return this.send(JSON.stringify(body));
	}

	send(text: string): this {
		this.raw.end(text);
		return this;
	}

	end(): this {
		this.raw.end();
		return this;
	}
}

function parsed(bytes: Buffer): unknown {
	try {
		return JSON.parse(bytes.toString('utf8')) as unknown;
	} catch {
		return {};
	}
}

/**
 * Reads a request as n8n does before a trigger sees it: the bytes in `rawBody`, JSON in `body`; of a multipart body
 * no bytes are kept. n8n answers JSON that is broken with 422 by itself; here it gets through, so that a trigger's
 * own check of it is seen.
 */
export async function readRequest(raw: IncomingMessage): Promise<HttpRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of raw) {
		chunks.push(chunk as Buffer);
	}
	const bytes = Buffer.concat(chunks);
	const type = raw.headers['content-type'] ?? '';
	const content = type.startsWith('multipart/')
		? { body: { data: {}, files: {} } }
		: { rawBody: bytes, body: parsed(bytes) };
	const { method, headers, url } = raw;
	const request: unknown = { method, headers, url, params: {}, query: {}, ...content };
	return request as HttpRequest;
}

/** What a trigger writes its own answer to. */
export function responseLikeExpress(raw: ServerResponse): HttpResponse {
	const response: unknown = new ExpressLike(raw);
	return response as HttpResponse;
}
