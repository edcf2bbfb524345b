import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { cellsIn } from '../../host/database.ts';
import type { Instance } from '../../host/instance.ts';
import { watchRedis } from '../../host/stores.ts';
import { knownSecrets, type JournalEntry, type Sandbox } from '../../sandbox/index.ts';

/** A secret where it does not belong. */
export interface Leak {
	/** What it is, never itself. */
	readonly what: string;
	readonly where: string;
}

/**
 * Where n8n keeps secrets in the clear, by design: what a trigger has entered in a service, with the secret that it was
 * given, stands in the workflow's static data. In queue mode n8n also caches a published workflow in Redis, with that
 * data.
 */
const ALLOWED: readonly { readonly place: RegExp; readonly what: RegExp }[] = [
	{
		place: /^(workflow_entity\.staticData|Redis, a published workflow)$/,
		what: /^secret of an? (webhook|inbox|bot|Amio webhook)$/,
	},
];

/** The command with which n8n puts a published workflow into its cache. */
const CACHED = /^set \S+:cache:workflow-published-data:/;

const isAllowed = (place: string, what: string): boolean =>
	ALLOWED.some((one) => one.place.test(place) && one.what.test(what));

/** The secrets in a text; without a list, those of this program's sandboxes. */
export const leaksIn = (place: string, text: string, secrets = knownSecrets()): Leak[] =>
	[...secrets].flatMap(([value, what]) =>
		text.includes(value) && !isAllowed(place, what) ? [{ what, where: place }] : [],
	);

/** No part of what n8n writes down: our package and its like, and what is read as a database. */
const OTHER_FILES = /(^|\/)(node_modules|packed)\/|\/database\.sqlite/;

/** n8n's logs, the files that it keeps for runs, its settings: all that it has written. */
async function inFiles(folder: string): Promise<Leak[]> {
	const files = await readdir(folder, { recursive: true, withFileTypes: true });
	const leaks = files
		.filter((file) => file.isFile())
		.map(({ parentPath, name }) => join(parentPath, name))
		.filter((path) => !OTHER_FILES.test(path.slice(folder.length)))
		.map(async (path) => leaksIn(path.slice(folder.length + 1), await readFile(path, 'latin1')));
	return (await Promise.all(leaks)).flat();
}

async function inDatabase(host: string, n8n: Instance): Promise<Leak[]> {
	const leaks: Leak[] = [];
	for await (const { place, text } of cellsIn(host, n8n.processes[0].settings)) {
		leaks.push(...leaksIn(place, text));
	}
	return leaks;
}

/** What n8n has sent to the services, and answered to their webhooks. */
const inCall = ({ direction, service, method, path, query, body, answer }: JournalEntry): Leak[] =>
	direction === 'out'
		? leaksIn(`answer to a webhook of ${service}`, answer ?? '')
		: leaksIn(`${method} ${path}`, JSON.stringify([path, query, body ?? null]));

/** Keeps every call of a sandbox, also when its journal is cleared. */
export function callsOf({ journal }: Sandbox): ReadonlySet<JournalEntry> {
	const calls = new Set(journal.entries());
	journal.onChange(() => {
		const newest = journal.entries().at(-1);
		if (newest !== undefined) calls.add(newest);
	});
	return calls;
}

/** What n8n's processes tell each other through Redis, where they are several. */
export class Whispers {
	readonly #heard: Leak[] = [];
	#end = (): void => undefined;

	static async listen(host = 'host'): Promise<Whispers> {
		const whispers = new Whispers();
		if (process.env.EXECUTIONS_MODE === 'queue') {
			whispers.#end = await watchRedis(host, (command) => {
				const place = CACHED.test(command) ? 'Redis, a published workflow' : 'Redis';
				whispers.#heard.push(...leaksIn(place, command));
			});
		}
		return whispers;
	}

	get leaks(): readonly Leak[] {
		return countedOnce(this.#heard);
	}

	end(): void {
		this.#end();
	}
}

const countedOnce = (leaks: readonly Leak[]): Leak[] => [
	...new Map(leaks.map((leak) => [`${leak.what} in ${leak.where}`, leak])).values(),
];

/** Where secrets of the sandbox stand in what a stopped n8n has written down, sent and answered. */
export async function leaksOf(n8n: Instance, calls: Iterable<JournalEntry>): Promise<Leak[]> {
	const files = n8n.processes.map(async ({ settings }) => await inFiles(settings.userFolder));
	return countedOnce([
		...(await Promise.all(files)).flat(),
		...(await inDatabase('host', n8n)),
		...[...calls].flatMap(inCall),
	]);
}

/** Where secrets stand on a page, seen or not, also in what is typed into its fields. */
export async function leaksOn(page: Page): Promise<Leak[]> {
	const typed = await page.evaluate<string[]>(
		"[...document.querySelectorAll('input, textarea')].map((field) => field.value)",
	);
	const url = page.url();
	return countedOnce([
		...leaksIn(`a field at ${url}`, typed.join('\n')),
		...leaksIn(`the page ${url}`, await page.content()),
	]);
}
