import { sleep, type JsonObject } from 'n8n-workflow';
import { BadInput, Failure, ServiceFailure } from '../../shared/failure';
import { identifierOf, pauseAfter, signalIn, subscription, type Listener, type Signal } from './protocol';
import { CLOSED, openWire, SILENT, type Wire } from './wire';

/** How patient a connection is, in milliseconds. */
export interface Times {
	/** For the welcome, and again for the confirmation. A wrong token gets no answer at all (recorded). */
	readonly confirm: number;
	/** Without any frame; the server sends a ping every 3 seconds (recorded). */
	readonly silence: number;
	/** Before the second try; doubled each time. */
	readonly firstPause: number;
	readonly longestPause: number;
}

export const TIMES: Times = { confirm: 10_000, silence: 10_000, firstPause: 1000, longestPause: 60_000 };

/** Refusals in a row that are believed, once a subscription was confirmed: a busy server may be late. */
const MOST_REFUSALS = 3;

export interface Cable {
	/** `ws:` or `wss:` */
	readonly url: string;
	/** Whether the server has confirmed this listener before, in an earlier life of the trigger. */
	readonly isKnown: boolean;
	/** Finds out who listens; asked until it gives an answer. */
	readonly listener: () => Promise<Listener>;
	readonly times: Times;
	/** Ends it all. */
	readonly signal: AbortSignal;
}

export type Happening =
	/** Subscribed: from now on nothing is missed until it is `down`. */
	| { readonly kind: 'up'; readonly listener: Listener }
	/** `pause`: milliseconds until the next try. `failures`: tries in a row that came to nothing. */
	| {
			readonly kind: 'down';
			readonly failure: Failure;
			readonly failures: number;
			readonly pause: number;
	  }
	| { readonly kind: 'event'; readonly event: string; readonly data: JsonObject }
	/** A frame that says nothing but that the server is there, such as a ping. */
	| { readonly kind: 'alive' };

/** The server does not want us. */
class Refusal extends ServiceFailure {}

/**
 * Holds a subscription, and gives what happens, one after the other: while one thing is worked on, the others wait.
 * What breaks is opened again, for ever; it ends when the signal is aborted.
 *
 * @throws Failure when another try would be no use: wrong token, wrong account
 */
export async function* follow(cable: Cable): AsyncGenerator<Happening, void> {
	const { signal, times } = cable;
	let listener: Listener | undefined;
	// A wrong token is believed at once, but not of one that was right in an earlier life: nobody would try again.
	let mostRefusals = cable.isKnown ? Infinity : 1;
	let failures = 0;
	let refusals = 0;
	const isOver = (): boolean => signal.aborted;
	while (!isOver()) {
		try {
			listener ??= await cable.listener();
			for await (const happening of attend(cable, listener)) {
				if (happening.kind === 'up') {
					mostRefusals = MOST_REFUSALS;
					failures = 0;
					refusals = 0;
				}
				yield happening;
			}
		} catch (error) {
			if (isOver()) {
				return;
			}
			refusals += error instanceof Refusal ? 1 : 0;
			const failure = transient(error, refusals >= mostRefusals);
			failures += 1;
			const pause = pauseAfter(failures, times, Math.random());
			yield { kind: 'down', failure, failures, pause };
			await sleep(pause, signal).catch(() => undefined);
		}
	}
}

/**
 * A failure after which another try may help; any other error is thrown.
 *
 * @param isBelieved whether the server has refused often enough
 */
function transient(error: unknown, isBelieved: boolean): Failure {
	if (error instanceof Failure && !isFinal(error, isBelieved)) {
		return error;
	}
	throw asError(error);
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

const isFinal = (failure: Failure, isBelieved: boolean): boolean => {
	const { status = 0 } = failure.details;
	return (
		failure instanceof BadInput ||
		(failure instanceof Refusal && isBelieved) ||
		(status >= 400 && status < 500 && status !== 429)
	);
};

/** One socket, from its opening to its end, which is always an error. */
async function* attend(
	{ url, times, signal }: Cable,
	listener: Listener,
): AsyncGenerator<Exclude<Happening, { kind: 'down' }>, void> {
	const identifier = identifierOf(listener);
	const wire = openWire(url, signal);
	try {
		await waitFor('welcome', wire, identifier, times.confirm, UNREACHABLE);
		wire.send(subscription(identifier));
		await waitFor('confirmed', wire, identifier, times.confirm, refusalOf(listener));
		yield { kind: 'up', listener };
		for (;;) {
			const signalled = await next(wire, identifier, times.silence);
			if (signalled === SILENT) {
				throw new ServiceFailure('Chatwoot has fallen silent', { description: RECONNECTS });
			}
			yield signalled.kind === 'event' ? signalled : { kind: 'alive' };
		}
	} finally {
		await wire.close();
	}
}

const RECONNECTS = 'The node connects again by itself.';

const UNREACHABLE = new ServiceFailure("The installation's WebSocket (/cable) cannot be opened", {
	description:
		"Check the Installation URL in the credential, and that a proxy in front of it lets WebSockets through. A certificate that Node.js does not trust looks the same: start n8n with NODE_EXTRA_CA_CERTS naming your authority's file.",
});

const refusalOf = ({ agent }: Listener): Refusal =>
	new Refusal('Chatwoot did not confirm the subscription', {
		description:
			agent === undefined
				? "The server answers nothing at all to a wrong token: check the pubsub token, or the source ID and the credential's inbox identifier."
				: `The server answers nothing at all to a wrong token or account: check that the owner of the access token belongs to account ${agent.accountId}, which the credential names.`,
	});

/** Waits for one signal; the server may say other things before it (recorded). */
async function waitFor(
	kind: 'confirmed' | 'welcome',
	wire: Wire,
	identifier: string,
	limit: number,
	failure: Failure,
): Promise<void> {
	const deadline = Date.now() + limit;
	for (;;) {
		// Pings go on for ever: it is the whole wait that counts.
		const signalled = await next(wire, identifier, Math.max(0, deadline - Date.now()), failure);
		if (signalled === SILENT || (signalled.kind === 'rejected' && kind === 'confirmed')) {
			throw failure;
		}
		if (signalled.kind === kind) {
			return;
		}
		if (Date.now() >= deadline) {
			throw failure;
		}
	}
}

/** The next signal; the end of the socket is an error. */
async function next(
	wire: Wire,
	identifier: string,
	limit: number,
	whenClosed: Failure = CUT,
): Promise<Signal | typeof SILENT> {
	const received = await wire.next(limit);
	if (received === CLOSED) {
		throw whenClosed instanceof Refusal ? CUT : whenClosed;
	}
	const signalled = received === SILENT ? SILENT : signalIn(received, identifier);
	if (signalled !== SILENT && signalled.kind === 'disconnect') {
		const message = `Chatwoot has ended the connection (${signalled.reason})`;
		throw signalled.isFinal
			? new Refusal(message, { description: 'It says that connecting again is no use.' })
			: new ServiceFailure(message, { description: RECONNECTS });
	}
	return signalled;
}

const CUT = new ServiceFailure('The connection to Chatwoot was cut', { description: RECONNECTS });
