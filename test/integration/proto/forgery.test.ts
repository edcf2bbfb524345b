import { describe, expect, test } from '@jest/globals';
import HmacSHA1 from 'crypto-js/hmac-sha1';
import fc from 'fast-check';
import { saying, useTrigger } from './trigger-support.ts';

const { proto, host, listen, deliver } = useTrigger();

const BODY = Buffer.from(JSON.stringify({ events: [saying('Hello 安', 'Bye')] }));
const PROFILE = Buffer.from(JSON.stringify({ human: 'human_1', chatToken: 'token' }));

const bodies = fc.constantFrom(BODY, PROFILE);

/** A change of bytes: one flipped, removed, put in, repeated, or all replaced. */
const changed = (bytes: Buffer): fc.Arbitrary<Buffer> => {
	const place = fc.nat({ max: Math.max(0, bytes.length - 1) });
	return fc.oneof(
		fc.tuple(place, fc.integer({ min: 1, max: 255 })).map(([at, by]) => {
			const copy = Buffer.from(bytes);
			copy[at] = (copy[at] ?? 0) ^ by;
			return copy;
		}),
		place.map((at) => Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1)])),
		fc
			.tuple(place, fc.nat({ max: 255 }))
			.map(([at, byte]) => Buffer.concat([bytes.subarray(0, at), Buffer.of(byte), bytes.subarray(at)])),
		fc
			.tuple(place, place)
			.map(([from, to]) => Buffer.concat([bytes, bytes.subarray(Math.min(from, to), Math.max(from, to))])),
		place.map((at) => bytes.subarray(0, at)),
		fc.uint8Array().map((random) => Buffer.from(random)),
		fc.constant(bytes),
	);
};

/** The right signature of a body in each form, and what an attacker could make of one. */
const headers = (body: Buffer, secret: string): fc.Arbitrary<string> => {
	const digest = Buffer.from(HmacSHA1(body.toString('utf8'), secret).toString(), 'hex');
	const right = fc
		.tuple(fc.constantFrom('', 'sha1='), fc.constantFrom('hex', 'base64'), fc.boolean())
		.map(([prefix, form, upper]) => {
			const text = digest.toString(form);
			return prefix + (upper && form === 'hex' ? text.toUpperCase() : text);
		});
	const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
	const mutated = right.chain((text) =>
		fc
			.tuple(
				fc.nat({ max: text.length - 1 }),
				visible,
				fc.constantFrom('replace', 'insert', 'remove', 'cut', 'double'),
			)
			.map(([at, letter, how]) => {
				switch (how) {
					case 'replace':
						return text.slice(0, at) + letter + text.slice(at + 1);
					case 'insert':
						return text.slice(0, at) + letter + text.slice(at);
					case 'remove':
						return text.slice(0, at) + text.slice(at + 1);
					case 'cut':
						return text.slice(0, at);
					default:
						return text + text;
				}
			}),
	);
	const invented = fc.oneof(
		fc.string({ unit: visible, maxLength: 60 }),
		fc.uint8Array({ minLength: 20, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('hex')),
	);
	return fc.oneof(right, mutated, invented);
};

/** Whether a header still says the right digest, in another way of writing it. */
function isSame(header: string, body: Buffer, secret: string): boolean {
	const hex = HmacSHA1(body.toString('utf8'), secret).toString();
	const text = header.replace(/^sha1=/, '');
	const isHex = text.toLowerCase() === hex;
	const isBase64 = /^[0-9A-Za-z+/]{27}=$/.test(text) && Buffer.from(text, 'base64').toString('hex') === hex;
	return isHex || isBase64;
}

const mutations = fc.constant(null).chain(() =>
	bodies.chain((body) =>
		fc.record({
			body: fc.constant(body),
			sent: changed(body),
			header: headers(body, proto.sandbox.proto.channelSecret),
		}),
	),
);

describe('Of two thousand deliveries that were tampered with', () => {
	test('none gets in unless it is unchanged in meaning, and none does any harm', async () => {
		listen({ events: ['message', 'humanProfile'] }, () => [{ json: { result: {} } }]);
		const { channelSecret } = proto.sandbox.proto;
		const seen = { genuine: 0, forged: 0 };
		await fc.assert(
			fc.asyncProperty(mutations, async ({ body, sent, header }) => {
				host.started.length = 0;
				const { status } = await deliver({ body: sent, sign: () => header });
				const isGenuine = sent.equals(body) && isSame(header, body, channelSecret);
				seen[isGenuine ? 'genuine' : 'forged'] += 1;
				expect([status, host.started.length]).toEqual(isGenuine ? [200, 1] : [401, 0]);
				expect(host.crashes).toEqual([]);
			}),
			{ numRuns: 2_500 },
		);
		expect(seen.genuine).toBeGreaterThan(20);
		expect(seen.forged).toBeGreaterThan(2_000);
		expect(host.lines).toHaveLength(seen.forged);
		expect(host.lines.join('\n')).not.toContain(channelSecret);
	}, 60_000);
});
