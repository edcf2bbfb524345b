import { describe, expect, test } from '@jest/globals';
import { AmioClient } from '../../support/amio-client.ts';
import { useSandbox } from './support.ts';

const use = useSandbox();
const client = (): AmioClient => new AmioClient(use.sandbox);

const EVERY_CALL = [
	['POST', 'messages'],
	['GET', 'channels/1/contacts/2/messages'],
	['POST', 'notifications'],
	['GET', 'channels'],
	['POST', 'channels'],
	['GET', 'channels/1'],
	['PATCH', 'channels/1'],
	['DELETE', 'channels/1'],
	['GET', 'channels/1/contacts'],
	['GET', 'channels/1/contacts/2'],
	['DELETE', 'channels/1/contacts/2'],
	['GET', 'channels/1/settings'],
	['PATCH', 'channels/1/settings'],
] as const;

describe('who may ask', () => {
	test.each(EVERY_CALL)('%s %s needs the token', async (method, path) => {
		const { amio } = use.sandbox;
		for (const authorization of ['', 'Bearer', 'Bearer wrong', amio.token, `Token ${amio.token}`]) {
			expect(await client().ask(method, path, { headers: { authorization } })).toMatchObject({
				status: 401,
				body: {
					status: { code: '401', message: 'Unauthorized' },
					errors: [{ message: 'Wrong accessToken.' }],
				},
			});
		}
	});

	test('the token may stand in the query instead, where no log line shows it', async () => {
		const { sandbox, lines } = use;
		const { amio } = sandbox;
		const channel = amio.channel();
		const bare = async (token: string): Promise<number> =>
			(await fetch(`${amio.baseUrl}/channels/${channel.id}?access_token=${token}`)).status;
		expect(await bare(amio.token)).toBe(200);
		expect(await bare('wrong')).toBe(401);
		expect(lines.join('\n')).not.toContain(amio.token);
		expect(sandbox.violations.list()).toEqual([]);
	});
});

describe('an error', () => {
	test('has the time, the status and a list; its code is a string or a number', async () => {
		const { amio } = use.sandbox;
		const { body } = await client().get('channels/6456078759331248741');
		expect(body).toEqual({
			timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
			status: { code: '404', message: 'Not Found' },
			errors: [{ message: 'Channel 6456078759331248741 not found.' }],
		});
		amio.errorCodeAs = 'number';
		expect((await client().get('channels/1')).body).toMatchObject({ status: { code: 404 } });
	});

	test('of validation names the field, what stood there and why', async () => {
		const { amio } = use.sandbox;
		const { id } = amio.channel();
		expect(await client().refusal(client().post('messages', {}))).toEqual({
			status: 422,
			errors: ['channel', 'contact', 'content'].map((field) => ({
				field,
				rejected_value: null,
				message: `Property '${field}' cannot be null.`,
			})),
		});
		expect(await client().refusal(client().patch(`channels/${id}`, { name: 7 }))).toEqual({
			status: 422,
			errors: [{ field: 'name', rejected_value: 7, message: "Property 'name' must be string." }],
		});
		expect(await client().refusal(client().get('channels?max=101'))).toMatchObject({
			status: 422,
			errors: [{ field: 'max', rejected_value: '101' }],
		});
		expect(use.sandbox.violations.list()).toHaveLength(5);
	});

	test.each([
		['{"name":', {}],
		['{}', { 'content-type': 'text/plain' }],
	])('400: %s with %j cannot be understood', async (body, headers) => {
		expect((await client().ask('POST', 'channels', { body, headers })).status).toBe(400);
		expect(use.sandbox.violations.list()).toHaveLength(1);
	});

	test('404 and 405 tell a path that is not there from a method that it does not have', async () => {
		const { sandbox } = use;
		expect((await client().get('users')).status).toBe(404);
		expect(await client().refusal(client().ask('PUT', 'channels/1'))).toEqual({
			status: 405,
			errors: [{ message: 'Method PUT is not allowed for resource /channels/1.' }],
		});
		expect((await client().get('channels//contacts')).status).toBe(404);
		expect(sandbox.violations.list()).toEqual([
			'GET /v1/users: there is no such endpoint',
			'PUT /v1/channels/1: there is no such endpoint',
			'GET /v1/channels//contacts: an id in the path is empty',
		]);
	});

	test('of a fault has the same form and the headers of the limit', async () => {
		use.sandbox.faults.add({ service: 'amio', fault: { status: 502 } });
		const { body, headers } = await client().get('channels');
		expect(body).toMatchObject({ status: { code: '502', message: 'Bad Gateway' } });
		expect(headers.get('x-ratelimit-limit')).toBe('1000');
		use.sandbox.faults.limit('amio', { perWindow: 0, windowMs: 3_600_000, answer: 'reset-header' });
		const limited = await client().get('channels');
		expect(limited.body).toMatchObject({
			errors: [{ message: expect.stringContaining('temporarily blocked') }],
		});
		expect(limited.headers.get('x-ratelimit-remaining')).toBe('0');
	});
});

describe('lists', () => {
	test('come in pages of 10, or as many as asked, and tell how many there are', async () => {
		const { amio } = use.sandbox;
		const ids = Array.from({ length: 25 }, (_, index) => amio.channel({ name: `Shop ${index}` }).id);
		const listed = async (query: string): Promise<unknown[]> => {
			const { headers, body } = await client().get(`channels${query}`);
			expect(headers.get('x-total-count')).toBe('25');
			return (body as { id: string }[]).map(({ id }) => id);
		};
		expect(await listed('')).toEqual(ids.slice(0, 10));
		expect(await listed('?max=10&offset=20')).toEqual(ids.slice(20));
		expect(await listed('?max=100')).toEqual(ids);
		expect(await listed('?offset=25')).toEqual([]);
	});

	test.each(['max=0', 'max=101', 'max=ten', 'offset=-1', 'offset=1.5', 'limit=5'])(
		'%s is not documented',
		async (query) => {
			await client().get(`channels?${query}`);
			expect(use.sandbox.violations.list()).toHaveLength(1);
		},
	);
});

describe('ids', () => {
	test('are text and do not survive being read as numbers', async () => {
		const { amio } = use.sandbox;
		for (let count = 0; count < 50; count += 1) {
			const { id } = amio.channel();
			expect(BigInt(id)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
			expect(String(BigInt(Number(id)))).not.toBe(id);
		}
		const [id = ''] = amio.channels.keys();
		expect((await client().get(`channels/${BigInt(Number(id))}`)).status).toBe(404);
		await client().send({ ...amio.channel(), id: Number(id) as unknown as string }, { id: '1' }, 'Hello');
		expect(use.sandbox.violations.list()).toEqual([
			'POST /v1/messages: body key "channel.id" must be string',
		]);
	});
});

describe('limits', () => {
	/** The three headers, the last one as seconds from now. */
	const limits = async (): Promise<readonly [number, ...number[]]> => {
		const { status, headers } = await client().get('channels');
		const [limit, remaining, reset] = ['limit', 'remaining', 'reset'].map((name) =>
			Number(headers.get(`x-ratelimit-${name}`)),
		);
		return [status, limit ?? NaN, remaining ?? NaN, reset ?? NaN];
	};

	test('are told with every answer, and an hour begins with its first request', async () => {
		const { amio, clock } = use.sandbox;
		const first = await limits();
		expect(first.slice(0, 3)).toEqual([200, 1000, 999]);
		expect((await limits())[2]).toBe(998);
		const inAnHour = Math.ceil(clock.now() / 1000) + 3600;
		expect(first[3]).toBeLessThanOrEqual(inAnHour);
		expect(first[3]).toBeGreaterThan(inAnHour - 60);
		amio.rateResetAs = 'remaining';
		expect((await limits())[3]).toBeLessThanOrEqual(3600);
		amio.plan = 'developer';
		expect((await limits()).slice(1, 3)).toEqual([2000, 1996]);
	});

	test('turn away what is too much until the hour is over', async () => {
		const { amio, clock, violations } = use.sandbox;
		amio.plan = { perHour: 2, connections: 3 };
		await limits();
		await limits();
		expect((await limits()).slice(0, 3)).toEqual([429, 2, 0]);
		expect(await client().refusal(client().get('channels'))).toEqual({
			status: 429,
			errors: [{ message: expect.stringContaining('have been temporarily blocked') }],
		});
		clock.advance(3_599_000);
		expect((await limits())[0]).toBe(429);
		clock.advance(1001);
		expect((await limits()).slice(0, 3)).toEqual([200, 2, 1]);
		expect(violations.list()).toEqual([]);
	});

	test('more connections than the plan has get 429, with requests left in the hour', async () => {
		const { faults, journal } = use.sandbox;
		faults.add({ service: 'amio', path: '/v1/hang', fault: { hang: 'before' } });
		const leaving = new AbortController();
		const waiting: Promise<unknown>[] = [];
		const hang = async (): Promise<void> => {
			const { baseUrl } = use.sandbox.amio;
			waiting.push(fetch(`${baseUrl}/hang`, { signal: leaving.signal }).catch(() => undefined));
			await journal.seen({ where: ({ note }) => note === 'fault: hang before' }, waiting.length);
		};
		await hang();
		await hang();
		expect((await limits()).slice(0, 3)).toEqual([200, 1000, 999]);
		await hang();
		expect((await limits()).slice(0, 3)).toEqual([429, 1000, 999]);
		leaving.abort();
		await Promise.all(waiting);
		await journal.seen({ where: ({ finishedAt }) => finishedAt !== undefined }, 5);
		expect((await limits())[0]).toBe(200);
	});
});

test('a reset puts everything back', async () => {
	const { sandbox } = use;
	const { amio } = sandbox;
	const before = Object.entries(amio);
	const { channel, ann } = client().someone();
	Object.assign(amio, {
		errorCodeAs: 'number',
		plan: 'developer',
		minuteMs: 1,
		answerTimeoutMs: 1,
		delivers: false,
	});
	Object.assign(amio, { webhookUpdate: 'keep', sslVerificationAs: 'string', rateResetAs: 'remaining' });
	await client().send(channel, { id: ann.id }, 'Hello');
	sandbox.reset();
	expect(Object.entries(amio)).toEqual(before);
	expect(amio.channels.size + amio.contacts.size + amio.messages.size).toBe(0);
	expect((await client().get('channels')).headers.get('x-ratelimit-remaining')).toBe('999');
});
