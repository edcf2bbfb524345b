import type { Amio, Sandbox } from '../../sandbox/index.ts';

/** An answer of Amio. `body`: JSON, or undefined where there is none. */
export interface AmioAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: unknown;
}

export interface AmioRequest {
	readonly headers?: Record<string, string>;
	/** An object goes out as JSON, text as it is. */
	readonly body?: unknown;
}

/** One entry of an error's list. */
export interface AmioError {
	readonly field?: string;
	readonly rejected_value?: unknown;
	readonly message: string;
}

/** A webhook's body. */
export interface AmioEvent {
	readonly event: string;
	readonly timestamp: string;
	readonly data: Readonly<Record<string, unknown>>;
}

/** A customer's program that uses Amio through the sandbox. */
export class AmioClient {
	readonly sandbox: Sandbox;

	constructor(sandbox: Sandbox) {
		this.sandbox = sandbox;
	}

	/** `path` goes behind the base URL, with the token and the right content type unless told otherwise. */
	async ask(method: string, path: string, { headers, body }: AmioRequest = {}): Promise<AmioAnswer> {
		const { amio } = this.sandbox;
		const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
		const response = await fetch(`${amio.baseUrl}/${path}`, {
			method,
			headers: {
				authorization: `Bearer ${amio.token}`,
				...(content === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			...(content === undefined ? {} : { body: content }),
		});
		const text = await response.text();
		return {
			status: response.status,
			headers: response.headers,
			body: text === '' ? undefined : (JSON.parse(text) as unknown),
		};
	}

	get(path: string): Promise<AmioAnswer> {
		return this.ask('GET', path);
	}

	post(path: string, body?: unknown): Promise<AmioAnswer> {
		return this.ask('POST', path, { body });
	}

	patch(path: string, body: unknown): Promise<AmioAnswer> {
		return this.ask('PATCH', path, { body });
	}

	delete(path: string): Promise<AmioAnswer> {
		return this.ask('DELETE', path);
	}

	/** A text goes out as such; `more` holds metadata and the like. */
	send(
		channel: Amio.Channel,
		contact: object,
		content: object | string,
		more: object = {},
	): Promise<AmioAnswer> {
		const body = {
			channel: { id: channel.id },
			contact,
			content: typeof content === 'string' ? { type: 'text', payload: content } : content,
			...more,
		};
		return this.post('messages', body);
	}

	/** A channel with one contact, made without a request. `url`: where its events go. `named`: both, as events name them. */
	someone(
		type: Amio.Channel['type'] = 'facebook_messenger',
		url?: string,
	): { readonly channel: Amio.Channel; readonly ann: Amio.Contact; readonly named: object } {
		const { amio } = this.sandbox;
		const channel = amio.channel({ type, ...(url === undefined ? {} : { webhook: { url } }) });
		const ann = amio.contact(channel, { name: 'Ann' });
		return { channel, ann, named: { channel: { id: channel.id, type }, contact: { id: ann.id } } };
	}

	/** What a refusal says: the status and the list of errors. */
	async refusal(asking: Promise<AmioAnswer>): Promise<{ status: number; errors: readonly AmioError[] }> {
		const { status, body } = await asking;
		return { status, errors: (body as { errors?: AmioError[] } | undefined)?.errors ?? [] };
	}
}
