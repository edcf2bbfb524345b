/** `npm run pictures`: makes the pictures of docs/pictures anew, from n8n's editor as it is, light and dark. */
import { mkdirSync } from 'node:fs';
import type { Locator, Page } from 'playwright-core';
import { Desk } from '../host/desk.ts';
import { ALL_EXAMPLES, EXAMPLES, type ExampleName } from '../host/examples.ts';
import { showOnPage } from '../host/page.ts';
import { poll } from '../host/poll.ts';
import { setStage, type Stage } from '../host/stage.ts';
import { openEditor, photograph } from '../test/e2e/browser.ts';
import { PANELS, panelWorkflow } from './panels.ts';

const FOLDER = 'docs/pictures';
const SCHEMES = ['light', 'dark'] as const;
const MARGIN = 12;
/** Wide enough for the widest example to be readable. */
const VIEWPORT = { width: 1800, height: 1500 };
const FIT_THE_VIEW = '1';
/** A node's name and subtitle: they lie below its box, and n8n gives them no other mark. */
const LABEL = '[data-test-id="canvas-node"] [class*="_description_"]';
const THINGS = `[data-test-id="canvas-node"], [data-test-id="sticky"], ${LABEL}`;
/** Tall enough for the longest panel. */
const PANEL_VIEWPORT = { width: 1440, height: 1300 };

const PANEL_WORKFLOW = panelWorkflow({ inbox: '1', channel: '1' });

type Scheme = (typeof SCHEMES)[number];

interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** The smallest box around all of them, with a margin. */
const around = async (things: Locator): Promise<Box> => {
	const boxes = await Promise.all((await things.all()).map(async (thing) => await thing.boundingBox()));
	const found = boxes.filter((box) => box !== null);
	const left = Math.min(...found.map(({ x }) => x)) - MARGIN;
	const top = Math.min(...found.map(({ y }) => y)) - MARGIN;
	const right = Math.max(...found.map(({ x, width }) => x + width)) + MARGIN;
	const bottom = Math.max(...found.map(({ y, height }) => y + height)) + MARGIN;
	return { x: left, y: top, width: right - left, height: bottom - top };
};

/** Two looks at the same place, a frame apart, until nothing moves any more. */
const atRest = async (page: Page, things: Locator): Promise<Box> => {
	for (let before = await around(things); ;) {
		await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
		const now = await around(things);
		if (JSON.stringify(now) === JSON.stringify(before)) return now;
		before = now;
	}
};

const pictureOf = async (
	page: Page,
	{ n8n, workflows }: Stage<ExampleName>,
	name: ExampleName,
	path: string,
): Promise<void> => {
	await page.goto(`${n8n.url}/workflow/${workflows[name].id}`);
	await page.locator(LABEL).first().waitFor();
	const things = page.locator(THINGS);
	await page.keyboard.press(FIT_THE_VIEW);
	// What n8n lays over the canvas is no part of the workflow.
	await page.addStyleTag({
		content: '[data-test-id="canvas-controls"], [data-test-id*="execute-workflow"] { visibility: hidden }',
	});
	await photograph(page, { path, clip: await atRest(page, things) });
};

/** A node's panel: the column with its parameters, as far as it is filled. */
const panelOf = async (
	page: Page,
	{ n8n }: Stage<ExampleName>,
	node: string,
	path: string,
): Promise<void> => {
	await page.goto(`${n8n.url}/workflow/${PANEL_WORKFLOW.id}`);
	await page.getByTestId('canvas-node').filter({ hasText: node }).dblclick();
	const column = page.locator('.node-settings');
	await column.waitFor();
	await page.getByText('Fetching').waitFor({ state: 'detached' });
	await page.mouse.move(0, 0);
	const { x, y, width, height: most } = await atRest(page, column);
	const filled = await atRest(
		page,
		page.getByTestId('node-parameters').locator('label, button, input, .notice'),
	);
	const height = Math.min(filled.y + filled.height - y, most - 2 * MARGIN);
	await photograph(page, { path, clip: { x: x + MARGIN, y: y + MARGIN, width: width - 2 * MARGIN, height } });
};

/** A customer who is with the agents, as the sandbox's page shows it. */
const tellStory = async ({ sandbox, shop }: Stage<ExampleName>): Promise<void> => {
	const { amio, chatwoot } = sandbox;
	const desk = new Desk(sandbox);
	await amio.say(shop.nathan.id, 'Where is my order?');
	await poll('The bot did not answer', async () => Promise.resolve(amio.seenBy(shop.nathan.id).messages[1]));
	await amio.say(shop.nathan.id, { tap: 'Talk to a person' });
	const conversation = await poll('Nobody was handed over', async () =>
		Promise.resolve([...chatwoot.messages.values()].find((message) => message.private)?.conversation),
	);
	await desk.answer(conversation.id, 'Hello Nathan, Agnes here. It left us this morning.');
	await poll('The agent did not answer', async () =>
		Promise.resolve(amio.seenBy(shop.nathan.id).messages[4]),
	);
};

const pageOf = async (page: Page, { sandbox }: Stage<ExampleName>, path: string): Promise<void> => {
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await page.goto(sandbox.url);
	await page.getByText('Agnes here').first().waitFor();
	await page.getByRole('list', { name: 'Runs' }).getByRole('listitem').first().waitFor();
	await photograph(page, { path });
};

/** Every example, and every panel. */
const editorPictures = async (page: Page, stage: Stage<ExampleName>, scheme: Scheme): Promise<void> => {
	await page.setViewportSize(VIEWPORT);
	for (const name of ALL_EXAMPLES) {
		const path = `${FOLDER}/${EXAMPLES[name]}.${scheme}.png`;
		await pictureOf(page, stage, name, path);
		console.log(path);
	}
	await page.setViewportSize(PANEL_VIEWPORT);
	for (const [name, node] of Object.entries(PANELS)) {
		const path = `${FOLDER}/panel-${name}.${scheme}.png`;
		await panelOf(page, stage, node, path);
		console.log(path);
	}
};

const inEditor = async (
	stage: Stage<ExampleName>,
	scheme: Scheme,
	look: (page: Page) => Promise<void>,
): Promise<void> => {
	const editor = await openEditor(stage, scheme);
	try {
		await look(editor.page);
	} finally {
		await editor.close();
	}
};

mkdirSync(FOLDER, { recursive: true });

const stage = await setStage({
	examples: ALL_EXAMPLES,
	workflows: [PANEL_WORKFLOW],
	log: (line) => {
		console.log(line);
	},
});
try {
	await tellStory(stage);
	showOnPage(stage.sandbox, stage.n8n);
	// First of all: the lists of the panels would head its calls.
	for (const scheme of SCHEMES) {
		await inEditor(stage, scheme, async (page) => {
			await pageOf(page, stage, `${FOLDER}/page.${scheme}.png`);
		});
	}
	for (const scheme of SCHEMES) {
		await inEditor(stage, scheme, async (page) => {
			await editorPictures(page, stage, scheme);
		});
	}
} finally {
	await stage.close();
}
