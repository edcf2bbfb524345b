import { setTimeout as sleep } from 'node:timers/promises';
import { Skipped } from './check.ts';

/** The installation under test, and who asks. */
export interface Installation {
	/** Without a slash at the end. */
	readonly url: string;
	readonly accountId: string;
	/** An administrator's. */
	readonly token: string;
}

/** An answer: JSON, else the text. */
export interface Answer {
	readonly status: number;
	readonly body: unknown;
}

const TIME_LIMIT_MS = 60_000;
const LONGEST_WAIT_MS = 70_000;
const BACKGROUND_MS = 20_000;
const LOOK_AGAIN_MS = 250;
const SELDOM_MS = 2_000;
const TOO_MANY = 429;
const LONGEST_WORDS = 200;

const parsed = (text: string): unknown => {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
};

/** The server, asked without any part of our node: what it says is what is compared with. */
export class Server {
	readonly installation: Installation;
	readonly #stop: AbortSignal;

	/** @param stop ends every call under way */
	constructor(installation: Installation, stop: AbortSignal) {
		this.installation = installation;
		this.#stop = stop;
	}

	/** `path` stands behind the account's address, or behind the installation's URL when it begins with a slash. */
	async ask(method: string, path: string, body?: object): Promise<Answer> {
		const { url, accountId, token } = this.installation;
		const address = url + (path.startsWith('/') ? path : `/api/v1/accounts/${accountId}/${path}`);
		const headers = {
			api_access_token: token,
			'api-access-token': token,
			'content-type': 'application/json',
		};
		const content = body === undefined ? {} : { body: JSON.stringify(body) };
		for (let waited = 0; ; waited += 5_000) {
			const response = await fetch(address, { method, headers, ...content, signal: this.#limit() });
			const text = await response.text();
			if (response.status !== TOO_MANY || waited >= LONGEST_WAIT_MS) {
				return { status: response.status, body: parsed(text) };
			}
			await sleep(5_000, undefined, { signal: this.#stop });
		}
	}

	/** @throws Error when the answer is none of success: this is preparation, or looking, which must work */
	async must(method: string, path: string, body?: object): Promise<unknown> {
		const answer = await this.ask(method, path, body);
		if (answer.status >= 300) {
			const words = JSON.stringify(answer.body).slice(0, LONGEST_WORDS);
			throw new Error(`${method} ${path} was answered ${answer.status}: ${words}`);
		}
		return answer.body;
	}

	get(path: string): Promise<unknown> {
		return this.must('GET', path);
	}

	post(path: string, body: object): Promise<unknown> {
		return this.must('POST', path, body);
	}

	/** The bytes of a file; the address is signed, so no token goes with it. */
	async file(address: unknown): Promise<Buffer> {
		if (typeof address !== 'string') {
			throw new Error('There is no address of a file');
		}
		const response = await fetch(address, { signal: this.#limit() }).catch(() => {
			throw new Skipped(
				'the address of the file cannot be reached from here (FRONTEND_URL of the installation?)',
			);
		});
		return Buffer.from(await response.arrayBuffer());
	}

	/**
	 * Looks again until it is so: servers do some things a little later, in the background.
	 *
	 * @returns what was seen last, whether it was so or not
	 */
	async eventually<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
		const deadline = Date.now() + BACKGROUND_MS;
		for (let pause = LOOK_AGAIN_MS; ; pause = Math.min(2 * pause, SELDOM_MS)) {
			const seen = await look();
			if (isSo(seen) || Date.now() > deadline) return seen;
			await sleep(pause, undefined, { signal: this.#stop });
		}
	}

	#limit(): AbortSignal {
		return AbortSignal.any([this.#stop, AbortSignal.timeout(TIME_LIMIT_MS)]);
	}
}
