import { request } from 'node:http';
import { describe, expect, test } from '@jest/globals';
import HmacSHA1 from 'crypto-js/hmac-sha1';
import type { ProtoEncoding } from '../../../sandbox/index.ts';
import { REFUSED, saying, textsOf, useTrigger } from './trigger-support.ts';

const used = useTrigger();
const { proto, host, listen, deliver, items, outcomeOf } = used;

const BODY = JSON.stringify({ events: [saying('Hello')] });

/** An HTTP client that sends what it is told, also headers that come twice. */
const post = async (
	headers: Record<string, string | string[]>,
	body: string,
): Promise<{ status: number; body: unknown }> =>
	await new Promise((resolve, reject) => {
		const outgoing = request(host.url, { method: 'POST', headers, agent: false }, (response) => {
			response.setEncoding('utf8');
			let text = '';
			response.on('data', (part: string) => {
				text += part;
			});
			response.on('end', () =>
				resolve({ status: response.statusCode ?? 0, body: text === '' ? '' : JSON.parse(text) }),
			);
		});
		outgoing.on('error', reject);
		outgoing.end(body);
	});

/** HMAC by an implementation that shares nothing with the node's. */
const hex = (body = BODY): string => HmacSHA1(body, proto.sandbox.proto.channelSecret).toString();

describe('A delivery starts the workflow when it is signed', () => {
	test.each<ProtoEncoding>(['hex', 'HEX', 'base64', 'sha1=hex', 'sha1=HEX', 'sha1=base64'])(
		'in %s',
		async (encoding) => {
			listen();
			const { status } = await deliver({ events: [saying('Hello')], encoding });
			expect(status).toBe(200);
			expect(textsOf(items())).toEqual(['Hello']);
			expect(host.lines).toEqual([]);
		},
	);

	test('by another implementation of the algorithm', async () => {
		listen();
		const { status } = await post({ 'content-type': 'application/json', 'X-Proto-Signature': hex() }, BODY);
		expect(status).toBe(200);
		expect(textsOf(items())).toEqual(['Hello']);
	});

	test.each<[string, string]>([
		['of any language', JSON.stringify({ events: [saying('Příliš žluťoučký kůň 安 🙂 \u2028')] })],
		[
			'with line breaks and spaces that no JSON writer would make',
			`\r\n { "events" :\t${JSON.stringify([saying('Hello')])} }\n\n`,
		],
		['with letters written as their numbers', BODY.replace('Hello', '\\u0048ello')],
		['with bytes that are no text', `{"events":${JSON.stringify([saying('Hello')])},"x":"\uFFFD"}`],
	])('over a body %s', async (_, body) => {
		listen();
		expect((await deliver({ body })).status).toBe(200);
		const [{ messages }] = (JSON.parse(body) as { events: [{ messages: [{ data: { text: string } }] }] })
			.events;
		expect(textsOf(items())).toEqual([messages[0].data.text]);
	});

	test('over half a character, which is no JSON text but signed all the same', async () => {
		listen();
		const body = Buffer.concat([Buffer.from(BODY.slice(0, -2)), Buffer.from([0xc3]), Buffer.from(']}')]);
		expect(await deliver({ body })).toMatchObject({ status: 200, body: {} });
		expect(items()).toEqual([]);
	});

	test('whatever the content type says it is', async () => {
		listen();
		const { status } = await post({ 'content-type': 'text/plain', 'x-proto-signature': hex() }, BODY);
		expect(status).toBe(200);
		expect(items()).toHaveLength(1);
	});

	test('with a long secret of any letters', async () => {
		const secret = 'Ünal 安 🙂 '.repeat(20).trim();
		listen({ secret });
		const signature = HmacSHA1(BODY, secret).toString();
		expect((await deliver({ body: BODY, sign: () => signature })).status).toBe(200);
	});
});

describe('A delivery is answered 401 and starts nothing when its signature', () => {
	const NONE = 'there is no signature';
	const MALFORMED = 'the signature is malformed';
	const WRONG = 'the signature does not match the body and the secret';

	test.each<[string, string, () => Record<string, string | string[]>]>([
		['is missing', NONE, () => ({})],
		['is empty', NONE, () => ({ 'x-proto-signature': '' })],
		['is of another secret', WRONG, () => ({ 'x-proto-signature': HmacSHA1(BODY, 'a guess').toString() })],
		['is of another body', WRONG, () => ({ 'x-proto-signature': hex(`${BODY} `) })],
		[
			'has one wrong digit',
			WRONG,
			() => ({ 'x-proto-signature': hex().replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }),
		],
		['lacks its last digit', MALFORMED, () => ({ 'x-proto-signature': hex().slice(0, -1) })],
		['lacks its last byte', MALFORMED, () => ({ 'x-proto-signature': hex().slice(0, -2) })],
		['goes on after its end', MALFORMED, () => ({ 'x-proto-signature': `${hex()}0` })],
		['is only the beginning', MALFORMED, () => ({ 'x-proto-signature': hex().slice(0, 8) })],
		['is only its prefix', MALFORMED, () => ({ 'x-proto-signature': 'sha1=' })],
		['has another prefix', MALFORMED, () => ({ 'x-proto-signature': `sha256=${hex()}` })],
		['comes twice', MALFORMED, () => ({ 'x-proto-signature': [hex(), hex()] })],
		['comes beside a wrong one', MALFORMED, () => ({ 'x-proto-signature': ['0'.repeat(40), hex()] })],
		['comes as a list in one line', MALFORMED, () => ({ 'x-proto-signature': `${hex()},${hex()}` })],
		['stands in another header', NONE, () => ({ 'x-hub-signature': hex() })],
		['is of another algorithm', MALFORMED, () => ({ 'x-proto-signature': 'a'.repeat(64) })],
	])('%s', async (_, reason, headers) => {
		listen();
		expect(outcomeOf(await post({ 'content-type': 'application/json', ...headers() }, BODY))).toEqual(
			REFUSED,
		);
		expect(host.lines).toEqual([expect.stringContaining(`refused a delivery: ${reason}.`)]);
	});

	test('is of the body before it was altered', async () => {
		listen();
		expect(outcomeOf(await deliver({ body: BODY.replace('Hello', 'Hullo'), sign: () => hex() }))).toEqual(
			REFUSED,
		);
	});

	test('is of the same JSON in other spacing', async () => {
		listen();
		expect(
			outcomeOf(await deliver({ body: JSON.stringify(JSON.parse(BODY), null, 1), sign: () => hex() })),
		).toEqual(REFUSED);
	});

	test('is of another channel', async () => {
		listen();
		expect(
			outcomeOf(await deliver({ body: BODY, channelId: proto.sandbox.proto.otherChannelId, url: host.url })),
		).toEqual(REFUSED);
	});

	test.each<[string, object]>([
		['is empty', { channelSecret: '' }],
		['was never entered', {}],
	])('cannot be checked, because the secret %s', async (_, data) => {
		listen();
		const node = proto.trigger();
		const credentials = (node.credentials ?? []).map(({ type }) => ({ type, data: { ...data } }));
		host.activate({ node: { ...node, credentials } });
		const signature = HmacSHA1(BODY, '').toString();
		expect(outcomeOf(await deliver({ body: BODY, sign: () => signature }))).toEqual(REFUSED);
		expect(host.lines).toEqual([expect.stringContaining('refused a delivery: no secret is known.')]);
	});

	test('cannot be checked, because the credential is gone', async () => {
		listen();
		host.activate({ node: { ...proto.trigger(), credentials: [] } });
		expect(outcomeOf(await deliver({ body: BODY }))).toEqual(REFUSED);
		expect(host.lines).toEqual([expect.stringContaining('no secret is known')]);
	});

	test('is right, but the body came in parts, of which n8n keeps no bytes', async () => {
		listen();
		const body = '--x\r\ncontent-disposition: form-data; name="events"\r\n\r\n[]\r\n--x--\r\n';
		const headers = { 'content-type': 'multipart/form-data; boundary=x', 'x-proto-signature': hex(body) };
		expect(outcomeOf(await post(headers, body))).toEqual(REFUSED);
		expect(host.lines).toEqual([expect.stringContaining('the body did not arrive as it was sent')]);
	});

	test.each(['message', 'humanProfile'] as const)(
		'is wrong, whatever the trigger waits for: %s',
		async (event) => {
			listen({ events: [event] }, () => [{ json: { result: 'secret of the workflow' } }]);
			expect(outcomeOf(await deliver({ body: '{"human":"human_1"}', sign: 'wrong' }))).toEqual(REFUSED);
			expect(outcomeOf(await deliver({ body: BODY, sign: 'none' }))).toEqual(REFUSED);
			expect(outcomeOf(await deliver({ body: 'no JSON', sign: 'wrong' }))).toEqual(REFUSED);
		},
	);
});

test('A refused delivery leaves a line in the log that says what to do, and gives nothing away', async () => {
	listen();
	const signature = hex(`${BODY} `);
	await deliver({ body: BODY, sign: () => signature });
	const [line, ...others] = host.lines;
	expect(others).toEqual([]);
	expect(line).toBe(
		"Node under test refused a delivery: the signature does not match the body and the secret. Check that 'Channel Secret' in its credential is the one in the settings of the channel in Proto.",
	);
	for (const secret of [proto.sandbox.proto.channelSecret, signature, hex(), 'Hello']) {
		expect(line).not.toContain(secret);
	}
});
