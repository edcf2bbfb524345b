import { describe, expect, test } from '@jest/globals';
import { CONTINUES, jsonOf } from '../support/results.ts';
import { byId, useAmio } from './support.ts';
import { settle, WITH_JOB } from './ready.ts';

const used = useAmio();
const { run, calls } = used;

const HOUR = 3_600_000;

const texts = (count: number): { text: string }[] =>
	Array.from({ length: count }, (_, index) => ({ text: `message ${index}` }));

/** A job that writes to one contact. */
const toAnn = () => {
	const channel = used.amio.channel();
	const contact = used.amio.contact(channel);
	return {
		does: 'message send',
		parameters: { channel: byId(channel.id), contact: byId(contact.id), text: '={{ $json.text }}' },
	};
};

describe('The hour of which Amio has told the end', () => {
	test('is not overdrawn: what does not fit fails before Amio must refuse it, with the time and the count', async () => {
		used.amio.plan = { perHour: 4, connections: 3 };
		const { error } = await run(toAnn(), texts(10));

		expect(calls().map(({ status }) => status)).toEqual([201, 201, 201, 201]);
		expect(used.amio.messages.size).toBe(4);
		const [, end = ''] =
			/^Amio takes no more requests until (\S+) \[item 4]$/.exec(error?.message ?? '') ?? [];
		expect(Math.abs(Date.parse(end) - used.sandbox.clock.now() - HOUR)).toBeLessThan(60_000);
		expect(error?.httpCode).toBe('429');
		expect(error?.description).toContain('It was not carried out');
		expect(error?.description).toContain('Done: 4 (item 0 to 3).');
		expect(error?.description).toContain('Not started: 5 (item 5 to 9).');
	});

	test('is not overdrawn with continue-on-fail either', async () => {
		used.amio.plan = { perHour: 2, connections: 3 };
		const errors = jsonOf(await run({ ...toAnn(), settings: CONTINUES }, texts(4))).map(({ error }) => error);
		expect(errors.slice(0, 2)).toEqual([undefined, undefined]);
		expect(errors.slice(2)).toEqual([
			expect.stringMatching(/^Amio takes no more requests until .* \[item 2]$/),
			expect.stringMatching(/^Amio takes no more requests until .* \[item 3]$/),
		]);
		expect(calls()).toHaveLength(2);
	});

	test('is waited for when that is within Max Wait', async () => {
		// As the seconds that are left: the sandbox's clock, put forward, has another time than n8n's.
		Object.assign(used.amio, { plan: { perHour: 2, connections: 3 }, rateResetAs: 'remaining' });
		const job = toAnn();
		// The hour begins, and is nearly over.
		await run(job, texts(1));
		used.sandbox.clock.advance(HOUR - 1500);
		jsonOf(await run(job, texts(3)));
		expect(calls().map(({ status }) => status)).toEqual([201, 201, 201, 201]);
	});

	test('does not keep the last item from being done', async () => {
		used.amio.plan = { perHour: 2, connections: 3 };
		expect(jsonOf(await run(toAnn(), texts(2)))).toHaveLength(2);
	});
});

test.each(WITH_JOB)('An hour that others have used up fails at once, with its end: %s', async (does) => {
	const job = settle(used.amio, does);
	used.amio.plan = { perHour: 0, connections: 3 };
	const { error } = await run(job, [{}, {}]);
	expect(error?.message).toMatch(/^Amio takes no more requests until \S+ \[item [01]]$/);
	expect(error?.httpCode).toBe('429');
	expect(new Set(calls().map(({ status }) => status))).toEqual(new Set([429]));
});

describe('Too many connections at the same time', () => {
	test('are refused although the hour has room, and are waited for, not until its end', async () => {
		used.amio.plan = { perHour: 1000, connections: 1 };
		const { id } = used.amio.channel();
		used.sandbox.faults.add({ fault: { latency: 30 } });
		const job = { does: 'channel get', parameters: { channel: byId(id) }, options: { maxParallel: 2 } };
		expect(jsonOf(await run(job, [{}, {}]))).toHaveLength(2);
		expect(calls().map(({ status }) => status)).toEqual(expect.arrayContaining([200, 200, 429]));
	});

	test('do not come from this node with its default and the smallest plan', async () => {
		const channel = used.amio.channel();
		used.sandbox.faults.add({ fault: { latency: 10 } });
		const job = { does: 'channel get', parameters: { channel: byId(channel.id) } };
		expect(jsonOf(await run(job, texts(12)))).toHaveLength(12);
		expect(Math.max(...calls().map(({ inFlight }) => inFlight))).toBe(3);
	});
});
