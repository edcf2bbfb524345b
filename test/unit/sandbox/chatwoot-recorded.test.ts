import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { CableListener, identifierOf, type Frame } from '../../support/cable-listener.ts';
import { at, ChatwootClient } from '../../support/chatwoot-client.ts';
import { deliverySignature, railsJson } from '../../../sandbox/chatwoot/signing.ts';
import { begin, story } from './chatwoot-story.ts';
import { addShape, differences, type Shapes } from './shapes.ts';
import { useReceiver, useSandbox } from './support.ts';

/** What real servers delivered. It is no part of this repository: without it there is nothing to compare with. */
const RECORDED = '../shared/recorded/chatwoot';
const describeRecorded = existsSync(RECORDED) ? describe : describe.skip;

type Json = Readonly<Record<string, unknown>>;
type Chapter = readonly (Json & { readonly step: string })[];

const chapter = (name: string): Chapter =>
	JSON.parse(readFileSync(`${RECORDED}/${name}.json`, 'utf8')) as Chapter;

const use = useSandbox();
const receiver = useReceiver();

const SUBSCRIPTIONS = [
	'conversation_status_changed',
	'conversation_updated',
	'conversation_created',
	'contact_created',
	'contact_updated',
	'message_created',
	'message_updated',
	'webwidget_triggered',
	'inbox_created',
	'inbox_updated',
	'conversation_typing_on',
	'conversation_typing_off',
];

const eventsOf = (bodies: readonly unknown[]): string[] =>
	bodies.map((body) => String(at(body, 'event'))).sort();

const shapesOf = (bodies: readonly unknown[], data = ''): Shapes => {
	const shapes: Shapes = new Map();
	for (const body of bodies) {
		const event = String(at(body, 'event')).replaceAll('.', ' ');
		addShape(shapes, event, data === '' ? body : at(body, data));
	}
	return shapes;
};

/** Here the real inbox assigned the conversation to an agent by itself, which the sandbox does not. */
const ASSIGNS = 'customer writes in the resolved conversation';
/** Here the agent had an older notification, which went away. */
const NOTIFIES = 'assigned to an agent';

describeRecorded.each(['4.10.0', 'signing'])('against the deliveries of a real server (%s)', (server) => {
	test('every step tells the same, in bodies of the same shape', async () => {
		const client = new ChatwootClient(use.sandbox);
		const { chatwoot, journal } = use.sandbox;
		chatwoot.signs = server === 'signing';
		const cast = await begin(client, `${receiver.url}/inbox`);
		await client.post('webhooks', { url: `${receiver.url}/account`, subscriptions: SUBSCRIPTIONS });
		await chatwoot.deliveries.settled();
		const sources = [
			['account_webhook', '/hook/account'],
			['api_channel_callback', '/hook/inbox'],
		] as const;
		const sent = (path: string): unknown[] =>
			journal.entries({ direction: 'out', path }).map(({ body }) => body);
		const recorded = chapter(`${server}/deliveries`);
		const played: Record<string, unknown> = {};
		const wanted: Record<string, unknown> = {};
		const bodies: unknown[] = [];
		for (const [name, act] of story(client, cast)) {
			journal.clear();
			await act();
			await chatwoot.deliveries.settled();
			bodies.push(...sources.flatMap(([, path]) => sent(path)));
			if (name === ASSIGNS) continue;
			const step = recorded.find((other) => other.step === name);
			for (const [source, path] of sources) {
				played[`${name}: ${source}`] = eventsOf(sent(path));
				wanted[`${name}: ${source}`] = eventsOf((step?.[source] as Json[]).map(({ body }) => body));
			}
		}
		expect(played).toEqual(wanted);
		const real = recorded.flatMap((step) =>
			sources.flatMap(([source]) => (step[source] as Json[]).map(({ body }) => body)),
		);
		expect(differences(shapesOf(bodies), shapesOf(real))).toEqual([]);
		expect(new Set(eventsOf(bodies))).toEqual(new Set(eventsOf(real)));
	});
});

describeRecorded('against the websocket of a real server', () => {
	test('every step is heard by the same, in frames of the same shape', async () => {
		const { sandbox } = use;
		const client = new ChatwootClient(sandbox);
		const cast = await begin(client, '');
		const { users } = sandbox.chatwoot;
		const ids = {
			contact: identifierOf({ pubsub_token: cast.token }),
			agent: identifierOf({ pubsub_token: users.get(2)?.pubsub_token, account_id: 1, user_id: 2 }),
		};
		const listeners = {
			contact: await CableListener.open(sandbox, ids.contact),
			agent: await CableListener.open(sandbox, ids.agent),
		};
		const recorded = chapter('4.10.0/cable');
		const played: Record<string, unknown> = {};
		const wanted: Record<string, unknown> = {};
		const frames: Frame[] = [];
		for (const [name, act] of story(client, cast)) {
			await act();
			const step = recorded.find((other) => other.step === `frames after: ${name}`);
			for (const who of ['contact', 'agent'] as const) {
				const heard = await listeners[who].heard(ids[who]);
				frames.push(...heard);
				if (name === ASSIGNS) continue;
				played[`${name}: ${who}`] = [...new Set(eventsOf(heard.map(({ message }) => message)))];
				const real = (step?.[who] as Frame[]).map(({ message }) => message);
				const events = new Set(eventsOf(real));
				if (name === NOTIFIES) events.delete('notification.deleted');
				wanted[`${name}: ${who}`] = [...events];
			}
		}
		expect(played).toEqual(wanted);
		const real = recorded.flatMap((step) =>
			(['contact', 'agent'] as const).flatMap((who) => (step[who] as Frame[] | undefined) ?? []),
		);
		const messages = (all: readonly Frame[]): unknown[] => all.map(({ message }) => message);
		const found = differences(shapesOf(messages(frames), 'data'), shapesOf(messages(real), 'data'));
		// A real server measures pictures, a moment later.
		expect(found.filter((text) => !/(width|height) is null/.test(text))).toEqual([]);
	});
});

describeRecorded('against the signatures of a real server', () => {
	interface Vector {
		readonly secret: string;
		readonly timestamp: string;
		readonly raw_body: string;
		readonly signature: string;
	}
	const vectors = (): Vector[] =>
		(chapter('signing/signature-vectors') as unknown as Vector[]).filter(({ signature }) => signature);

	test('every delivery is signed as the sandbox signs', () => {
		const signed = vectors().map(({ secret, timestamp, raw_body: body }) =>
			deliverySignature(secret, timestamp, body),
		);
		expect(signed).toHaveLength(14);
		expect(signed).toEqual(vectors().map(({ signature }) => signature));
	});

	test('every body is written as the sandbox writes it', () => {
		const written = vectors().map(({ raw_body: body }) => railsJson(JSON.parse(body)));
		expect(written).toEqual(vectors().map(({ raw_body: body }) => body));
	});
});
