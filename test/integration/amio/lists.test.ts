import { describe, expect, test } from '@jest/globals';
import { Amio } from '../../../nodes/Amio/Amio.node';
import { placesOf } from '../support/secrets.ts';
import { byId, fromList, useAmio, wire, type Job } from './support.ts';

const used = useAmio();
const { calls } = used;

const METHODS = ['searchChannels', 'searchContacts'];

/** The editor of a node in which this channel is chosen. */
const editorWith = (id: string, job: Partial<Job> = {}) =>
	used.editor({ does: 'contact get', parameters: { channel: byId(id) }, ...job });

/** All entries of a list, page by page, as a person sees them who scrolls to its end. */
async function scrolled(method: string, filter: string, channel: string): Promise<string[][]> {
	const pages: string[][] = [];
	let token: string | undefined;
	do {
		const { results, paginationToken } = await editorWith(channel).search(method, filter, token);
		pages.push(results.map(({ name }) => name));
		token = paginationToken;
	} while (token !== undefined);
	return pages;
}

test('These are all lists of the node', () => {
	expect(Object.keys(new Amio().methods.listSearch).sort()).toEqual(METHODS);
});

describe('The list of channels', () => {
	test('names each with its type; its values are IDs with all digits', async () => {
		const chat = used.amio.channel({ name: 'Shop' });
		const page = used.amio.channel({ type: 'facebook_messenger', name: 'Shop' });
		expect(await used.editor().search('searchChannels')).toEqual({
			results: [
				{ name: 'Shop (amio_chat)', value: chat.id },
				{ name: 'Shop (facebook_messenger)', value: page.id },
			],
		});
		expect(calls().map(wire)).toEqual([
			{ method: 'GET', path: '/channels', query: { max: '100', offset: '0' } },
		]);
	});

	test.each([
		['SHOP ', ['Shop (amio_chat)']],
		['messenger', ['Page (facebook_messenger)']],
		['nothing', []],
	])('is searched by name and type: %j', async (filter, names) => {
		used.amio.channel({ name: 'Shop' });
		used.amio.channel({ type: 'facebook_messenger', name: 'Page' });
		expect((await used.editor().search('searchChannels', filter)).results.map(({ name }) => name)).toEqual(
			names,
		);
	});

	test('is searched by ID', async () => {
		const { id } = used.amio.channel();
		used.amio.channel();
		expect((await used.editor().search('searchChannels', id)).results.map(({ value }) => value)).toEqual([
			id,
		]);
	});
});

describe('The list of contacts', () => {
	test('has those of the chosen channel, by name and phone number', async () => {
		const shop = used.amio.channel();
		used.amio.contact(used.amio.channel(), { name: 'Somebody else' });
		const ann = used.amio.contact(shop, { name: 'Ann', phone_number: '15558576309' });
		const number = used.amio.contact(shop, { phone_number: '15558576310' });
		const nameless = used.amio.contact(shop);
		const editor = used.editor({ does: 'contact get', parameters: { channel: fromList(shop.id) } });
		expect((await editor.search('searchContacts')).results).toEqual([
			{ name: 'Ann (15558576309)', value: ann.id },
			{ name: '15558576310', value: number.id },
			{ name: nameless.id, value: nameless.id },
		]);
	});

	test('is scrolled page by page', async () => {
		const shop = used.amio.channel();
		for (let n = 0; n < 230; n += 1) used.amio.contact(shop, { name: `Person ${n}` });
		const pages = await scrolled('searchContacts', '', shop.id);
		expect(pages.map(({ length }) => length)).toEqual([100, 100, 30]);
		expect(pages.flat()).toEqual(Array.from({ length: 230 }, (_, n) => `Person ${n}`));
	});

	test('is searched through all pages, without empty ones in between', async () => {
		const shop = used.amio.channel();
		for (let n = 0; n < 350; n += 1) used.amio.contact(shop, { name: `Person ${n}` });
		expect(await scrolled('searchContacts', 'person 23', shop.id)).toEqual([
			['Person 23'],
			Array.from({ length: 10 }, (_, n) => `Person ${230 + n}`),
			[],
		]);
		used.sandbox.journal.clear();
		expect(await scrolled('searchContacts', 'person 349', shop.id)).toEqual([['Person 349']]);
		expect(calls()).toHaveLength(4);
	});

	test('stops to ask after ten pages without anybody, because requests are counted', async () => {
		const shop = used.amio.channel();
		for (let n = 0; n < 1001; n += 1) used.amio.contact(shop, { name: `Person ${n}` });
		const { results, paginationToken } = await editorWith(shop.id).search('searchContacts', 'jane');
		expect(results).toEqual([]);
		expect(paginationToken).toBe('1000');
		expect(calls()).toHaveLength(10);
	});

	test.each([
		['is not chosen', fromList('')],
		['is not there yet', {}],
	])('says that the channel must be chosen first, when it %s', async (_, channel) => {
		const editor = used.editor({ does: 'contact get', parameters: { channel } });
		await expect(editor.search('searchContacts')).rejects.toThrow('Choose the channel first');
		expect(calls()).toEqual([]);
	});
});

describe.each(METHODS)('When %s cannot be opened, the editor shows', (method) => {
	test('that the token is wrong and where to look, and not the token', async () => {
		const accessToken = 'mistyped-token-of-somebody';
		const editor = editorWith(used.amio.channel().id, { credential: { accessToken } });
		const error: unknown = await editor.search(method).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({
			message: 'Wrong accessToken.',
			description: expect.stringContaining('Check the access token'),
		});
		expect(placesOf(accessToken, error)).toEqual([]);
	});

	test.each([
		[{ html: true } as const, 'Amio gave a web page instead of JSON'],
		[{ raw: '{"ok":true}', contentType: 'application/json' }, 'The answer is not a list'],
	])('that it is something else that came back: %j', async (fault, says) => {
		const { id } = used.amio.channel();
		used.sandbox.faults.add({ fault });
		await expect(editorWith(id).search(method)).rejects.toThrow(says);
	});
});
