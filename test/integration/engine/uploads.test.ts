import { describe, expect, test } from '@jest/globals';
import type { IBinaryKeyData } from 'n8n-workflow';
import { readForm } from '../../../sandbox/core/form.ts';
import { useShelf } from './support';

const { server, run } = useShelf();

const BYTES = Buffer.from([0, 255, 13, 10, 45, 45, 200]);

const photo = (fileName: string): IBinaryKeyData => ({
	photo: { data: BYTES.toString('base64'), mimeType: 'image/png', fileName },
});

const ITEMS = [{ text: 'first' }, { text: 'second' }, { text: 'third' }];
const FILES = ITEMS.map((_, index) => photo(`Größe ${index}.png`));

/** What came in, read as a server in the manner of Rails reads a form. */
const formOf = (index: number): unknown => {
	const { body, headers } = server.arrivals[index] ?? {};
	return readForm(Buffer.from(body as string, 'latin1'), headers?.['content-type'] ?? '');
};

const enclosed = (filename: string): object => ({
	filename,
	type: 'image/png',
	bytes: new Uint8Array(BYTES),
});

describe('files of an item', () => {
	test('go out as a form, byte by byte, under their names', async () => {
		const { items, error } = await run({ operation: 'enclose', files: FILES }, ITEMS);
		expect(error).toBeUndefined();
		expect(items).toHaveLength(3);
		expect([0, 1, 2].map(formOf)).toEqual(
			ITEMS.map(({ text }, index) => ({ text, enclosures: [enclosed(`Größe ${index}.png`)] })),
		);
	});

	test('are sent one request at a time, because each is held in memory', async () => {
		await run({ operation: 'enclose', files: FILES, options: { maxParallel: 5 } }, ITEMS);
		expect(server.arrivals.map(({ beside }) => beside.length)).toEqual([0, 0, 0]);
	});

	test('go out again in full after a rate limit', async () => {
		server.answers('POST /parcels', { status: 429, headers: { 'retry-after': '1' } }, { body: { id: '1' } });
		const { error } = await run({ operation: 'enclose', files: FILES }, ITEMS.slice(0, 1));
		expect(error).toBeUndefined();
		expect(server.calls).toEqual(['POST /parcels', 'POST /parcels']);
		expect(formOf(1)).toEqual({ text: 'first', enclosures: [enclosed('Größe 0.png')] });
	});

	test.each(['enclose', 'encloseLater'])(
		'are missed before anything is sent, by their name (%s)',
		async (operation) => {
			const { error } = await run({ operation, files: [photo('a.png')] }, ITEMS.slice(0, 2));
			expect(error?.message).toContain('photo');
			expect(error?.context.itemIndex).toBe(1);
			expect(server.calls).toEqual([]);
		},
	);
});

test('an answer that an operation can go on with is no failure', async () => {
	server.answers('POST /letters', { status: 422, body: { error: 'There is one already' } });
	server.answers('GET /letters/first', { body: { id: '7' } });
	const { items } = await run({ operation: 'postOrFind' }, ITEMS.slice(0, 1));
	expect(items.map(({ json }) => json)).toEqual([{ id: '7' }]);
	expect(server.calls).toEqual(['POST /letters', 'GET /letters/first']);
});
