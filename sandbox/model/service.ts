import { timingSafeEqual } from 'node:crypto';
import { json, type Answer } from '../core/answer.ts';
import { secret } from '../core/secrets.ts';
import type { Core } from '../core/server.ts';
import type { Call, Route, Service } from '../core/service.ts';
import { colleague } from './colleague.ts';
import { modelRoutes } from './routes.ts';
import type { Mind } from './types.ts';

/**
 * A language model, as n8n's OpenAI Chat Model asks one, so that an AI agent runs without a key, without the internet
 * and the same way each time. What it thinks is a function: `mind`.
 */
export class ModelService implements Service {
	readonly name = 'model';
	readonly prefixes = ['/model/'];
	readonly secretHeaders = ['authorization'];
	readonly routes: readonly Route[];
	origin = '';

	/** The only model there is. */
	readonly model = 'sandbox-colleague';
	/** The API key. */
	readonly key = secret('key of the model', 'sandbox-model-key-that-opens-nothing-else');

	/** Thinks up the next message. */
	mind: Mind = colleague;

	#ids = 0;

	constructor(core: Core) {
		this.routes = modelRoutes({
			model: this.model,
			mind: () => this.mind,
			now: () => core.clock.now(),
			id: (prefix) => `${prefix}${String((this.#ids += 1)).padStart(8, '0')}`,
			refusal: (call) => this.#refusal(call),
			invalid: (message, code, status = 400) => problem(status, message, code),
		});
	}

	/** What a user enters as base URL; the real one is https://api.openai.com/v1. */
	get baseUrl(): string {
		return `${this.origin}/model/v1`;
	}

	fail(status: number, message: string): Answer {
		return problem(status, message);
	}

	otherwise(call: Call): Answer {
		return this.#refusal(call) ?? this.fail(404, 'there is no such address');
	}

	reset(): void {
		this.mind = colleague;
		this.#ids = 0;
	}

	#refusal({ headers }: Call): Answer | undefined {
		const given = Buffer.from(headers.authorization ?? '');
		const wanted = Buffer.from(`Bearer ${this.key}`);
		const isRight = given.length === wanted.length && timingSafeEqual(given, wanted);
		return isRight ? undefined : problem(401, 'the API key is not the right one', 'invalid_api_key');
	}
}

/** OpenAI's form of an error. */
const problem = (status: number, message: string, code?: string): Answer => {
	const type = status >= 500 ? 'server_error' : 'invalid_request_error';
	return json({ error: { message, type, param: null, code: code ?? null } }, status);
};
