import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { judgeDelivery, type Measure } from '../../../nodes/Chatwoot/trigger/authentic';
import { forgeries, genuine, isUnchanged, type Original } from '../../support/chatwoot-forgery.ts';

const ORIGINAL: Original = {
	secret: 'Kf3Tz0pQ安',
	timestamp: 1_790_000_000,
	body: Buffer.from(
		'{"event":"message_created","id":1,"content":"Gr\u00fc\u00dfe \\u003cb\\u003e \u5b89 \u{1f642}"}',
	),
};

const MEASURE: Measure = {
	secret: ORIGINAL.secret,
	acceptUnsigned: false,
	maxAge: 300,
	now: ORIGINAL.timestamp * 1000,
};

test('Of ten thousand deliveries that were tampered with, none is believed unless it is unchanged in meaning', () => {
	const seen = { believed: 0, refused: 0 };
	fc.assert(
		fc.property(forgeries(ORIGINAL), fc.boolean(), (sent, acceptUnsigned) => {
			const { reason } = judgeDelivery(sent.headers, sent.body, { ...MEASURE, acceptUnsigned });
			expect(reason === undefined).toBe(isUnchanged(sent, ORIGINAL));
			seen[reason === undefined ? 'believed' : 'refused'] += 1;
		}),
		{ numRuns: 12_000 },
	);
	expect(seen.refused).toBeGreaterThanOrEqual(10_000);
	expect(seen.believed).toBeGreaterThan(100);
	const { headers, body } = genuine(ORIGINAL);
	expect(judgeDelivery(headers, body, MEASURE).reason).toBeUndefined();
}, 60_000);

test('Headers of any letters do no harm', () => {
	const text = fc.string({ unit: 'binary' });
	const value = fc.oneof(text, fc.array(text));
	fc.assert(
		fc.property(value, value, value, (signature, timestamp, delivery) => {
			const headers = {
				'x-chatwoot-signature': signature,
				'x-chatwoot-timestamp': timestamp,
				'x-chatwoot-delivery': delivery,
			};
			expect(judgeDelivery(headers, ORIGINAL.body, MEASURE).reason).toEqual(expect.any(String));
		}),
		{ numRuns: 2_000 },
	);
});
