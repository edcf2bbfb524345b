import { randomUUID } from 'node:crypto';
import { deliver, type Delivery, type DeliveryResult, type DeliverySurroundings } from '../core/delivery.ts';
import { Queue } from '../core/queue.ts';
import { signature } from '../core/signature.ts';

/** Minutes until each further attempt (seed 003). */
const MINUTES = [1, 5, 20, 60, 180, 480] as const;

/** How time goes for webhooks. */
export interface Timing {
	/** Milliseconds that a minute of the redelivery schedule takes. */
	readonly minuteMs: number;
	/** Milliseconds until an attempt without an answer counts as failed. */
	readonly answerTimeoutMs: number;
}

/** A right signature, one of another secret, none, or whatever the function makes of the body. */
export type Signing = 'right' | 'wrong' | 'none' | ((bytes: Buffer) => string);

export interface Sending {
	/** First attempts with the same lane go out one after the other; redeliveries hold nobody up. */
	readonly lane: string;
	readonly url: string;
	readonly secret: string;
	readonly body: string | Buffer;
	readonly sign?: Signing;
	/** What the log line says. */
	readonly description: string;
	/** The first attempt waits for this, e.g. for the answer to the request that caused it. */
	readonly after?: Promise<void>;
}

const NOT_SENT: DeliveryResult = {
	status: 0,
	body: '',
	headers: {},
	attempts: 0,
	error: 'the sandbox stopped',
};

const isTaken = ({ status }: DeliveryResult): boolean => status >= 200 && status < 300;

/** `sha1=` and the HMAC of the exact bytes in lower-case hexadecimal digits, as in `X-Hub-Signature`. */
export const hubSignature = (secret: string, bytes: string | Buffer): string =>
	signature('sha1', secret, bytes, 'sha1=hex');

const signatureOf = ({ secret, sign = 'right' }: Sending, bytes: Buffer): string | undefined => {
	if (typeof sign === 'function') return sign(bytes);
	if (sign === 'none') return undefined;
	return hubSignature(sign === 'right' ? secret : `not-${secret}`, bytes);
};

/** Sends webhooks, and again what nobody took. */
export class Outbox {
	readonly #around: DeliverySurroundings;
	readonly #timing: Timing;
	readonly #queue = new Queue();

	constructor(around: DeliverySurroundings, timing: Timing) {
		this.#around = around;
		this.#timing = timing;
	}

	/** Resolves when it was taken or all attempts failed, with what the last one gave. Never throws. */
	async send(sending: Sending): Promise<DeliveryResult> {
		let result = NOT_SENT;
		await this.#queue.add(randomUUID(), async (signal) => {
			const stopped = (): boolean => signal.aborted;
			await this.#queue.add(sending.lane, async () => {
				await sending.after;
				if (!stopped()) result = await this.#attempt(sending, signal);
			});
			for (const minutes of MINUTES) {
				if (isTaken(result) || stopped()) return;
				if (!(await this.#around.clock.wait(minutes * this.#timing.minuteMs)) || stopped()) return;
				result = { ...(await this.#attempt(sending, signal)), attempts: result.attempts + 1 };
			}
		});
		return result;
	}

	/** Resolves when nothing is left to send, redeliveries included. */
	settled(): Promise<void> {
		return this.#queue.settled();
	}

	reset(): void {
		this.#queue.clear();
	}

	#attempt(sending: Sending, signal: AbortSignal): Promise<DeliveryResult> {
		const bytes = Buffer.from(sending.body);
		const signed = signatureOf(sending, bytes);
		const delivery: Delivery = {
			service: 'amio',
			url: sending.url,
			body: bytes,
			headers: {
				'content-type': 'application/json',
				...(signed === undefined ? {} : { 'x-hub-signature': signed }),
			},
			timeoutMs: this.#timing.answerTimeoutMs,
			description: sending.description,
			signal,
		};
		return deliver(delivery, this.#around);
	}
}
