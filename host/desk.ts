import type { Sandbox } from '../sandbox/index.ts';

/** What agents do at Chatwoot's screen, which calls the same API. */
export class Desk {
	readonly #sandbox: Sandbox;

	constructor(sandbox: Sandbox) {
		this.#sandbox = sandbox;
	}

	/** Writes to the customer of a conversation, as an agent. */
	async answer(conversation: number, content: string): Promise<void> {
		await this.#post(`${conversation}/messages`, { content });
	}

	/** Sends a file to the customer, with some words. */
	async send(conversation: number, content: string, file: File): Promise<void> {
		const form = new FormData();
		form.append('content', content);
		form.append('attachments[]', file);
		await this.#post(`${conversation}/messages`, form);
	}

	/** Writes for the team only. */
	async note(conversation: number, content: string): Promise<void> {
		await this.#post(`${conversation}/messages`, { content, private: true });
	}

	async resolve(conversation: number): Promise<void> {
		await this.#post(`${conversation}/toggle_status`, { status: 'resolved' });
	}

	async #post(path: string, body: object): Promise<void> {
		const { baseUrl, accountId, tokens } = this.#sandbox.chatwoot;
		const isForm = body instanceof FormData;
		const answer = await fetch(`${baseUrl}/api/v1/accounts/${accountId}/conversations/${path}`, {
			method: 'POST',
			headers: {
				api_access_token: tokens.agent,
				...(isForm ? {} : { 'content-type': 'application/json' }),
			},
			body: isForm ? body : JSON.stringify(body),
		});
		if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
	}
}
