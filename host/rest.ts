/** Who signs in to n8n's editor and to its internal REST interface, the one that the editor uses. */
export const OWNER = {
	email: 'owner@example.com',
	firstName: 'Olive',
	lastName: 'Owner',
	// Only ever on this machine, for an n8n that is thrown away.
	password: 'Only-4-testing',
} as const;

/** The internal REST interface of one n8n, with the cookie of whoever signed in. */
export class Rest {
	readonly #url: () => string;
	#cookie = '';

	constructor(url: () => string) {
		this.#url = url;
	}

	/** `name=value` as the editor's browser would hold it; empty before somebody signed in. */
	get cookie(): string {
		return this.#cookie;
	}

	/** Makes the owner of a new n8n and signs in as such. */
	async setUpOwner(): Promise<void> {
		await this.#signIn('/rest/owner/setup', OWNER);
	}

	/** Signs in; needed after a restart only if n8n was given another encryption key. */
	async login(): Promise<void> {
		await this.#signIn('/rest/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });
	}

	/** Calls e.g. `GET /rest/workflows` and gives the `data` of its answer; another status than 2xx rejects. */
	async call(method: string, path: string, body?: unknown): Promise<unknown> {
		const answer = await this.#fetch(method, path, body);
		const parsed = (await answer.json()) as { data?: unknown };
		return parsed.data;
	}

	async #signIn(path: string, body: unknown): Promise<void> {
		const answer = await this.#fetch('POST', path, body);
		this.#cookie = answer.headers
			.getSetCookie()
			.map((cookie) => cookie.split(';', 1)[0])
			.join('; ');
	}

	async #fetch(method: string, path: string, body: unknown): Promise<Response> {
		const answer = await fetch(new URL(path, this.#url()), {
			method,
			headers: { 'content-type': 'application/json', cookie: this.#cookie },
			body: body === undefined ? null : JSON.stringify(body),
		});
		if (!answer.ok) {
			throw new Error(`${method} ${path} was answered ${answer.status}: ${await answer.text()}`);
		}
		return answer;
	}
}
