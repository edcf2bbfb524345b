import { beforeEach, describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { wire } from './support.ts';
import {
	answers,
	botSource,
	customerIn,
	inboxSource,
	registryOf,
	useTrigger,
	writes,
} from './trigger-support.ts';

const { used, host, trigger, switchOn, switchOff, isSetUp, rename, heard, urlOf } = useTrigger();

const SHOP = 'https://shop.example.com/hook';

/** A thing with one address: what it is called, and how it is looked at and edited by hand. */
interface Place {
	readonly parameters: INodeParameters;
	readonly path: string;
	/** The body that enters an address. */
	readonly body: (url: string | null) => object;
	/** What happens that the workflow should hear, and the words of it. */
	readonly happens: (content: string) => Promise<unknown>;
}

let inbox = 0;
let conversation = 0;

const PLACES: Readonly<Record<string, () => Place>> = {
	'the callback of an API inbox': () => ({
		parameters: inboxSource(inbox),
		path: `/inboxes/${inbox}`,
		body: (url) => ({ channel: { webhook_url: url } }),
		happens: async (content) => await answers(used, conversation, content),
	}),
	'the address of an agent bot': () => ({
		parameters: botSource(),
		path: '/agent_bots/1',
		body: (url) => ({ outgoing_url: url }),
		happens: async (content) => await writes(used, conversation, content),
	}),
};

beforeEach(async () => {
	({ inbox, conversation } = await customerIn(used));
	await used.beside(async (client) => {
		await client.post(`inboxes/${inbox}/set_agent_bot`, { agent_bot: 1 });
		await client.patch('agent_bots/1', { outgoing_url: null });
	});
});

describe.each(Object.entries(PLACES))('%s', (_, placeOf) => {
	let place: Place;
	const listening = (): { parameters: INodeParameters } => ({ parameters: place.parameters });
	const enter = async (url: string | null): Promise<void> => {
		await used.beside(async (client) => await client.patch(place.path.slice(1), place.body(url)));
	};
	const standing = async (): Promise<unknown> =>
		await used.beside(async (client) => {
			const { body } = await client.get(place.path.slice(1));
			const { webhook_url: callback, outgoing_url: outgoing } = body as Record<string, unknown>;
			return callback ?? outgoing ?? null;
		});

	beforeEach(() => {
		place = placeOf();
	});

	test('leads to the workflow while it is active, then again to where it led before', async () => {
		await enter(SHOP);
		await switchOn(listening());
		const look = { method: 'GET', path: place.path };
		expect(used.calls().map(wire)).toEqual([
			look,
			{ method: 'PATCH', path: place.path, body: place.body(urlOf()) },
		]);
		await place.happens('Hello');
		expect(await heard()).toEqual(['message_created: Hello']);
		used.sandbox.journal.clear();
		await switchOff(listening());
		expect(used.calls().map(wire)).toEqual([
			look,
			{ method: 'PATCH', path: place.path, body: place.body(SHOP) },
		]);
		expect(await standing()).toBe(SHOP);
		expect(registryOf(used)).toEqual([]);
		expect(host.memory.live).toEqual({ 'node:Node under test': {} });
	});

	test('is empty again if it was empty before', async () => {
		await switchOn(listening());
		expect(await standing()).toBe(urlOf());
		await switchOff(listening());
		expect(await standing()).toBeNull();
	});

	test('is found set up when n8n starts again: nothing is changed', async () => {
		await enter(SHOP);
		await switchOn(listening());
		await used.beside(async () => await Promise.resolve());
		expect(await isSetUp(listening())).toBe(true);
		await switchOn(listening());
		expect(used.calls().map(({ method }) => method)).toEqual(['GET', 'GET']);
		await switchOff(listening());
		expect(await standing()).toBe(SHOP);
	});

	test('still leads back where it led, when n8n has activated the workflow anew without switching it off', async () => {
		await enter(SHOP);
		await switchOn(listening());
		await host.step(trigger(listening()), 'create');
		await switchOff(listening());
		expect(await standing()).toBe(SHOP);
	});

	test('follows the workflow to a new address, and still leads back', async () => {
		await enter(SHOP);
		await switchOn({ ...listening(), webhookId: 'before' });
		expect(await isSetUp(listening())).toBe(false);
		await switchOn(listening());
		expect(await standing()).toBe(urlOf());
		await place.happens('Hello');
		expect(await heard()).toEqual(['message_created: Hello']);
		await switchOff(listening());
		expect(await standing()).toBe(SHOP);
	});

	test('that was edited by hand is left alone when the workflow is switched off', async () => {
		await enter('https://old.example.com/');
		await switchOn(listening());
		await enter(SHOP);
		await switchOff(listening());
		expect(await standing()).toBe(SHOP);
	});

	test('that was edited by hand is entered again when n8n starts again, and leads back to the edit', async () => {
		await enter('https://old.example.com/');
		await switchOn(listening());
		await enter(SHOP);
		expect(await isSetUp(listening())).toBe(false);
		await switchOn(listening());
		expect(await standing()).toBe(urlOf());
		await switchOff(listening());
		expect(await standing()).toBe(SHOP);
	});

	test('is adopted after a rename, and never leads back to the workflow itself', async () => {
		await switchOn(listening());
		rename();
		await switchOn(listening());
		await place.happens('Hello');
		expect(await heard()).toEqual(['message_created: Hello']);
		await switchOff(listening());
		expect(await standing()).toBeNull();
	});

	test('does not keep leading to a workflow that is renamed and switched off', async () => {
		await switchOn(listening());
		rename();
		await switchOff(listening());
		expect(await standing()).toBeNull();
	});

	test('is not touched when a workflow that has lost its memory is switched off and it leads elsewhere', async () => {
		await switchOn(listening());
		await enter(SHOP);
		rename();
		await switchOff(listening());
		expect(await standing()).toBe(SHOP);
	});

	test('leads where it led before when the change is carried out and its answer lost', async () => {
		await enter(SHOP);
		used.sandbox.faults.add({ method: 'PATCH', times: 2, fault: { cut: 'after' } });
		await expect(switchOn(listening())).rejects.toThrow();
		expect(await standing()).toBe(SHOP);
	});

	test('that leads to the same workflow on another n8n is given back to it, and left to it', async () => {
		const other = urlOf().replace(/^http:..[^/]+/, 'https://other.example.com');
		await enter(other);
		await switchOn(listening());
		expect(await standing()).toBe(urlOf());
		await switchOff(listening());
		expect(await standing()).toBe(other);
		await switchOn(listening());
		await enter(other);
		await switchOff(listening());
		expect(await standing()).toBe(other);
	});

	describe.each([
		['while the editor listens for a test', false],
		['while an editor with another address than webhooks have listens for a test', true],
	])('%s', (__, isElsewhere) => {
		beforeEach(() => {
			host.hasEditorElsewhere = isElsewhere;
		});

		test('leads to the editor, then to the active workflow again', async () => {
			await enter(SHOP);
			await switchOn(listening());
			await switchOn(listening(), 'test');
			expect(await standing()).toBe(urlOf('test'));
			await place.happens('To the editor');
			expect(await heard()).toEqual(['message_created: To the editor']);
			await switchOff(listening(), 'test');
			expect(await standing()).toBe(urlOf());
			expect(await isSetUp(listening())).toBe(true);
			await place.happens('To the workflow');
			expect(await heard()).toHaveLength(2);
			await switchOff(listening());
			expect(await standing()).toBe(SHOP);
		});

		test('and no workflow is active, leads back where it led', async () => {
			await enter(SHOP);
			await switchOn(listening(), 'test');
			await switchOff(listening(), 'test');
			expect(await standing()).toBe(SHOP);
		});

		test('and n8n stops, the test address is not remembered by the next test, nor by the workflow', async () => {
			await enter(SHOP);
			await switchOn(listening());
			await switchOn(listening(), 'test');
			await switchOn(listening(), 'test');
			await switchOff(listening(), 'test');
			expect(await standing()).not.toBe(urlOf('test'));
			await switchOn(listening(), 'test');
			expect(await isSetUp(listening())).toBe(false);
			await switchOn(listening());
			expect(await standing()).toBe(urlOf());
			await switchOff(listening());
			expect(await standing()).toBe(SHOP);
		});

		test('and the workflow is switched off meanwhile, does not lead to it when the test is over', async () => {
			await enter(SHOP);
			await switchOn(listening());
			await switchOn(listening(), 'test');
			await switchOff(listening());
			await switchOff(listening(), 'test');
			expect(await standing()).toBe(SHOP);
		});

		test('and the workflow cannot be switched on meanwhile, still leads back where it led', async () => {
			await enter(SHOP);
			await switchOn(listening(), 'test');
			await expect(switchOn({ ...listening(), as: 'agent' })).rejects.toThrow('not authorized');
			used.sandbox.faults.add({
				method: 'PATCH',
				times: 1,
				fault: { status: 422, body: { message: 'Busy' } },
			});
			await expect(switchOn(listening())).rejects.toThrow('Busy');
			expect(await standing()).toBe(urlOf('test'));
			await switchOff(listening(), 'test');
			expect(await standing()).toBe(SHOP);
		});

		test('and its page is loaded anew and listens again, leads to the active workflow when that is over', async () => {
			await enter(SHOP);
			await switchOn(listening());
			await switchOn(listening(), 'test');
			await switchOn(listening(), 'test');
			await switchOff(listening(), 'test');
			expect(await standing()).toBe(urlOf());
			await switchOff(listening());
			expect(await standing()).toBe(SHOP);
		});

		test('and the workflow is switched on for the first time, leads back where it led before the test', async () => {
			await enter(SHOP);
			await switchOn(listening(), 'test');
			await switchOn(listening());
			await switchOff(listening(), 'test');
			expect(await standing()).toBe(urlOf());
			await switchOff(listening());
			expect(await standing()).toBe(SHOP);
		});

		test('and the workflow is switched on meanwhile, goes on leading to it when the test is over', async () => {
			await switchOn(listening(), 'test');
			await switchOn(listening());
			await switchOff(listening(), 'test');
			expect(await standing()).toBe(urlOf());
			expect(await isSetUp(listening())).toBe(true);
		});
	});
});
