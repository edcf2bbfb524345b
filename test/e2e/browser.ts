import { existsSync } from 'node:fs';
import { chromium, selectors, type Browser, type Page, type PageScreenshotOptions } from 'playwright-core';
import type { Stage } from '../../host/stage.ts';
import { leaksOn } from './leaks.ts';

const CANDIDATES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser to look at the editor with; `undefined` where there is none. */
export const browserPath = (): string | undefined =>
	[process.env.CHROMIUM, ...CANDIDATES].find((path) => path !== undefined && existsSync(path));

/** An editor in a browser window, signed in. Screenshots go to `.cache/screenshots`, which git ignores. */
export interface Editor {
	readonly page: Page;
	screenshot(name: string): Promise<void>;
	close(): Promise<void>;
}

/** Takes a picture of a page on which no secret stands, seen or not. */
export async function photograph(page: Page, picture: PageScreenshotOptions): Promise<void> {
	const leaks = await leaksOn(page);
	if (leaks.length > 0) throw new Error(`Secrets stand on the page: ${JSON.stringify(leaks)}`);
	await page.screenshot(picture);
}

export async function launchBrowser(): Promise<Browser> {
	const executablePath = browserPath();
	if (executablePath === undefined) {
		throw new Error('No Chromium was found; set CHROMIUM to the path of one');
	}
	return await chromium.launch({
		executablePath,
		args: [
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--no-first-run',
		],
	});
}

export async function openEditor({ n8n }: Stage, colorScheme: 'light' | 'dark' = 'light'): Promise<Editor> {
	const browser = await launchBrowser();
	// The name under which n8n marks what tests look for.
	selectors.setTestIdAttribute('data-test-id');
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme });
	const [name = '', value = ''] = (await n8n.login()).split('=');
	await context.addCookies([{ name, value, url: n8n.url }]);
	const page = await context.newPage();
	return {
		page,
		screenshot: async (file) => {
			await photograph(page, { path: `.cache/screenshots/${file}.png` });
		},
		close: async () => {
			await browser.close();
		},
	};
}
