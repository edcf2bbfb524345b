import { describe, expect, test } from '@jest/globals';
import { answers, customerIn, inboxSource, useTrigger, writes } from './trigger-support.ts';

const { used, host, switchOn, heard, items, settled, urlOf } = useTrigger();

const BODY = { event: 'message_created', id: 7, content: 'Hello', message_type: 'incoming' };

const secret = (): string => [...used.chatwoot.webhooks.values()][0]?.secret ?? '';
const now = (): number => Math.floor(Date.now() / 1000);

describe('A delivery starts the workflow', () => {
	test.each(['X-Chatwoot-', 'X-Konversio-', 'X-Snypto-'])(
		'of a server whose headers begin with %s',
		async (prefix) => {
			const { inbox, conversation } = await customerIn(used);
			used.chatwoot.deliveries.headerPrefix = prefix;
			await switchOn();
			await writes(used, conversation);
			expect(await heard()).toEqual(['message_created: Hello']);
			const [sent] = used.sandbox.journal.entries({ direction: 'out' });
			expect(host.items()).toMatchObject([
				{ deliveryId: sent?.headers[`${prefix.toLowerCase()}delivery`], conversationId: conversation },
			]);
			await switchOn({ parameters: inboxSource(inbox) });
			await answers(used, conversation, 'A & B <b>');
			expect((await heard()).slice(1)).toEqual(['message_created: A & B <b>']);
			expect(host.lines).toEqual([]);
		},
	);

	test.each([
		['of any language', 'Příliš žluťoučký kůň 安 🙂'],
		['that Rails writes in its own way', '<a href="x">Tom & Ann</a>\u2028\u2029'],
	])('with a text %s', async (_, content) => {
		const { conversation } = await customerIn(used);
		await switchOn();
		await writes(used, conversation, content);
		expect((await items()).map((item) => item.content)).toEqual([content]);
	});

	test('with a body of five megabytes', async () => {
		await switchOn();
		const content = '安'.repeat(1_750_000);
		const body = { ...BODY, content };
		const { status } = await used.chatwoot.deliveries.send(urlOf(), { body, secret: secret() });
		expect(status).toBe(200);
		expect((await items()).map((item) => item.content === content)).toEqual([true]);
	});

	test('that is sent again within five minutes, with the same ID, so that the second is found', async () => {
		const { conversation } = await customerIn(used);
		await switchOn();
		await writes(used, conversation);
		await settled();
		const [sent] = used.sandbox.journal.entries({ direction: 'out' });
		if (sent) await used.chatwoot.deliveries.replay(sent);
		const [first, second, ...others] = (await items()).map(({ deliveryId }) => deliveryId);
		expect(first).toEqual(expect.any(String));
		expect([second, others]).toEqual([first, []]);
	});
});

describe('A delivery is answered 401 and starts nothing', () => {
	test.each<[string, string, () => object]>([
		['that is forged', 'the signature does not match the body and the secret', () => ({ sign: 'wrong' })],
		['that is unsigned', 'there is no signature', () => ({ sign: 'none' })],
		['that is old', 'it was signed too long ago, or its clock is ahead', () => ({ timestamp: now() - 310 })],
		[
			'of tomorrow',
			'it was signed too long ago, or its clock is ahead',
			() => ({ timestamp: now() + 86_400 }),
		],
		['without a time', 'it does not say when it was signed', () => ({ timestamp: '' })],
		[
			'that is no JSON and forged',
			'the signature does not match the body and the secret',
			() => ({ body: '{', sign: 'wrong' }),
		],
	])('%s; the log says why and what to do, and gives nothing away', async (_, reason, how) => {
		await switchOn();
		const sending = { body: BODY, secret: secret(), ...how() };
		const { status, body } = await used.chatwoot.deliveries.send(urlOf(), sending);
		expect({ status, body, started: host.started }).toEqual({
			status: 401,
			body: { message: 'Unauthorized' },
			started: [],
		});
		expect(host.lines).toEqual([
			`Node under test refused a delivery: ${reason}. Chatwoot does not deliver it again. If it was genuine, unpublish the workflow and publish it again, so that the node reads the secret anew; with By Hand, compare the secret in the credential with that in Chatwoot, and the clocks of both servers.`,
		]);
		expect(host.lines.join()).not.toContain(secret());
	});

	test('that is as old as the user allows, and one second more', async () => {
		await switchOn({ options: { maxAge: 60 } });
		const send = async (age: number): Promise<number> => {
			const sending = { body: BODY, secret: secret(), timestamp: now() - age };
			return (await used.chatwoot.deliveries.send(urlOf(), sending)).status;
		};
		expect([await send(3500), await send(3700)]).toEqual([200, 401]);
	});

	test('that another webhook of the same account signs', async () => {
		await switchOn();
		await used.beside(async (client) => await client.post('webhooks', { url: 'https://shop.example.com/' }));
		const other = [...used.chatwoot.webhooks.values()][1]?.secret ?? '';
		const { status } = await used.chatwoot.deliveries.send(urlOf(), { body: BODY, secret: other });
		expect(status).toBe(401);
	});

	test('at the test address with the secret of the live one', async () => {
		await switchOn();
		await switchOn({}, 'test');
		const sending = { body: BODY, secret: secret() };
		expect((await used.chatwoot.deliveries.send(urlOf('test'), sending)).status).toBe(401);
		expect((await used.chatwoot.deliveries.send(urlOf(), sending)).status).toBe(200);
	});

	test('in parts, of which n8n keeps no bytes', async () => {
		await switchOn();
		const headers = { 'content-type': 'multipart/form-data; boundary=x' };
		const sending = { body: BODY, secret: secret(), headers };
		expect((await used.chatwoot.deliveries.send(urlOf(), sending)).status).toBe(401);
		expect(host.lines).toEqual([expect.stringContaining('the body did not arrive as it was sent')]);
	});

	test('after the trigger has lost its memory', async () => {
		await switchOn();
		const sending = { body: BODY, secret: secret() };
		host.memory.live = {};
		expect((await used.chatwoot.deliveries.send(urlOf(), sending)).status).toBe(401);
		expect(host.lines).toEqual([expect.stringContaining('no secret is known')]);
	});
});

test.each(['no JSON', '[]', '"text"', 'null', '7', ''])(
	'A delivery that is rightly signed, but says %j, is answered 200 and starts nothing',
	async (body) => {
		await switchOn();
		const { status } = await used.chatwoot.deliveries.send(urlOf(), { body, secret: secret() });
		expect([status, await items()]).toEqual([200, []]);
	},
);
