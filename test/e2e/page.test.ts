import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Locator, Page } from 'playwright-core';
import { showOnPage } from '../../host/page.ts';
import { setStage, type Stage } from './stage.ts';
import { browserPath, launchBrowser, photograph } from './browser.ts';

const inBrowser = browserPath() === undefined ? describe.skip : describe;

inBrowser("The sandbox's page, with n8n behind it", () => {
	let stage: Stage<'escalation'>;
	let browser: Browser;
	let page: Page;
	const complaints: string[] = [];

	beforeAll(async () => {
		stage = await setStage({ examples: ['escalation'] });
		showOnPage(stage.sandbox, stage.n8n);
		browser = await launchBrowser();
		page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
		page.on('pageerror', (error) => complaints.push(error.stack ?? error.message));
		page.on('console', (message) => {
			if (message.type() === 'error') complaints.push(message.text());
		});
		await page.goto(stage.sandbox.url);
	});

	afterAll(async () => {
		await browser.close();
		await stage.close();
	});

	const panel = (name: string): Locator => page.getByRole('region', { name: new RegExp(`^${name} `) });
	const screenshot = async (name: string): Promise<void> => {
		await photograph(page, { path: `.cache/screenshots/${name}.png` });
	};
	/** Waits until a panel says so. */
	const says = async (name: string, text: string | RegExp): Promise<void> =>
		await panel(name).getByText(text).last().waitFor();
	const type = async (name: string, field: RegExp, text: string): Promise<void> => {
		await panel(name).getByRole('textbox', { name: field }).fill(text);
		await page.keyboard.press('Enter');
	};

	test('a customer talks to the bot, asks for a person, is answered, and goes back to the bot', async () => {
		await panel('Phone').getByRole('button', { name: 'Nathan Smith' }).click();
		await type('Phone', /^Write as Nathan/, 'Where is my order?');
		await says('Phone', 'You wrote: Where is my order?');
		await says('Phone', 'Delivered');
		await says('Bot', 'Where is my order?');
		await says('Bot', 'The bot answers');

		await panel('Phone').getByRole('button', { name: 'Talk to a person' }).click();
		await says('Bot', 'A person answers');
		await says('Bot', 'Takeover: the bot asks for a person');
		await says('Desk', 'Private note');
		expect(
			await panel('Desk').getByRole('listitem').filter({ hasText: 'Private note' }).innerText(),
		).toContain('human: Where is my order?');
		await says('Tickets', /Where is my order\?/);
		await screenshot('page-handed-over');

		await type('Desk', /^Answer Nathan/, 'Hello Nathan, it left us this morning.');
		await says('Phone', 'Hello Nathan, it left us this morning.');
		await type('Phone', /^Write as Nathan/, 'Thank you!');
		await says('Desk', 'Thank you!');
		await panel('Desk').getByRole('switch', { name: 'Private note' }).click();
		await type('Desk', /^Write a private note/, 'A friendly one.');
		await says('Desk', 'A friendly one.');
		await panel('Desk').getByRole('button', { name: 'Resolve' }).click();
		await says('Phone', 'The bot is back.');
		await says('Bot', 'The bot answers');
		await says('Desk', 'Conversation was marked resolved by Agnes Agent');
		await screenshot('page-given-back');

		expect(await panel('Phone').getByRole('log').innerText()).not.toContain('A friendly one.');
		const seen = stage.sandbox.amio.seenBy(stage.shop.nathan.id).messages;
		expect(seen.map(({ content }) => content?.payload)).toEqual([
			'Where is my order?',
			expect.stringContaining('You wrote: Where is my order?'),
			'Talk to a person',
			'One moment, I am getting a colleague.',
			'Hello Nathan, it left us this morning.',
			'Thank you!',
			'The bot is back.',
		]);
		expect(stage.sandbox.violations.list()).toEqual([]);
		expect(complaints).toEqual([]);
	});

	test('every message was seen on its way, and each run leads to n8n', async () => {
		const hops = await panel('Journey').getByRole('listitem').allInnerTexts();
		const ways = hops.map((text) => text.replace(/\s+/g, ' '));
		expect(ways).toEqual(
			expect.arrayContaining([
				expect.stringMatching(/^\d\d:\d\d:\d\d Agnes Agent → Chatwoot status resolved 200$/),
				expect.stringMatching(/ Chatwoot → n8n conversation_status_changed to the inbox 200$/),
				expect.stringMatching(/ n8n → Proto manual_trigger "agent-finished" 200$/),
				expect.stringMatching(/ Proto → n8n new_messages "The bot is back." 200$/),
				expect.stringMatching(/ n8n → Amio text "The bot is back." 201$/),
			]),
		);
		const address = (await panel('Runs').getByRole('link').first().getAttribute('href')) ?? '';
		const { origin, pathname } = new URL(address);
		const [, , workflow, , execution = ''] = pathname.split('/');
		expect(origin).toBe(stage.n8n.url);
		expect(await stage.n8n.execution(execution)).toMatchObject({ workflowId: workflow, status: 'success' });
		expect(
			await page.getByRole('banner').getByRole('link', { name: 'Open the editor' }).getAttribute('href'),
		).toBe(stage.n8n.url);
	});

	test("on a phone's width, in the dark, one panel at a time", async () => {
		await page.setViewportSize({ width: 390, height: 844 });
		await page.emulateMedia({ colorScheme: 'dark' });
		const tabs = page.getByRole('navigation', { name: 'Panels' });
		await tabs.getByRole('button', { name: /^Phone/ }).click();
		await type('Phone', /^Write as Nathan/, 'One more thing');
		await tabs.getByRole('button', { name: 'Bot something new' }).click();
		await says('Bot', 'One more thing');
		for (const name of ['Phone', 'Bot', 'Desk', 'Tickets', 'Journey']) {
			await tabs.getByRole('button', { name: new RegExp(`^${name}`) }).click();
			await panel(name).waitFor();
			await screenshot(`page-narrow-${name.toLowerCase()}`);
			expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
		}
		expect(complaints).toEqual([]);
	});
});
