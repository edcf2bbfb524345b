import { describe, expect, test } from '@jest/globals';
import type { IBinaryData } from 'n8n-workflow';
import type { RunOfNode } from '../support/n8n.ts';
import { useShelfServer, type Reply } from './shelf-server';
import { useShelf } from './support';

const { server, run } = useShelf();
const stranger = useShelfServer();

const NO_TRY = { maxRetries: 0 };

const file = (text: string, type = 'text/plain'): Reply => ({ text, headers: { 'content-type': type } });

const fetched = async (address: string): Promise<RunOfNode> =>
	await run({ operation: 'fetch', options: NO_TRY }, [{ text: address }]);

const fileIn = ({ items, error }: RunOfNode): IBinaryData | undefined => {
	expect(error).toBeUndefined();
	return items[0]?.binary?.file;
};

const textIn = (run: RunOfNode): string => Buffer.from(fileIn(run)?.data ?? '', 'base64').toString();

describe('a file that is fetched', () => {
	test('is a file of the item, with its name and type', async () => {
		server.answers('*', file('Grüße', 'text/plain; charset=utf-8'));
		const done = await fetched(`${server.url}/files/abc/Gr%C3%B6%C3%9Fe.txt?signed=yes`);
		expect(textIn(done)).toBe('Grüße');
		expect(fileIn(done)).toMatchObject({ fileName: 'Größe.txt', mimeType: 'text/plain' });
		expect(done.items[0]).toMatchObject({ json: { fetched: true }, pairedItem: { item: 0 } });
	});

	test.each([
		['JSON', '{"id":1}', 'application/json'],
		['a web page', '<html>', 'text/html'],
		['empty', '', 'text/plain'],
	])('may be %s', async (_, text, type) => {
		server.answers('*', file(text, type));
		expect(textIn(await fetched(`${server.url}/files/a`))).toBe(text);
	});

	test('comes from wherever it is, and the token goes nowhere', async () => {
		server.answers('*', { status: 302, headers: { location: `${stranger.url}/bucket/key` } });
		stranger.answers('*', file('Hello'));
		const done = await fetched(`${server.url}/files/hello.txt`);
		expect(textIn(done)).toBe('Hello');
		expect(fileIn(done)?.fileName).toBe('hello.txt');
		const headers = [...server.arrivals, ...stranger.arrivals].map((arrival) => arrival.headers);
		expect(headers.map((each) => each['x-shelf-token'])).toEqual([undefined, undefined]);
	});

	test('is not looked for where there is no web', async () => {
		server.answers('*', { status: 302, headers: { location: 'file:///etc/passwd' } });
		const { error } = await fetched(`${server.url}/files/a`);
		expect(error?.message).toContain('redirects to');
		expect(server.calls).toHaveLength(1);
	});

	test('may be gone', async () => {
		server.answers('*', { status: 404, text: '<html>' });
		const { error } = await fetched(`${server.url}/files/a`);
		expect(error?.httpCode).toBe('404');
	});

	test('is fetched again when the node is tried again', async () => {
		server.answers('GET /files/a', file('a'));
		server.answers('GET /files/b', { status: 404 }, file('b'));
		const items = [{ text: `${server.url}/files/a` }, { text: `${server.url}/files/b` }];
		const settings = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const done = await run({ operation: 'fetch', settings, options: { maxParallel: 1 } }, items);
		expect(done.items.map(({ binary }) => binary?.file?.data)).toEqual(['YQ==', 'Yg==']);
	});
});
