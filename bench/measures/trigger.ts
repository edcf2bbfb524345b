import { createHmac } from 'node:crypto';
import autocannon from 'autocannon';
import { poll } from '../../host/poll.ts';
import type { Instance } from '../../host/instance.ts';
import { openHost, SECRET } from '../host.ts';
import { median, rounded, type Result } from '../measure.ts';
import { TRIGGERS, triggerWorkflows, type Trigger } from '../workflows.ts';

const ROUNDS = 5;
const AT_ONCE = 10;
/** Deliveries in a round; the default engine takes about twenty a second. */
const DELIVERIES = { vm: 100, legacy: 300 } as const;

type Engine = keyof typeof DELIVERIES;

/** What a bare community trigger is under the default engine, n8n's own node is under the other. */
const FLOOR: Readonly<Record<Engine, Trigger>> = { vm: 'bare', legacy: 'webhook' };
const OURS: readonly Trigger[] = ['chatwoot', 'proto'];

const CHATWOOT = JSON.stringify({
	event: 'message_created',
	id: 1,
	content: 'Where is my order?',
	message_type: 'incoming',
	private: false,
	conversation: { id: 7, inbox_id: 1, status: 'open' },
});

const PROTO = JSON.stringify({
	events: [
		{
			type: 'new_messages',
			chat: { id: 'chat-1', human: { id: 'human_1', name: 'Ann' } },
			messages: [{ author: { type: 'bot', id: 'bot_1' }, type: 'text', data: { text: 'Hello' } }],
		},
	],
});

interface Delivery {
	readonly body: string;
	readonly headers: Readonly<Record<string, string>>;
}

const chatwoot = (): Delivery => {
	const timestamp = String(Math.floor(Date.now() / 1000));
	const digest = createHmac('sha256', SECRET).update(`${timestamp}.${CHATWOOT}`).digest('hex');
	return {
		body: CHATWOOT,
		headers: { 'x-chatwoot-timestamp': timestamp, 'x-chatwoot-signature': `sha256=${digest}` },
	};
};

const proto = (): Delivery => ({
	body: PROTO,
	headers: { 'x-proto-signature': createHmac('sha1', SECRET).update(PROTO).digest('hex') },
});

/** The least that others get is what ours gets. */
const deliveryFor: Readonly<Record<Trigger, () => Delivery>> = {
	chatwoot,
	proto,
	bare: chatwoot,
	webhook: chatwoot,
};

/** Answered deliveries a second. Ends when n8n has done all that they started. */
const rateOf = async (n8n: Instance, trigger: Trigger, amount: number): Promise<number> => {
	const { body, headers } = deliveryFor[trigger]();
	const result = await autocannon({
		url: `${n8n.url}/webhook/${TRIGGERS[trigger]}`,
		method: 'POST',
		body,
		headers: { ...headers, 'content-type': 'application/json' },
		connections: AT_ONCE,
		amount,
		// It looks only so often whether all are answered.
		sampleInt: 20,
	});
	if (result['2xx'] !== amount) throw new Error(`${trigger} took ${result['2xx']} of ${amount} deliveries`);
	const unfinished = encodeURIComponent(JSON.stringify({ status: ['new', 'running'] }));
	await poll('n8n did not finish', async () => {
		const answer = await n8n.api('GET', `/rest/executions?limit=1&filter=${unfinished}`);
		return (answer as { results: unknown[] }).results.length === 0 ? true : undefined;
	});
	return amount / result.duration;
};

async function* underEngine(engine: Engine): AsyncGenerator<Result> {
	const { n8n, close } = await openHost('http://127.0.0.1:9', triggerWorkflows(), {
		N8N_EXPRESSION_ENGINE: engine,
	});
	try {
		const floor = FLOOR[engine];
		const triggers = [floor, ...OURS];
		// The first warms up.
		for (const trigger of triggers) await rateOf(n8n, trigger, AT_ONCE * 2);
		const rounds: Partial<Record<Trigger, number>>[] = [];
		for (let round = 0; round < ROUNDS; round += 1) {
			const rates: Partial<Record<Trigger, number>> = {};
			for (const trigger of triggers) rates[trigger] = await rateOf(n8n, trigger, DELIVERIES[engine]);
			rounds.push(rates);
		}
		const ratesOf = (trigger: Trigger): number[] => rounds.map((rates) => rates[trigger] ?? NaN);
		const words = floor === 'bare' ? 'a trigger that checks nothing' : "n8n's Webhook node";
		// Rounds differ more than the triggers do, so these are compared within a round: no quotient of the medians.
		const medians = `each figure the median of ${ROUNDS} rounds, the ratio taken within each`;
		for (const trigger of OURS) {
			const ratio = median(rounds.map((rates) => (rates[trigger] ?? NaN) / (rates[floor] ?? NaN)));
			yield {
				measure: `trigger, engine ${engine}`,
				what: `${trigger === 'proto' ? 'Proto' : 'Chatwoot'} Trigger against ${words}; ${medians}`,
				figures: {
					oursPerSecond: rounded(median(ratesOf(trigger))),
					othersPerSecond: rounded(median(ratesOf(floor))),
					ratio: rounded(ratio),
				},
				goal: { words: 'at least 0.9', reached: ratio >= 0.9 },
			};
		}
	} finally {
		await close();
	}
}

/** Signed deliveries a second, under both of n8n's expression engines. */
export async function* trigger(): AsyncGenerator<Result> {
	for (const engine of Object.keys(DELIVERIES) as Engine[]) yield* underEngine(engine);
}
