import { describe, expect, test } from '@jest/globals';
import { jsonOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { OPERATIONS, READY, WITH_JOB } from './ready.ts';
import { useAicx, type Job } from './support.ts';

const used = useAicx();
const { run, calls, errorsOf } = used;

const ANN = { providedUniqueId: 'ann' };
const VALUES = { valuesMode: 'json', valuesJson: '[{"name":"Plan","value":"Pro"}]' };

const GET: Job = { does: 'customer get', parameters: { ...ANN } };
const TICKET: Job = {
	does: 'conversation createTicket',
	parameters: { subject: 'Help', customerReference: 'ann' },
};

test('Every operation of the node is tried here', () => {
	expect(WITH_JOB.sort()).toEqual([...OPERATIONS].sort());
});

describe('AICX refuses', () => {
	test.each(READY)('a wrong secret, and the user reads where the right one stands: %s', async (_, job) => {
		const takeoverSecret = 'mistyped-secret-of-a-teamspace';
		const done = await run({ ...job, credential: { takeoverSecret } }, [{}, {}]);
		expect(done.error?.message).toBe('Unauthorized [item 0]');
		expect(done.error?.httpCode).toBe('401');
		expect(done.error?.description).toContain('Proto AICX answered 401 Unauthorized');
		expect(done.error?.description).toContain(
			"Check 'Takeover Secret' in the Proto AICX credential: it stands on the settings page of the teamspace. The API needs the Total plan or one above it.",
		);
		expect(placesOf(takeoverSecret, done)).toEqual([]);
	});

	test.each([' ', '\n'])('no secret that was copied with %j behind it', async (more) => {
		const takeoverSecret = used.aicx.secret + more;
		const done = await run({ does: 'customField getMany', credential: { takeoverSecret } });
		expect(jsonOf(done)).toHaveLength(4);
	});

	test('a secret that would smuggle in another header', async () => {
		const takeoverSecret = `${used.aicx.secret}\r\nX-Other: 1`;
		const { error } = await run({ does: 'customField getMany', credential: { takeoverSecret } });
		expect(error?.httpCode).toBe('401');
		expect(calls().map(({ headers }) => headers['x-other'])).toEqual([undefined]);
	});

	test.each(READY)('a teamspace that is not there: %s', async (_, job) => {
		const { error } = await run({ ...job, credential: { teamspaceId: 'nowhere' } });
		expect(error?.message).toBe('Teamspace not found [item 0]');
		expect(error?.httpCode).toBe('404');
	});

	test.each([
		TICKET,
		GET,
		{ does: 'customer addTags', parameters: { ...ANN, tags: 'vip' } },
		{ does: 'customer addCustomFields', parameters: { ...ANN, ...VALUES } },
	])('a customer that is not there, once, and the others are done: $does', async (job) => {
		const parameters = {
			...job.parameters,
			providedUniqueId: '={{ $json.id }}',
			customerReference: '={{ $json.id }}',
		};
		const items = [{ id: 'nobody' }, { id: 'ann' }];
		const { error } = await run({ ...job, parameters, options: { maxParallel: 1 } }, items);
		expect(error?.message).toBe('Customer not found [item 0]');
		expect(error?.httpCode).toBe('404');
		expect(error?.description).toContain('Customers are found by their provided unique ID');
		expect(error?.description).toContain('Not started: 1 (item 1).');
		expect(calls()).toHaveLength(1);
		await used.customer('ann');
		expect(await errorsOf({ ...job, parameters }, items)).toEqual(['Customer not found [item 0]', undefined]);
	});

	test.each<[string, unknown, string]>([
		['text', { detail: 'Not\n today' }, 'Not today [item 0]'],
		[
			'a list, each entry with its field',
			{
				detail: [
					{ loc: ['body', 'subject'], msg: 'too long' },
					{ loc: ['body'], msg: 'too much' },
				],
			},
			'subject: too long; too much [item 0]',
		],
		['another form', { message: 'No' }, 'No [item 0]'],
		['nothing', {}, 'Proto AICX refused the request (422) [item 0]'],
	])('in its own words, which are %s', async (_, body, message) => {
		used.sandbox.faults.add({ fault: { status: 422, body } });
		expect(await errorsOf(TICKET)).toEqual([message]);
	});

	test('what a plan does not have', async () => {
		used.sandbox.faults.add({ fault: { status: 403, body: { detail: 'Upgrade your plan' } } });
		const { error } = await run(GET);
		expect(error?.message).toBe('Upgrade your plan [item 0]');
		expect(error?.httpCode).toBe('403');
	});
});

describe('The answer is', () => {
	const maybe = (does: string): string =>
		/createTicket|create$/.test(does) ? '. It may have been carried out all the same' : '';

	test.each(READY)('a login page: %s', async (does, job) => {
		used.sandbox.faults.add({ fault: { html: true } });
		const { error } = await run(job);
		expect(error?.message).toBe(`Proto AICX gave a web page instead of JSON${maybe(does)} [item 0]`);
		expect(error?.description).toContain('may be that of a login page or a proxy');
		expect(error?.description).not.toContain('<');
		expect(calls()).toHaveLength(1);
	});

	const withAnswer = READY.filter(([does]) => !/add|delete/.test(does));

	test.each(withAnswer)('no JSON: %s', async (does, job) => {
		await used.customer('ann');
		used.sandbox.faults.add({ fault: { raw: 'OK', contentType: 'text/plain' } });
		const { error } = await run(job);
		expect(error?.message).toBe(`Proto AICX gave an answer that is not JSON${maybe(does)} [item 0]`);
		expect(calls()).toHaveLength(1);
	});

	test.each(withAnswer)('nothing: %s', async (does, job) => {
		await used.customer('ann');
		used.sandbox.faults.add({ fault: { empty: true } });
		const { error } = await run(job);
		expect(error?.message).toBe(`Proto AICX gave an empty answer${maybe(does)} [item 0]`);
		expect(calls()).toHaveLength(1);
	});

	test.each(withAnswer)('JSON that is neither object nor list: %s', async (_, job) => {
		await used.customer('ann');
		used.sandbox.faults.add({ fault: { raw: '"OK"', contentType: 'application/json' } });
		const { error } = await run(job);
		expect(error?.message).toMatch(
			/^The answer is (neither an object nor|not) a list .*\[item 0\]$|list \[item 0\]$/,
		);
		expect(error?.description).toContain('Is the URL right?');
	});
});

describe('When AICX breaks down', () => {
	test('a ticket is opened once, and the user is told to look', async () => {
		await used.customer('ann');
		used.sandbox.faults.add({ times: 1, fault: { status: 500, acts: true } });
		const { error } = await run(TICKET);
		expect(error?.message).toMatch(/It may have been carried out all the same \[item 0\]$/);
		expect(error?.description).toContain('It was not sent again');
		expect(used.aicx.tickets.size).toBe(1);
		expect(calls()).toHaveLength(1);
	});

	test.each(READY.filter(([does]) => !/createTicket|create$/.test(does)))(
		'what can be done twice is done again: %s',
		async (_, job) => {
			await used.customer('ann');
			used.sandbox.faults.add({ times: 1, fault: { status: 502 } });
			jsonOf(await run(job));
			expect(calls().map(({ status }) => status)).toEqual([502, 200]);
		},
	);

	test('and limits how much may be sent, what was limited is sent again, each ticket once', async () => {
		await used.customer('ann');
		used.sandbox.faults.add({ times: 1, fault: { status: 429, headers: { 'retry-after': '1' } } });
		jsonOf(await run(TICKET, [{}, {}]));
		expect(used.aicx.tickets.size).toBe(2);
		expect(calls().map(({ status }) => status)).toEqual([429, 200, 200]);
	});
});
