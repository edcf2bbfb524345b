import { timingSafeEqual } from 'node:crypto';
import { json, type Answer } from '../core/answer.ts';
import { secret } from '../core/secrets.ts';
import type { Core } from '../core/server.ts';
import type { Call, Route, Service } from '../core/service.ts';
import type { DeleteAnswer, ListEnvelope } from './assumed.ts';
import type { Problem } from './problems.ts';
import { aicxRoutes, type AicxSettings } from './routes.ts';
import { AicxState } from './state.ts';
import type { Customer, CustomField, Ticket } from './types.ts';

/** The Developer API of Proto AICX (v3-api.proto.cx), as seed 001 describes it. It sends no webhooks. */
export class AicxService implements Service, AicxSettings {
	readonly name = 'aicx';
	readonly prefixes = ['/api/platform/'];
	readonly secretHeaders = ['authorization'];
	readonly routes: readonly Route[];
	origin = '';

	/** Called `subcompany_id` in the seed. */
	readonly teamspaceId = 'teamspace_sandbox';
	/** The takeover secret of the teamspace. */
	readonly secret = secret('takeover secret of AICX', 'sandbox-takeover-secret-that-opens-nothing-else');

	secondPut: 'update' | 'replace' | 'refuse' = 'update';
	listEnvelope: ListEnvelope = 'array';
	deleteAnswer: DeleteAnswer = 'json';

	readonly #state = new AicxState();

	constructor(core: Core) {
		this.routes = aicxRoutes({
			state: this.#state,
			settings: this,
			now: () => core.clock.now(),
			refusal: (call) => this.#refusal(call),
			fail: (status, message) => this.fail(status, message),
			// Its documentation gives no error body; with a schema page at /docs it looks like one of the frameworks
			// that answer in this form.
			invalid: (detail: readonly Problem[]) => json({ detail }, 422),
		});
	}

	/** What a user enters as base URL; the real one is https://v3-api.proto.cx/api/platform. */
	get baseUrl(): string {
		return `${this.origin}/api/platform`;
	}

	/** By provided unique ID, in order of creation. */
	get customers(): Map<string, Customer> {
		return this.#state.customers;
	}

	/** By id, in order of creation. */
	get tickets(): Map<string, Ticket> {
		return this.#state.tickets;
	}

	/** By id, in order of creation. There are a few to begin with. */
	get customFields(): Map<string, CustomField> {
		return this.#state.customFields;
	}

	/** The names that the teamspace knows. There are a few to begin with. */
	get tags(): Set<string> {
		return this.#state.tags;
	}

	/** See `invalid` above. */
	fail(status: number, message: string): Answer {
		return json({ detail: message }, status);
	}

	otherwise(call: Call): Answer {
		return this.#authenticated(call) ? this.fail(404, 'Not found') : this.fail(401, 'Unauthorized');
	}

	reset(): void {
		this.#state.reset();
		this.secondPut = 'update';
		this.listEnvelope = 'array';
		this.deleteAnswer = 'json';
	}

	#authenticated({ headers }: Call): boolean {
		const given = Buffer.from(headers.authorization ?? '');
		const wanted = Buffer.from(`Bearer ${this.secret}`);
		return given.length === wanted.length && timingSafeEqual(given, wanted);
	}

	#refusal(call: Call): Answer | undefined {
		if (!this.#authenticated(call)) return this.fail(401, 'Unauthorized');
		if (call.params.teamspaceId !== this.teamspaceId) return this.fail(404, 'Teamspace not found');
		return undefined;
	}
}
