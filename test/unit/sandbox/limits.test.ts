import { describe, expect, test } from '@jest/globals';
import { useSandbox } from './support.ts';

const use = useSandbox();

const list = () => use.client.ask('GET', '/chats?humanId=nobody');

describe('a rate limit', () => {
	test('turns away what exceeds the window and lets requests in again when it is over', async () => {
		const { faults, clock, journal } = use.sandbox;
		faults.limit('proto', { perWindow: 2, windowMs: 60_000 });
		const statuses = [
			(await list()).status,
			(await list()).status,
			(await list()).status,
			(await list()).status,
		];
		expect(statuses).toEqual([200, 200, 429, 429]);
		expect(journal.entries({ where: ({ note }) => note === 'rate limit' })).toHaveLength(2);
		clock.advance(60_000);
		expect((await list()).status).toBe(200);
	});

	test('says when to come back, in seconds or as a date', async () => {
		const { faults } = use.sandbox;
		const lift = faults.limit('proto', { perWindow: 0, windowMs: 30_000 });
		const seconds = Number((await list()).headers.get('retry-after'));
		expect(seconds).toBeGreaterThan(0);
		expect(seconds).toBeLessThanOrEqual(30);
		lift();
		faults.limit('proto', { perWindow: 0, windowMs: 30_000, answer: 'retry-after-date' });
		const { headers } = await list();
		expect(headers.get('retry-after')).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
		expect(Date.parse(headers.get('retry-after') ?? '')).toBeGreaterThan(0);
	});

	test('says when the limit resets, as Amio does', async () => {
		const { faults, clock } = use.sandbox;
		const end = clock.now() + 30_000;
		faults.limit('proto', { perWindow: 0, windowMs: 30_000, answer: 'reset-header' });
		const { headers } = await list();
		expect(headers.get('x-ratelimit-limit')).toBe('0');
		expect(headers.get('x-ratelimit-remaining')).toBe('0');
		expect(Number(headers.get('x-ratelimit-reset')) * 1000).toBeGreaterThanOrEqual(end);
	});

	test('says nothing, as Chatwoot does, or what it is told to say', async () => {
		const { faults } = use.sandbox;
		const lift = faults.limit('proto', { perWindow: 0, windowMs: 1000, answer: 'none' });
		const silent = await list();
		expect([...silent.headers.keys()].filter((name) => /retry|ratelimit/.test(name))).toEqual([]);
		lift();
		faults.limit('proto', { perWindow: 0, windowMs: 1000, answer: { headers: { 'retry-after': 'soon' } } });
		expect((await list()).headers.get('retry-after')).toBe('soon');
	});

	test('of one service leaves the others alone', async () => {
		use.sandbox.faults.limit('amio', { perWindow: 0, windowMs: 1000 });
		expect((await list()).status).toBe(200);
	});
});

describe('a limit of simultaneous connections', () => {
	test('turns away a request while as many as allowed are being answered', async () => {
		const { faults, journal } = use.sandbox;
		faults.connections('proto', 2);
		faults.add({ times: 2, fault: { hang: 'before' } });
		const giveUp = new AbortController();
		const hanging = [1, 2].map(() =>
			use.client.ask('GET', '/chats?humanId=x', { signal: giveUp.signal }).catch(() => 'gave up'),
		);
		await journal.seen({ where: ({ note }) => note === 'fault: hang before' }, 2);
		expect((await list()).status).toBe(429);
		giveUp.abort();
		expect(await Promise.all(hanging)).toEqual(['gave up', 'gave up']);
		await journal.seen({ where: ({ status, finishedAt }) => status === 0 && finishedAt !== undefined }, 2);
		expect((await list()).status).toBe(200);
		expect(journal.entries().map(({ inFlight }) => inFlight)).toEqual([1, 2, 3, 1]);
	});
});
