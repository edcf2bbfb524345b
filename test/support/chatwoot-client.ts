import type { AnyEvent, ChatwootService, Sandbox } from '../../sandbox/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** An answer of Chatwoot: JSON, else the text. */
export interface ChatwootAnswer {
	readonly status: number;
	readonly headers: Headers;
	readonly body: unknown;
}

export interface ChatwootRequest {
	/** Default: the administrator. */
	readonly as?: keyof ChatwootService['tokens'] | 'nobody';
	readonly headers?: Record<string, string>;
	/** An object goes out as JSON, a form as it is, text as JSON that may be none. */
	readonly body?: unknown;
}

/** The value at a path like `payload.contact.id`. */
export const at = (value: unknown, path: string): unknown =>
	path.split('.').reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
};

const contentOf = (body: unknown): string | FormData | undefined => {
	if (body === undefined || typeof body === 'string' || body instanceof FormData) return body;
	return JSON.stringify(body);
};

/** A customer's program that uses Chatwoot through the sandbox. */
export class ChatwootClient {
	readonly sandbox: Sandbox;

	constructor(sandbox: Sandbox) {
		this.sandbox = sandbox;
	}

	/** `path` stands behind the installation's URL, or behind the account's address when it has no slash in front. */
	async ask(
		method: string,
		path: string,
		{ as = 'administrator', headers, body }: ChatwootRequest = {},
	): Promise<ChatwootAnswer> {
		const { chatwoot } = this.sandbox;
		const content = contentOf(body);
		const token = as === 'nobody' ? {} : { api_access_token: chatwoot.tokens[as] };
		const address = path.startsWith('/') ? path : `/api/v1/accounts/${chatwoot.accountId}/${path}`;
		const response = await fetch(chatwoot.baseUrl + address, {
			method,
			redirect: 'manual',
			headers: {
				...token,
				...(typeof content === 'string' ? { 'content-type': 'application/json' } : {}),
				...headers,
			},
			...(content === undefined ? {} : { body: content }),
		});
		return { status: response.status, headers: response.headers, body: parsed(await response.text()) };
	}

	get(path: string, request?: ChatwootRequest): Promise<ChatwootAnswer> {
		return this.ask('GET', path, request);
	}

	post(path: string, body?: unknown, request?: ChatwootRequest): Promise<ChatwootAnswer> {
		return this.ask('POST', path, { body, ...request });
	}

	patch(path: string, body: unknown): Promise<ChatwootAnswer> {
		return this.ask('PATCH', path, { body });
	}

	/** The id of a new API inbox, in which the agent is a member. */
	async inbox(channel: object = {}, more: object = {}): Promise<number> {
		const body = { name: 'Shop', channel: { type: 'api', ...channel }, ...more };
		const id = at((await this.post('inboxes', body)).body, 'id') as number;
		await this.post('inbox_members', { inbox_id: id, user_ids: [2] });
		return id;
	}

	/** The id of a new contact. */
	async contact(body: object = { name: 'Ann', email: 'ann@example.com' }): Promise<number> {
		return at((await this.post('contacts', body)).body, 'payload.contact.id') as number;
	}

	/** The id of a new conversation, with a contact and an inbox of its own unless given. */
	async conversation(more: object = {}): Promise<number> {
		const ids = 'contact_id' in more ? {} : { contact_id: await this.contact({ name: 'Someone' }) };
		const inbox = 'inbox_id' in more ? {} : { inbox_id: await this.inbox() };
		const { body } = await this.post('conversations', { ...ids, ...inbox, ...more });
		return at(body, 'id') as number;
	}

	/** The id of a new message. */
	async message(conversation: number, body: object = { content: 'Hello' }): Promise<number> {
		return at((await this.post(`conversations/${conversation}/messages`, body)).body, 'id') as number;
	}

	/** A conversation as the server shows it. */
	async shown(conversation: number): Promise<Json> {
		return (await this.get(`conversations/${conversation}`)).body as Json;
	}

	/** The ids in a list of conversations. */
	async listed(query: string): Promise<unknown[]> {
		const { body } = await this.get(`conversations${query}`);
		return (at(body, 'data.payload') as Json[]).map(({ id }) => id);
	}

	/** The address of an inbox in the Client API. */
	publicInbox(inbox: number): string {
		const identifier = this.sandbox.chatwoot.inboxes.get(inbox)?.identifier ?? '';
		return `/public/api/v1/inboxes/${identifier}`;
	}

	/** Names of the events that an action causes, in order. */
	async eventsOf(action: () => Promise<unknown>): Promise<AnyEvent['name'][]> {
		const names: AnyEvent['name'][] = [];
		const stop = this.sandbox.chatwoot.events.onAny(({ name }) => names.push(name));
		await action();
		stop();
		return names;
	}
}

export const NOT_FOUND = { status: 404, body: { error: 'Resource could not be found' } };
export const NO_ROUTE = { status: 404, body: { status: 404, error: 'Not Found' } };
export const CRASHED = { status: 500, body: { status: 500, error: 'Internal Server Error' } };
export const NOT_ALLOWED = { status: 401, body: { error: 'You are not authorized to do this action' } };

/** A 422 of a validation. */
export const invalid = (message: string, ...attributes: readonly string[]): object => ({
	status: 422,
	body: { message, attributes },
});
