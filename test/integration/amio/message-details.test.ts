import { describe, expect, test } from '@jest/globals';
import { jsonOf } from '../support/results.ts';
import { annIn, sendJob, useAmio } from './support.ts';

const used = useAmio();
const { run } = used;
const annOn = annIn(used);

describe('Metadata', () => {
	test('goes out with a message, and comes back', async () => {
		const { channel, ann } = annOn('facebook_messenger');
		const additionalFields = {
			tag: 'shipping_update',
			platformMetadata: 'order-4711',
			metadataJson: '{"orderId":4711}',
		};
		const [sent] = jsonOf(await run(sendJob(channel, ann, { text: 'On its way', additionalFields })));
		expect(sent?.metadata).toEqual({
			tag: 'shipping_update',
			platform_metadata: 'order-4711',
			orderId: 4711,
		});
	});

	test.each(['amio_chat', 'mobile'] as const)(
		'has any keys on %s, also those that only Messenger reserves',
		async (type) => {
			const { channel, ann } = annOn(type);
			const own = { tag: 'vip', type: 'order', platform_metadata: 'x'.repeat(1001) };
			const additionalFields = { metadataJson: JSON.stringify(own) };
			const [sent] = jsonOf(await run(sendJob(channel, ann, { text: 'Hello', additionalFields })));
			expect(sent?.metadata).toEqual(own);
		},
	);
});

describe('A quick reply', () => {
	test('without a payload comes back as its title, whether it is tapped or typed', async () => {
		const { channel, ann } = annOn('facebook_messenger');
		const quickReplies = { reply: [{ title: 'Yes, and wrap it up please' }] };
		jsonOf(await run(sendJob(channel, ann, { text: 'Gift?', quickReplies })));
		const [reply] = used.amio.seenBy(ann.id).quickReplies;
		expect(reply).toEqual({ type: 'text', title: 'Yes, and wrap it up ', payload: 'Yes, and wrap it up ' });
	});

	test('with a long title is cut and stops no other, unless it is to be refused', async () => {
		const { channel, ann } = annOn('facebook_messenger');
		const quickReplies = { reply: [{ title: '={{ $json.title }}' }] };
		const titles = ['Yes', 'Yes, and wrap it up please', 'No'].map((title) => ({ title }));
		const job = sendJob(channel, ann, { text: 'Gift?', quickReplies });
		expect(jsonOf(await run(job, titles))).toHaveLength(3);
		const strict = { text: 'Gift?', quickReplies, additionalFields: { cutLongTitles: false } };
		const { error } = await run(sendJob(channel, ann, strict), titles);
		expect(error?.message).toContain('The title of quick reply 1 has 26 characters');
		expect(used.amio.seenBy(ann.id).messages).toHaveLength(3);
	});
});
