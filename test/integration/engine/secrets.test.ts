import { describe, expect, test } from '@jest/globals';
import { CONTINUES } from '../support/results.ts';
import { ShelfServer, useShelfServer, type Reply } from './shelf-server';
import { placesOf } from '../support/secrets.ts';
import { letters, TOKEN, useShelf, type Job } from './support';

const { server, run, start } = useShelf();
const stranger = useShelfServer();

const QUICK = { maxRetries: 0, maxWait: 0, timeout: 1 };

const SETTINGS: [string, NonNullable<Job['settings']>][] = [
	['the run ends', {}],
	['the run continues', CONTINUES],
	['the item goes to the error branch', { onError: 'continueErrorOutput' }],
	['the node is tried again', { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 }],
];

const HEADERS = `x-shelf-token: ${TOKEN}\nauthorization: Bearer ${TOKEN}`;

const ENDS: [string, () => Reply][] = [
	['is refused', () => ({ status: 401, body: { error: 'Who are you?' } })],
	['breaks down', () => ({ status: 500, text: '<html>' })],
	['is cut before the answer', () => ({ cut: 'before' })],
	['is cut within the answer', () => ({ cut: 'midway', body: { id: 1 } })],
	['gets no answer', () => ({ hangs: true })],
	['gets an answer without end', () => ({ drips: true })],
	['meets a rate limit', () => ({ status: 429, headers: { 'retry-after': '100' } })],
	['is redirected', () => ({ status: 307, headers: { location: `${stranger.url}/` } })],
	['gets a web page', () => ({ text: '<html>' })],
	['gets nonsense', () => ({ text: '7' })],
	['is refused in words that repeat it', () => ({ status: 401, body: { error: `Unknown token: ${TOKEN}` } })],
	[
		'is refused as a list of it',
		() => ({ status: 422, body: { errors: [{ field: TOKEN, message: TOKEN }] } }),
	],
	[
		'is refused under a name made of it',
		() => ({ status: 400, body: { [TOKEN]: 'unknown', error: { [TOKEN]: 1 } } }),
	],
	['breaks something that prints all headers', () => ({ status: 500, body: { message: HEADERS } })],
	[
		'is carried out, and all of it comes back',
		() => ({ body: { id: 1, [TOKEN]: 1, request: { headers: [HEADERS] } } }),
	],
	[
		'is sent on to an address with it',
		() => ({ status: 307, headers: { location: `${stranger.url}/${TOKEN}` } }),
	],
];

// Every run of these tests is searched for the token, from its items to the stacks of its errors.
describe.each(SETTINGS)(
	'no token in anything n8n stores or shows when %s because a request',
	(_, settings) => {
		test.each(ENDS)('%s', async (__, reply) => {
			server.answers('*', reply());
			const { run: record } = await run({ operation: 'post', settings, options: QUICK }, letters(2));
			expect(server.arrivals[0]?.headers['x-shelf-token']).toBe(TOKEN);
			expect(placesOf(TOKEN, record)).toEqual([]);
		});

		test('reaches nobody', async () => {
			const closed = new ShelfServer();
			await closed.listen();
			const { url } = closed;
			await closed.close();
			const { run: record } = await run({ operation: 'post', settings, url, options: QUICK }, letters(2));
			expect(placesOf(TOKEN, record)).toEqual([]);
		});

		test('is given up by the user', async () => {
			server.answers('*', { hangs: true });
			const running = start({ operation: 'post', settings }, letters(2));
			await server.arrived(2);
			running.cancel();
			expect(placesOf(TOKEN, (await running.done).run)).toEqual([]);
		});
	},
);

describe('what the service says of the token', () => {
	const refuse = async (token: string, error: string): Promise<string | undefined> => {
		server.answers('*', { status: 401, body: { error } });
		return (await run({ operation: 'post', token, options: QUICK }, letters(1))).error?.message;
	};

	test('stands there without it, and the rest of the words is as it was', async () => {
		expect(await refuse(TOKEN, `Token '${TOKEN}' has expired`)).toBe("Token '***' has expired [item 0]");
	});

	test('stands there without it also where it would be cut off in the middle', async () => {
		expect(await refuse(TOKEN, `${'.'.repeat(490)}${TOKEN}`)).toBe(`${'.'.repeat(490)}*** [item 0]`);
	});

	test('is found as addresses write it, and without the space that was copied with it', async () => {
		const token = 'a token/of=the+shop';
		expect(await refuse(` ${token} `, `/letters?token=${encodeURIComponent(token)} is wrong`)).toBe(
			'/letters?token=*** is wrong [item 0]',
		);
	});

	test.each(['', ' ', 'token', '1234567'])(
		'stays where it is too short to be a secret: %j',
		async (token) => {
			expect(await refuse(token, 'Your token 1234567 is no good')).toBe(
				'Your token 1234567 is no good [item 0]',
			);
		},
	);

	test('comes out when the user wants to see secrets, as long as it is no error', async () => {
		const options = { ...QUICK, includeSecrets: true };
		const token = 'of-somebody-else-who-shows-it';
		server.answers('*', { body: { token } }, { status: 401, body: { error: token } });
		const shown = await run({ operation: 'post', token, options }, letters(1));
		expect(shown.items.map(({ json }) => json)).toEqual([{ token }]);
		expect((await run({ operation: 'post', token, options }, letters(1))).error?.message).toBe(
			'*** [item 0]',
		);
	});
});

test('A session that the service opens by itself is not stored with what n8n remembers of an item', async () => {
	const cookie = 'session=opens-the-account';
	server.answers('POST /letters', { headers: { 'set-cookie': cookie }, body: { id: '1' } });
	server.answers('POST /letters/1/stamp', { status: 422, body: { error: 'No ink' } });
	const done = await run({ operation: 'register', options: QUICK }, letters(1));
	expect(done.error?.message).toBe('No ink [item 0]');
	expect(placesOf('begun', done.run)).not.toEqual([]);
	expect(placesOf('opens-the-account', done.run)).toEqual([]);
});

describe("a secret key of the service's answers", () => {
	const LETTER = { id: '1', seal: 'red', box: [{ seal: 'blue', text: 'seal' }], remarks: { seal: 'my own' } };
	const get = async (options = {}): Promise<unknown[]> => {
		server.answers('GET /letters/1', { body: LETTER });
		const { items } = await run({ operation: 'get', options }, [{ id: '1' }]);
		return items.map(({ json }) => json);
	};

	test('comes out nowhere; what users name themselves stays', async () => {
		expect(await get()).toEqual([{ id: '1', box: [{ text: 'seal' }], remarks: { seal: 'my own' } }]);
	});

	test('comes out when the user wants it', async () => {
		expect(await get({ includeSecrets: true })).toEqual([LETTER]);
	});
});

describe('the search for the token finds it', () => {
	const error = Object.assign(new Error('outer', { cause: new Error(`in a cause: ${TOKEN}`) }), {
		config: { headers: new Map([['x-shelf-token', TOKEN]]) },
	});
	const cyclic: { self?: unknown; error: Error } = { error };
	cyclic.self = cyclic;

	test('in causes, stacks, maps, keys and buffers, also in cycles', () => {
		const places = placesOf(TOKEN, { cyclic, raw: Buffer.from(`Token ${TOKEN}`), [TOKEN]: 1 });
		expect(places).toEqual(
			expect.arrayContaining([
				'the run.cyclic.error.cause.message',
				'the run.cyclic.error.cause.stack',
				'the run.cyclic.error.config.headers(0).1',
				'the run.raw',
				'a key of the run',
			]),
		);
	});
});
