import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { AmioClient } from '../support/amio-client.ts';
import { ChatwootClient } from '../support/chatwoot-client.ts';
import { browserPath, launchBrowser } from './browser.ts';
import { faintTexts } from './contrast.ts';

const inBrowser = browserPath() === undefined ? describe.skip : describe;

const LONG_WORD = 'Donaudampfschifffahrtsgesellschaft'.repeat(6);
const WIDTHS = [320, 390, 720, 721, 1000, 1181, 1440];

inBrowser("The sandbox's page by itself", () => {
	let sandbox: Sandbox;
	let browser: Browser;
	let page: Page;
	const complaints: string[] = [];

	beforeAll(async () => {
		browser = await launchBrowser();
	});

	beforeEach(async () => {
		sandbox = await startSandbox();
		complaints.length = 0;
		page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		page.on('pageerror', ({ message }) => complaints.push(message));
		page.on('dialog', (dialog) => complaints.push(`dialog ${dialog.message()}`));
		await page.goto(sandbox.url);
	});

	afterEach(async () => {
		await page.close();
		await sandbox.close();
	});

	afterAll(async () => {
		await browser.close();
	});

	const panel = (name: string): Locator => page.getByRole('region', { name: new RegExp(`^${name} `) });
	const says = async (name: string, text: string | RegExp): Promise<void> =>
		await panel(name).getByText(text).last().waitFor();
	/** Presses Tab until something with this name has the focus. */
	const tabTo = async (name: RegExp): Promise<void> => {
		for (let step = 0; step < 60; step += 1) {
			await page.keyboard.press('Tab');
			const label = await page.evaluate<string>(
				"document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText",
			);
			if (name.test(label)) return;
		}
		throw new Error(`The Tab key does not lead to ${name.source}`);
	};

	/** Something of everything, on all panels. */
	const fill = async (text: string): Promise<void> => {
		const amio = new AmioClient(sandbox);
		const { ann, channel } = amio.someone('facebook_messenger', `${sandbox.url}/nobody-listens`);
		const quick_replies = [{ type: 'text', title: 'Talk to a person', payload: 'AGENT' }];
		const buttons = [{ type: 'postback', title: 'Buy', payload: 'BUY' }];
		const cards = [
			{ title: text, text, buttons },
			{ title: 'Other', buttons },
			{ title: 'Third', buttons },
		];
		void sandbox.amio.say(ann.id, text);
		await amio.send(channel, { id: ann.id }, { type: 'structure', payload: cards });
		await amio.send(channel, { id: ann.id }, { type: 'text', payload: text, quick_replies });
		await fetch(`${sandbox.proto.baseUrl}/${sandbox.proto.channelId}/chat`, {
			method: 'POST',
			headers: { 'x-proto-token': sandbox.proto.token, 'content-type': 'application/json' },
			body: JSON.stringify({ human: { name: text }, chatToken: `amio:${ann.id}:${text}` }),
		});
		const [chat] = sandbox.proto.chats.values();
		const author = { type: 'human', id: chat?.humanId ?? '' } as const;
		chat?.messages.push(
			{ author, message: { type: 'text', data: { text } } },
			{ author, message: { type: 'manual_trigger', data: { trigger_name: text } } },
		);
		const desk = new ChatwootClient(sandbox);
		const contact_id = await desk.contact({ name: text, identifier: ann.id });
		const conversation = await desk.conversation({ contact_id });
		await desk.message(conversation, { content: text, message_type: 'incoming' });
		await desk.message(conversation, { content: text, private: true });
		await desk.message(conversation, { content: text });
		await desk.post(`conversations/${conversation}/labels`, { labels: ['vip', text] });
		await fetch(`${sandbox.aicx.baseUrl}/v1/customers/${sandbox.aicx.teamspaceId}/create-customer/4711`, {
			method: 'PUT',
			headers: { authorization: `Bearer ${sandbox.aicx.secret}`, 'content-type': 'application/json' },
			body: JSON.stringify({ name: text }),
		});
		sandbox.page.n8n = { url: 'http://127.0.0.1:5678', signIn: 'Sign in as anybody' };
		const started = {
			workflow: text,
			status: 'error',
			startedAt: new Date().toISOString(),
			url: 'http://127.0.0.1:5678/1',
		};
		const waiting = { ...started, status: 'new', startedAt: null, url: 'http://127.0.0.1:5678/2' };
		sandbox.page.runs = () => Promise.resolve([waiting, started]);
		await panel('Runs').getByText('waits').waitFor();
	};

	test('a customer comes in, writes, and an agent answers, all without a mouse', async () => {
		await says('Phone', 'Nobody is here yet');
		await tabTo(/^New customer/);
		await page.keyboard.press('Enter');
		await says('Phone', 'No workflow listens to this channel yet');
		await tabTo(/^Write as Ann Novak/);
		await page.keyboard.type('Hello');
		await page.keyboard.press('Shift+Enter');
		await page.keyboard.type('is anybody there?');
		await page.keyboard.press('Enter');
		await says('Phone', 'Sent');
		const [ann] = sandbox.amio.contacts.values();
		expect(sandbox.amio.seenBy(ann?.id ?? '').messages.map(({ content }) => content?.payload)).toEqual([
			'Hello\nis anybody there?',
		]);

		const desk = new ChatwootClient(sandbox);
		const contact_id = await desk.contact({ name: 'Ann Novak', identifier: ann?.id ?? '' });
		const conversation = await desk.conversation({ contact_id });
		await desk.message(conversation, { content: 'Hello', message_type: 'incoming' });
		await panel('Desk')
			.getByRole('button', { name: /^Ann Novak.* 1 unread$/ })
			.waitFor();
		await tabTo(/^Answer Ann Novak/);
		await page.keyboard.type('Good morning');
		await page.keyboard.press('Enter');
		await says('Desk', 'Good morning');
		await panel('Desk')
			.getByRole('button', { name: /^Ann Novak Open$/ })
			.waitFor();
		await tabTo(/^Resolve/);
		await page.keyboard.press('Space');
		await says('Desk', 'Conversation was marked resolved by Agnes Agent');
		await panel('Desk').getByRole('button', { name: 'Reopen' }).waitFor();
		expect(complaints).toEqual([]);
	});

	test('what cannot be sent is said, and comes back into the field', async () => {
		const desk = new ChatwootClient(sandbox);
		const inbox_id = await desk.inbox();
		await desk.conversation({ inbox_id });
		sandbox.chatwoot.inboxes.get(inbox_id)?.members.clear();
		const field = panel('Desk').getByRole('textbox', { name: /^Answer/ });
		await field.fill('Good morning');
		await field.press('Enter');
		await panel('Desk').getByRole('alert').filter({ hasText: 'You are not authorized' }).waitFor();
		expect(await field.inputValue()).toBe('Good morning');
		await panel('Desk').getByRole('combobox').selectOption('Ada Admin');
		await field.press('Enter');
		const answer = panel('Desk').getByRole('listitem').filter({ hasText: 'Good morning' });
		expect(await answer.innerText()).toContain('Ada Admin');
	});

	test('what people write is text, never part of the page', async () => {
		const evil = '<img src="/x" onerror="alert(1)"><b>bold</b>';
		await fill(evil);
		for (const name of ['Phone', 'Bot', 'Desk']) {
			await panel(name).getByRole('log').getByText(evil).first().waitFor();
			expect(await panel(name).locator('img').count()).toBe(0);
		}
		expect(complaints).toEqual([]);
	});

	test.each(WIDTHS)('nothing stands out of a screen that is %d wide, whatever is written', async (width) => {
		await fill(LONG_WORD);
		await page.setViewportSize({ width, height: 844 });
		const tabs = page.getByRole('navigation', { name: 'Panels' }).getByRole('button');
		const count = width > 720 ? 1 : 5;
		for (let tab = 0; tab < count; tab += 1) {
			if (count > 1) await tabs.nth(tab).click();
			expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
			const outside = `[...document.querySelectorAll('.board button, .board textarea, .board select')]
				.filter((one) => one.closest('.cards, .chooser') === null && one.getClientRects().length > 0)
				.filter((one) => one.getBoundingClientRect().right > innerWidth)
				.map((one) => one.ariaLabel ?? one.innerText)`;
			expect(await page.evaluate(outside)).toEqual([]);
		}
		expect(complaints).toEqual([]);
	});

	test.each(['light', 'dark'] as const)('every text can be read when it is %s', async (colorScheme) => {
		await page.emulateMedia({ colorScheme });
		await fill('Hello');
		await says('Phone', /^Failed/);
		expect(await faintTexts(page)).toEqual([]);
		await panel('Desk').getByRole('button', { name: 'Resolve' }).click();
		await panel('Desk').getByRole('switch').click();
		await panel('Desk').getByRole('button', { name: 'Reopen' }).waitFor();
		expect(await faintTexts(page)).toEqual([]);
	});

	test('messages fly from panel to panel, but not for those who want little motion', async () => {
		sandbox.page.n8n = { url: 'http://127.0.0.1:5678' };
		await panel('Runs').getByText('No workflow has run yet').waitFor();
		await page.evaluate(`window.flown = 0;
			new MutationObserver((all) => {
				window.flown += all.flatMap(({ addedNodes }) => [...addedNodes]).filter((one) => one.className?.includes('flight')).length;
			}).observe(document.body, { childList: true });`);
		const call = async (count: number): Promise<unknown> => {
			await new AmioClient(sandbox).get('channels');
			await panel('Journey')
				.getByRole('listitem')
				.nth(count - 1)
				.waitFor();
			return await page.evaluate('window.flown');
		};
		expect(await call(1)).toBe(1);
		await page.emulateMedia({ reducedMotion: 'reduce' });
		expect(await call(2)).toBe(1);
	});

	test('a reset of the sandbox is seen at once', async () => {
		await panel('Phone').getByRole('button', { name: 'New customer' }).click();
		await panel('Phone').getByRole('button', { name: 'Ann Novak' }).waitFor();
		sandbox.reset();
		await says('Phone', 'Nobody is here yet');
		await page.getByRole('status').filter({ hasText: 'Live' }).waitFor();
		expect(complaints).toEqual([]);
	});
});
