import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { itemsOf } from '../../host/instance.ts';
import { poll } from '../../host/poll.ts';
import { setStage, type Stage, type Workflow } from './stage.ts';
import { byId, ours, trigger, workflowOf } from './workflow.ts';

/** The channel is not there yet when the workflows are imported: a data node in front of them names it. */
const LISTENER = '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0011';
const RETRIED = '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0012';

const CONTENTS: readonly (readonly [name: string, parameters: object, content: object])[] = [
	['Text', { contentType: 'text', text: 'Hello' }, { type: 'text', payload: 'Hello' }],
	...['image', 'audio', 'video', 'file'].map(
		(contentType) =>
			[
				contentType,
				{ contentType, fileUrl: `https://example.com/${contentType}` },
				{ type: contentType, payload: { url: `https://example.com/${contentType}` } },
			] as const,
	),
	[
		'Structure',
		{
			contentType: 'structure',
			cards: {
				card: [
					{
						title: 'Blue shirt',
						buttons: { button: [{ type: 'postback', title: 'Buy', payload: 'BUY' }] },
					},
				],
			},
		},
		{
			type: 'structure',
			payload: { title: 'Blue shirt', buttons: [{ type: 'postback', title: 'Buy', payload: 'BUY' }] },
		},
	],
	[
		'Receipt',
		{ contentType: 'receipt', receiptMode: 'json', receiptJson: '{"order_id":"4711","currency":"EUR"}' },
		{ type: 'receipt', payload: { order_id: '4711', currency: 'EUR' } },
	],
];

const SENDS = workflowOf('amioSends0000001', 'Sends every kind of message', [
	...CONTENTS.map(([name, parameters]) =>
		ours(name, 'amio', {
			resource: 'message',
			operation: 'send',
			channel: byId('CHANNEL'),
			sendTo: 'contact',
			contact: byId('CONTACT'),
			...parameters,
		}),
	),
	ours('Read', 'amio', {
		resource: 'message',
		operation: 'getMany',
		channel: byId('CHANNEL'),
		contact: byId('CONTACT'),
		returnAll: true,
	}),
]);

const ANSWERS = workflowOf(
	'amioAnswers00001',
	'Answers what a customer writes',
	[
		ours('Answer', 'amio', {
			resource: 'message',
			operation: 'send',
			channel: byId('CHANNEL'),
			sendTo: 'contact',
			contact: byId('={{ $json.contact.id }}'),
			contentType: 'text',
			text: '=You said: {{ $json.content.payload }}',
		}),
	],
	trigger('Amio Trigger', 'amioTrigger', LISTENER, { channel: byId('CHANNEL'), replaceExisting: false }),
);

const FAILS_TWICE = workflowOf(
	'amioRetried00001',
	'Succeeds at the third delivery',
	[
		ours('Answer', 'amio', {
			resource: 'message',
			operation: 'send',
			channel: byId('OTHER'),
			sendTo: 'contact',
			contact: byId('={{ $json.contact.id }}'),
			contentType: 'text',
			text: 'At last',
		}),
	],
	trigger('Amio Trigger', 'amioTrigger', RETRIED, { channel: byId('OTHER'), acknowledge: 'afterRun' }),
);

describe('Amio in a real n8n', () => {
	let stage: Stage;

	beforeAll(async () => {
		stage = await setStage({ workflows: [SENDS, ANSWERS, FAILS_TWICE] });
	});

	afterAll(async () => {
		await stage.close();
	});

	/** Puts the IDs into a workflow, as a person chooses them from the lists; and replaces a text by another. */
	const choose = async (
		workflow: string,
		names: Readonly<Record<string, string>>,
		[from, to]: readonly [string, string] = ['', ''],
	): Promise<void> => {
		const path = `/rest/workflows/${workflow}`;
		const stored = (await stage.n8n.api('GET', path)) as Workflow;
		const chosen = Object.entries(names).reduce(
			(text, [name, value]) => text.replaceAll(`"value":"${name}"`, `"value":"${value}"`),
			from === '' ? JSON.stringify(stored) : JSON.stringify(stored).replaceAll(from, to),
		);
		await stage.n8n.api('PATCH', path, JSON.parse(chosen));
	};

	test('every kind of message is sent to a contact, and read back', async () => {
		const { n8n, sandbox } = stage;
		const channel = sandbox.amio.channel({ type: 'facebook_messenger' });
		const contact = sandbox.amio.contact(channel);
		await choose(SENDS.id, { CHANNEL: channel.id, CONTACT: contact.id });
		const run = await n8n.executeOnce(SENDS.id);
		expect(run.status).toBe('success');
		const contents = CONTENTS.map(([, , content]) => content);
		expect(sandbox.amio.seenBy(contact.id).messages.map(({ content }) => content)).toEqual(contents);
		const read = itemsOf(run, 'Read').map(({ json }) => json.content);
		expect(read.reverse()).toEqual(contents);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('a customer writes, is answered once, and the former webhook is there again afterwards', async () => {
		const { n8n, sandbox } = stage;
		const { amio } = sandbox;
		const former = 'https://crm.example.com/amio';
		const channel = amio.channel({ webhook: { url: former } });
		const contact = amio.contact(channel);
		await choose(ANSWERS.id, { CHANNEL: channel.id });
		await expect(n8n.publish(ANSWERS.id)).rejects.toThrow('Replace Existing Webhook');
		expect(channel.webhook?.url).toBe(former);

		await choose(ANSWERS.id, {}, ['"replaceExisting":false', '"replaceExisting":true']);
		await n8n.publish(ANSWERS.id);
		expect(channel.webhook?.url).toBe(`${n8n.url}/webhook/${LISTENER}/amio`);

		const delivered = await amio.say(contact.id, 'Good morning');
		expect(delivered?.status).toBe(200);
		await poll(
			'The customer got no answer',
			async () => await Promise.resolve(amio.seenBy(contact.id).messages.length === 2 ? true : undefined),
		);
		await amio.settled();
		expect(amio.seenBy(contact.id).messages.map(({ content }) => content?.payload)).toEqual([
			'Good morning',
			'You said: Good morning',
		]);

		await n8n.unpublish(ANSWERS.id);
		expect(channel.webhook?.url).toBe(former);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('a run that fails twice comes back through redelivery, and succeeds at the third', async () => {
		const { n8n, sandbox } = stage;
		const { amio } = sandbox;
		amio.minuteMs = 20;
		const channel = amio.channel();
		const contact = amio.contact(channel);
		await choose(FAILS_TWICE.id, { OTHER: channel.id });
		await n8n.publish(FAILS_TWICE.id);
		sandbox.faults.add({
			service: 'amio',
			method: 'POST',
			path: '/v1/messages',
			times: 2,
			fault: { status: 422 },
		});
		const result = await amio.say(contact.id, 'Please answer');
		expect(result).toMatchObject({ status: 200, attempts: 3 });
		const runs = await n8n.waitForExecutions(FAILS_TWICE.id, 3);
		expect(runs.map(({ status }) => status)).toEqual(['error', 'error', 'success']);
		const ids = runs.map((run) => itemsOf(run, 'Amio Trigger')[0]?.json.deliveryId);
		expect(new Set(ids).size).toBe(1);
		expect(amio.seenBy(contact.id).messages.map(({ content }) => content?.payload)).toEqual([
			'Please answer',
			'At last',
		]);
		await n8n.unpublish(FAILS_TWICE.id);
	});
});
