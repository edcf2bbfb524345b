import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { IWorkflowExecuteAdditionalData } from 'n8n-workflow';

export type HttpRequest = NonNullable<IWorkflowExecuteAdditionalData['httpRequest']>;
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

/** A request as n8n hands it to a trigger, whether or not it came over a wire. Names of headers in lower case. */
export interface Delivered {
	readonly headers: IncomingHttpHeaders;
	/** `undefined` where n8n keeps none. */
	readonly rawBody: Buffer | undefined;
	readonly url?: string | undefined;
}

/**
 * The bytes stand in `rawBody`, JSON in `body`. n8n answers JSON that is broken with 422 by itself; here it gets
 * through, so that a trigger's own check of it is seen.
 */
export function requestOf({ headers, rawBody, url }: Delivered): HttpRequest {
	const content =
		rawBody === undefined ? { body: { data: {}, files: {} } } : { rawBody, body: parsed(rawBody) };
	const request: unknown = { method: 'POST', headers, url, params: {}, query: {}, ...content };
	return request as HttpRequest;
}

/** Reads a request as n8n does before a trigger sees it: of a multipart body no bytes are kept. */
export async function readRequest(raw: IncomingMessage): Promise<HttpRequest> {
	const chunks: Buffer[] = [];
	for await (const chunk of raw) {
		chunks.push(chunk as Buffer);
	}
	const { headers, url } = raw;
	const isMultipart = headers['content-type']?.startsWith('multipart/') === true;
	return requestOf({ headers, url, rawBody: isMultipart ? undefined : Buffer.concat(chunks) });
}

/** What a trigger writes its own answer to. */
export function responseLikeExpress(raw: ServerResponse): HttpResponse {
	const response: unknown = new ExpressLike(raw);
	return response as HttpResponse;
}
