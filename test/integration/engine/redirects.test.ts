import { describe, expect, test } from '@jest/globals';
import { useShelfServer, type Reply } from './shelf-server';
import { useShelf } from './support';

const { server, run } = useShelf();
/** Another host, as far as anyone can tell: the same machine, another port. */
const stranger = useShelfServer();

const to = (location: string, status = 302): Reply => ({ status, headers: { location } });

const ITEM = { id: '1', text: 'letter 0' };

describe('a GET that is redirected within the service', () => {
	test.each([301, 302, 303, 307, 308])('is followed, with the token (%i)', async (status) => {
		server.answers('GET /letters/1', to('/archive/1?full=yes', status));
		server.answers('GET /archive/1', { body: { text: 'found' } });
		const { items } = await run({ operation: 'get' }, [ITEM]);
		expect(items.map(({ json }) => json)).toEqual([{ text: 'found' }]);
		expect(server.calls).toEqual(['GET /letters/1', 'GET /archive/1']);
		expect(server.arrivals[1]?.query).toEqual({ full: 'yes' });
		expect(server.arrivals[1]?.headers['x-shelf-token']).toBe(server.arrivals[0]?.headers['x-shelf-token']);
	});

	test('is followed to a full address and to one beside it', async () => {
		server.answers('GET /letters/1', to(`${server.url}/archive/old/1`));
		server.answers('GET /archive/old/1', to('../new/1'));
		server.answers('GET /archive/new/1', { body: { text: 'found' } });
		const { items } = await run({ operation: 'get' }, [ITEM]);
		expect(items[0]?.json).toEqual({ text: 'found' });
	});

	test('is followed five times', async () => {
		[1, 2, 3, 4, 5].forEach((hop) => server.answers(`GET /letters/${hop}`, to(`/letters/${hop + 1}`)));
		const { items } = await run({ operation: 'get' }, [ITEM]);
		expect(server.calls).toHaveLength(6);
		expect(items[0]?.json).toEqual({ path: '/letters/6' });
	});

	test('is not followed a sixth time, but named', async () => {
		server.answers('GET /letters/1', to('/letters/1'));
		const { error } = await run({ operation: 'get' }, [ITEM]);
		expect(server.calls).toHaveLength(6);
		expect(error?.message).toBe(`Shelf redirects to ${server.url}/letters/1 [item 0]`);
	});
});

describe('a redirect to another host', () => {
	test.each(['get', 'post', 'replace', 'delete', 'filter'])(
		'is named and not followed, and the token does not go there: %s',
		async (operation) => {
			server.answers('*', to(`${stranger.url}/login?from=letters`));
			const { error } = await run({ operation }, [ITEM]);
			expect(server.calls).toHaveLength(1);
			expect(stranger.calls).toEqual([]);
			expect(error?.name).toBe('NodeApiError');
			expect(error?.message).toBe(`Shelf redirects to ${stranger.url}/login [item 0]`);
			expect(error?.description).toContain('enter its beginning as the URL in the credential');
			expect(error?.httpCode).toBe('302');
		},
	);

	test('is not followed at the end of a chain within the service either', async () => {
		server.answers('GET /letters/1', to('/letters/2'));
		server.answers('GET /letters/2', to(`${stranger.url}/letters/2`, 307));
		const { error } = await run({ operation: 'get' }, [ITEM]);
		expect(stranger.calls).toEqual([]);
		expect(error?.message).toBe(`Shelf redirects to ${stranger.url}/letters/2 [item 0]`);
	});

	test.each([
		(url: string) => url.replace('http:', ''),
		(url: string) => url.replace('127.0.0.1', '127.0.0.2'),
	])('is recognised in every form of an address (%#)', async (form) => {
		server.answers('GET /letters/1', to(`${form(stranger.url)}/letters/1`));
		const { error } = await run({ operation: 'get' }, [ITEM]);
		expect(stranger.calls).toEqual([]);
		expect(error?.message).toMatch(/^Shelf redirects to http:/);
	});
});

describe('anything but a GET', () => {
	test.each([301, 302, 307, 308])('is not redirected even within the service (%i)', async (status) => {
		server.answers('POST /letters', to('/other', status));
		const { error } = await run({ operation: 'post' }, [ITEM]);
		expect(server.calls).toEqual(['POST /letters']);
		expect(error?.message).toBe(`Shelf redirects to ${server.url}/other [item 0]`);
		expect(error?.httpCode).toBe(String(status));
	});

	test('may have been carried out when it is told to see elsewhere (303)', async () => {
		server.answers('POST /letters', to('/letters/7', 303));
		const { error } = await run({ operation: 'post' }, [ITEM]);
		expect(server.calls).toEqual(['POST /letters']);
		expect(error?.message).toContain('It may have been carried out all the same');
	});
});

describe('a redirect that leads nowhere is a failure of the service, told as such', () => {
	test.each<[string, Reply]>([
		['without a target', { status: 302 }],
		['to no address at all', to('http://')],
	])('%s', async (_, reply) => {
		server.answers('*', reply);
		for (const operation of ['get', 'post']) {
			const { error } = await run({ operation }, [ITEM]);
			expect(error).toMatchObject({
				name: 'NodeApiError',
				message: expect.stringMatching(/^Shelf /),
				httpCode: '302',
			});
		}
	});
});
