import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { setStage, type Stage } from './stage.ts';
import { ChatwootClient } from '../support/chatwoot-client.ts';
import { browserPath, openEditor, type Editor } from './browser.ts';

const inBrowser = browserPath() === undefined ? describe.skip : describe;

inBrowser('The nodes in the editor, as a person sees them', () => {
	let stage: Stage;
	let editor: Editor;

	beforeAll(async () => {
		stage = await setStage();
		editor = await openEditor(stage);
	});

	afterAll(async () => {
		await editor.close();
		await stage.close();
	});

	/** Opens the node panel of a new workflow and chooses one of a node's actions or triggers. */
	const choose = async (page: Page, action: string, node = 'Proto', typed = 'proto'): Promise<void> => {
		await page.goto(`${stage.n8n.url}/workflow/new`);
		await page.getByTestId('canvas-plus-button').click();
		await page.getByTestId('node-creator-search-bar').fill(typed);
		await page.getByText(node, { exact: true }).first().click();
		const wanted = page.getByText(action, { exact: true }).first();
		// n8n shows the actions at once only of a node without triggers.
		await wanted.waitFor({ timeout: 2000 }).catch(async () => await page.getByText(/^Actions \(/).click());
		await wanted.click();
		await page.getByTestId('node-parameters').waitFor();
	};

	/** The names of the fields in the panel, from the top down to Options. */
	const labels = async (page: Page): Promise<(string | undefined)[]> => {
		const texts = await page.getByTestId('node-parameters').locator('label').allInnerTexts();
		const names = texts.map((text) => text.split('\n')[0]?.trim());
		return names.slice(0, names.indexOf('Options') + 1);
	};

	test('someone finds Proto in the node panel, fills in a message, and runs it', async () => {
		const { page } = editor;
		const { proto } = stage.sandbox;
		const created = await fetch(`${proto.baseUrl}/${proto.channelId}/chat`, {
			method: 'POST',
			headers: { 'x-proto-token': proto.token, 'content-type': 'application/json' },
			body: JSON.stringify({ human: { name: 'Ann' } }),
		});
		const { chat } = (await created.json()) as { chat: { id: string; human: { id: string } } };

		await choose(page, 'Send message as human');
		expect(await labels(page)).toEqual([
			'Credential',
			'Resource',
			'Operation',
			'Chat ID',
			'Human ID',
			'Message Type',
			'Text',
			'Additional Fields',
			'Options',
		]);
		await page.getByTestId('node-credentials-select').click();
		await page.getByRole('option', { name: 'Proto (sandbox)' }).click();
		await page.getByTestId('parameter-input-chatId').locator('input').fill(chat.id);
		await page.getByTestId('parameter-input-humanId').locator('input').fill(chat.human.id);
		await page.getByTestId('parameter-input-text').locator('textarea').fill('Good morning');
		await editor.screenshot('proto-send-message');
		await page.getByTestId('node-execute-button').click();
		await page.getByTestId('ndv-data-size').or(page.getByTestId('run-data-pane-header')).first().waitFor();
		await stage.sandbox.journal.seen({
			service: 'proto',
			path: `/webhook/${proto.channelId}/chat/${chat.id}/message`,
		});
		await editor.screenshot('proto-send-message-output');

		expect(proto.chats.get(chat.id)?.messages[0]).toMatchObject({
			author: { type: 'human', id: chat.human.id },
			message: { type: 'text', data: { text: 'Good morning' } },
		});
	});

	test.each<[string, string]>([
		['chatlake', 'Chatwoot'],
		['whatsapp', 'Amio'],
		['messenger', 'Amio'],
		['handover', 'Chatwoot'],
		['ticket', 'Proto AICX'],
		['live chat', 'Chatwoot'],
	])('someone who types "%s" is offered %s', async (word, node) => {
		const { page } = editor;
		await page.goto(`${stage.n8n.url}/workflow/new`);
		await page.getByTestId('canvas-plus-button').click();
		await page.getByTestId('node-creator-search-bar').fill(word);
		const found = page.getByTestId('node-creator-item-name').filter({ hasText: node }).first();
		await found.waitFor();
		expect(await found.innerText()).toContain(node);
	});

	test('a node that is put on the canvas says below its name what it does', async () => {
		const { page } = editor;
		await choose(page, 'Send message to contact', 'Chatwoot', 'snypto');
		await page.keyboard.press('Escape');
		const words = page.getByTestId('canvas-node').getByText('send to contact: message');
		await words.waitFor();
		expect(await words.count()).toBe(1);
	});

	test('the trigger says where to paste its address and where the secret is', async () => {
		const { page } = editor;
		await choose(page, 'On message for customer');
		expect(await labels(page)).toEqual(['Credential', 'Events', 'Output', 'Options']);
		expect(await page.getByTestId('node-parameters').innerText()).toContain('copy the channel secret');
		await editor.screenshot('proto-trigger');
	});

	test("a teamspace's custom fields are a form to fill in, and a list to choose from", async () => {
		const { page } = editor;
		const { aicx } = stage.sandbox;
		await choose(page, 'Add custom fields to customer', 'Proto AICX');
		for (const { name } of aicx.customFields.values()) {
			await page.getByTestId('mapping-fields-container').getByText(name, { exact: true }).waitFor();
		}
		await editor.screenshot('aicx-custom-fields-form');

		await choose(page, 'Delete custom field', 'Proto AICX');
		await page.getByTestId('rlc-input').click();
		await page.getByTestId('rlc-item').filter({ hasText: 'Nickname' }).click();
		expect(await page.getByTestId('rlc-input').inputValue()).toBe('Nickname');
		await editor.screenshot('aicx-custom-field-list');
	});

	test('a Snypto user finds Chatwoot, chooses conversation and agent from lists, and hands over', async () => {
		const { page } = editor;
		const client = new ChatwootClient(stage.sandbox);
		const contact_id = await client.contact({ name: 'Jane Doe', email: 'jane@example.com' });
		const conversation = await client.conversation({ contact_id });
		await client.message(conversation, { content: 'I want a person', message_type: 'incoming' });

		await choose(page, 'Assign conversation', 'Chatwoot', 'snypto');
		expect(await labels(page)).toEqual([
			'Credential for Chatwoot API',
			'Resource',
			'Operation',
			'Conversation',
			'Change Agent',
			'Agent',
			'Change Team',
			'Options',
		]);
		await page.getByTestId('parameter-input-conversation').getByTestId('rlc-input').click();
		const entry = page.getByTestId('rlc-item').filter({ hasText: 'Jane Doe' });
		await entry.waitFor();
		await editor.screenshot('chatwoot-conversation-list');
		await entry.click();
		await page.getByTestId('parameter-input-agent').getByTestId('rlc-input').click();
		await page.getByTestId('rlc-search').fill('agnes');
		await page.getByTestId('rlc-item').filter({ hasText: 'Agnes Agent' }).click();
		await page.getByTestId('node-execute-button').click();
		await stage.sandbox.journal.seen({ service: 'chatwoot', path: /assignments$/ });
		await page.getByTestId('ndv-data-size').or(page.getByTestId('run-data-pane-header')).first().waitFor();
		await editor.screenshot('chatwoot-assign');
		expect(stage.sandbox.chatwoot.conversations.get(conversation)?.assignee).toMatchObject({ id: 2 });
	});

	test('a message to a contact has forms for what it may hold', async () => {
		const { page } = editor;
		await choose(page, 'Send message to contact', 'Chatwoot', 'chatlake');
		await editor.screenshot('chatwoot-send-to-contact');
		await page.getByTestId('parameter-input-contentType').click();
		await page.getByRole('option', { name: /^Cards/ }).click();
		await page.getByText('Add Card').click();
		await editor.screenshot('chatwoot-cards');
		expect(await page.getByTestId('node-parameters').innerText()).toContain('Title');
	});
});
