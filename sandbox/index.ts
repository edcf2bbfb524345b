import { AicxService } from './aicx/service.ts';
import { AmioService } from './amio/service.ts';
import { ChatwootService } from './chatwoot/service.ts';
import { Clock } from './core/clock.ts';
import { Faults } from './core/faults.ts';
import { Journal } from './core/journal.ts';
import type { Log } from './core/log.ts';
import { Server } from './core/server.ts';
import { Violations } from './core/violations.ts';
import { ModelService } from './model/service.ts';
import { Page } from './page/page.ts';
import { ProtoService } from './proto/service.ts';

export type { AicxService } from './aicx/service.ts';
export type { Customer, CustomField, Ticket } from './aicx/types.ts';
export type { Utterance } from './amio/customers.ts';
export type { AmioService } from './amio/service.ts';
export type * as Amio from './amio/types.ts';
export type { Cable, CableSocket } from './chatwoot/cable.ts';
export type { Deliveries, Sending } from './chatwoot/deliveries.ts';
export type { AnyEvent, Changes, ChatwootEvents, EventBus, EventName } from './chatwoot/events.ts';
export type { ChatwootService } from './chatwoot/service.ts';
export type * as Chatwoot from './chatwoot/types.ts';
export type { Visit } from './chatwoot/widget.ts';
export type { DeliveryResult } from './core/delivery.ts';
export type { Fault, FaultRule, Faults } from './core/faults.ts';
export type { Journal, JournalEntry, JournalFilter } from './core/journal.ts';
export { knownSecrets } from './core/secrets.ts';
export type { Violations } from './core/violations.ts';
export type { ModelService } from './model/service.ts';
export type { ChatRequest, Mind, Reply } from './model/types.ts';
export type { Page } from './page/page.ts';
export type { N8n, Run, Snapshot } from './page/types.ts';
export type { ProtoService } from './proto/service.ts';
export type { Chat, Human, Message, ProtoEvent, Tag } from './proto/types.ts';
export type { ProtoEncoding, ProtoWebhook, Signing } from './proto/webhooks.ts';

/** A running sandbox: a local server that stands in for the services, and what tests look at and switch. */
export interface Sandbox {
	/** `http://127.0.0.1:PORT` */
	readonly url: string;
	readonly clock: Clock;
	readonly journal: Journal;
	readonly violations: Violations;
	readonly faults: Faults;
	readonly proto: ProtoService;
	readonly aicx: AicxService;
	readonly chatwoot: ChatwootService;
	readonly amio: AmioService;
	/** Stands in for the language model of an AI agent. */
	readonly model: ModelService;
	/** What `/` shows in a browser. */
	readonly page: Page;
	/** Everything back to the start: state, settings, journal, violations, faults; open requests are cut. */
	readonly reset: () => void;
	/** Ends the server with every connection, delivery and timer. */
	readonly close: () => Promise<void>;
}

export interface SandboxOptions {
	/** Default 0: any free port. */
	readonly port?: number;
	/** Gets one line per call. Default: nowhere. */
	readonly log?: Log;
}

/** Starts a sandbox of its own; any number can run beside each other in one process. */
export const startSandbox = async ({
	port = 0,
	log = () => undefined,
}: SandboxOptions = {}): Promise<Sandbox> => {
	const clock = new Clock();
	const journal = new Journal();
	const violations = new Violations();
	const faults = new Faults(() => clock.now());
	const core = { clock, journal, violations, faults, log };
	const proto = new ProtoService(core);
	const aicx = new AicxService(core);
	const chatwoot = new ChatwootService(core);
	const amio = new AmioService(core);
	const model = new ModelService(core);
	const services = [proto, aicx, chatwoot, amio, model];
	const page = new Page({ clock, journal, proto, aicx, chatwoot, amio });
	const server = new Server(core, services, (app) => page.attach(app));
	const url = await server.listen(port);
	for (const service of services) service.origin = url;

	const stop = (note: string): void => {
		server.cutAll(note);
		for (const service of services) service.reset();
		page.reset();
	};
	return {
		url,
		clock,
		journal,
		violations,
		faults,
		proto,
		aicx,
		chatwoot,
		amio,
		model,
		page,
		reset() {
			stop('the sandbox was reset');
			clock.clear();
			journal.clear();
			violations.clear();
			faults.clear();
		},
		async close() {
			stop('the sandbox closed');
			clock.close();
			await server.close();
		},
	};
};
