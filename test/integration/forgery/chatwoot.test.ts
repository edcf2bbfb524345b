import { describe, expect, test } from '@jest/globals';
import type { Registration } from '../../../nodes/Chatwoot/trigger/memory';
import { CHATWOOT, genuine } from '../../support/forgery/scheme.ts';
import {
	botSource,
	customerIn,
	inboxSource,
	useTrigger,
	type Listening,
} from '../chatwoot/trigger-support.ts';
import {
	attack,
	believed,
	deliver,
	idsOfTwo,
	NOW,
	PATIENCE,
	RUNS,
	stopTheClock,
	type Target,
} from './attack.ts';

const { used, host, switchOn } = useTrigger();
stopTheClock();

const EVENT = {
	event: 'message_created',
	id: 7,
	content: 'Gr\u00fc\u00dfe <b> \u5b89 \u{1f642} \ufffd',
	message_type: 'incoming',
	created_at: '2026-09-21T13:33:20.000Z',
	conversation: { id: 3, inbox_id: 1, status: 'open' },
};

/** As Rails writes it. */
const BODY = Buffer.from(JSON.stringify(EVENT).replaceAll('<', '\\u003c'));

/** Every way in which deliveries come. */
const WAYS: Readonly<Record<string, () => Promise<Listening>>> = {
	'the webhook of an account': async () => await Promise.resolve({}),
	'an account that need not sign': async () => await Promise.resolve({ options: { acceptUnsigned: true } }),
	'the callback of an API inbox': async () => {
		const { inbox } = await customerIn(used);
		return { parameters: { ...inboxSource(inbox), inboxDirection: 'any' } };
	},
	'an agent bot': async () => await Promise.resolve({ parameters: botSource() }),
	'an address entered by hand': async () =>
		await Promise.resolve({ parameters: { setUp: 'byHand' }, secret: 'Kf3Tz0pQ安' }),
};

/** The secret that the node was given when it entered its address. */
const given = (): string => {
	const [memory] = Object.values(host.memory.live) as { registration?: Registration }[];
	return memory?.registration?.secret ?? '';
};

const SHARE = Math.ceil(RUNS / Object.keys(WAYS).length);

const target = async (way: string): Promise<Target> => {
	const listening = (await WAYS[way]?.()) ?? {};
	await switchOn(listening);
	const secret = listening.secret ?? given();
	expect(secret).not.toBe('');
	return { host, scheme: CHATWOOT, original: { secret, body: BODY, timestamp: NOW } };
};

describe.each(Object.keys(WAYS))('The Chatwoot Trigger, behind %s,', (way) => {
	test(
		'believes none of so many deliveries that were tampered with, unless they say the same',
		async () => {
			expect(await attack(await target(way), SHARE)).toBe(SHARE);
		},
		PATIENCE,
	);

	test('believes all that is rightly signed, however it is written', async () => {
		expect(await believed(await target(way), 500)).toBe(500);
	});

	test('knows a delivery that comes again, up to five minutes before or after its time', async () => {
		const { original, ...rest } = await target(way);
		for (const seconds of [-300, -299, 0, 299, 300]) {
			const signed = { ...original, timestamp: NOW + seconds };
			expect(await idsOfTwo({ ...rest, original: signed })).toEqual(['delivery-1', 'delivery-1']);
		}
		for (const seconds of [-301, 301]) {
			const late = genuine(CHATWOOT, { ...original, timestamp: NOW + seconds });
			expect(await deliver({ ...rest, original }, late)).toMatchObject({ status: 401, items: [] });
		}
	});
});
