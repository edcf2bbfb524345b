import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { CONTINUES, jsonOf, pairsOf, useProto, type Job } from './support.ts';
import { WRONGS, type Wrong } from './wrong-input.ts';

const proto = useProto();
const { run, calls } = proto;

const CASES = WRONGS.flatMap(([title, { wrong, ...rest }]) =>
	wrong.map((value): [string, string, unknown, Omit<Wrong, 'wrong'>] => [
		title,
		value === undefined ? 'undefined' : JSON.stringify(value),
		value,
		rest,
	]),
);

/** The job and its two items, the second of which is wrong. */
async function prepared(
	{ does, parameters, options, right }: Omit<Wrong, 'wrong'>,
	wrong: unknown,
): Promise<[Job, { x: never }[]]> {
	const who = await proto.someone();
	const job: Job = { does, parameters: parameters(who), ...(options === undefined ? {} : { options }) };
	return [job, [{ x: right(who) as never }, { x: wrong as never }]];
}

describe('An item is refused before anything is sent, with the name of the field and the item, for', () => {
	test.each(CASES)('%s: %s', async (_, __, wrong, { says, ...rest }) => {
		const [job, items] = await prepared({ says, ...rest }, wrong);
		const { error, items: output } = await run(job, items);
		expect(error?.message).toContain(says);
		expect(error?.message).toContain('[item 1]');
		expect(error?.context.itemIndex).toBe(1);
		expect(output).toEqual([]);
		expect(calls()).toEqual([]);
	});
});

describe('With continue-on-fail the other item is done, whatever is wrong with this one:', () => {
	test.each(CASES)('%s: %s', async (_, __, wrong, { says, ...rest }) => {
		const [job, items] = await prepared({ says, ...rest }, wrong);
		const done = await run({ ...job, settings: CONTINUES }, items);
		const errors = jsonOf(done).map(({ error }) => error);
		expect(errors.slice(0, -1)).not.toContainEqual(expect.anything());
		expect(errors.at(-1)).toContain(says);
		expect(errors.at(-1)).toContain('[item 1]');
		expect(pairsOf(done).at(-1)).toEqual({ item: 1 });
		expect(calls().map(({ status }) => status)).toEqual([200]);
	});
});

describe('The credential is refused before anything is sent, when it has', () => {
	test.each<[string, Job['credential'], string]>([
		['no channel', { channelId: '' }, "'Channel ID' is empty"],
		['a channel of spaces', { channelId: ' \t' }, "'Channel ID' is empty"],
		[
			'a base URL without https://',
			{ baseUrl: 'gw.proto.cx/webhook' },
			"'Base URL' in the credential is not a web address",
		],
		[
			'a base URL of another kind',
			{ baseUrl: 'ftp://gw.proto.cx' },
			"'Base URL' in the credential is not a web address",
		],
		['no base URL', { baseUrl: '' }, "'Base URL' in the credential is not a web address"],
	])('%s', async (_, credential = {}, says) => {
		const job: Job = { does: 'human create', parameters: { name: 'Ann' }, credential };
		const { error } = await run(job, [{}, {}]);
		expect(error?.message).toBe(`${says} [item 0]`);
		expect(error?.description).toMatch(/Enter|must begin/);
		const continued = await run({ ...job, settings: CONTINUES }, [{}, {}]);
		expect(jsonOf(continued)).toEqual([{ error: `${says} [item 0]` }, { error: `${says} [item 1]` }]);
		expect(calls()).toEqual([]);
	});

	test('no channel, unless Options name one', async () => {
		const { channelId } = proto.sandbox.proto;
		const made = await run({ does: 'human create', credential: { channelId: '' }, options: { channelId } });
		expect(jsonOf(made)).toHaveLength(1);
	});
});

describe('Options of the run are refused before anything is sent, when', () => {
	test.each<[string, INodeParameters, string]>([
		[
			'no request may be on the way',
			{ maxParallel: 0 },
			"'Max Parallel Requests' must be a whole number from 1 to 50",
		],
		['one try may take no time', { timeout: 0 }, "'Timeout (Seconds)' must be a number from 1 to 3600"],
		[
			'an expression gives no number',
			{ maxRetries: '={{ "often" }}' },
			"'Max Retries' must be a number, but is 'often'",
		],
	])('%s', async (_, options, says) => {
		const { error } = await run({ does: 'human create', options });
		expect(error?.message).toContain(says);
		expect(error?.name).toBe('NodeOperationError');
		expect(calls()).toEqual([]);
	});

	test('an expression gives no number, and with continue-on-fail no item looks as if it were done', async () => {
		const options = { maxRetries: '={{ "often" }}' };
		const done = await run({ does: 'human create', options, settings: CONTINUES }, [{ a: 1 }, { a: 2 }]);
		const says = expect.stringContaining("'Max Retries' must be a number, but is 'often'");
		expect(done.items.map(({ json }) => json)).toEqual([{ error: says }, { error: says }]);
		expect(calls()).toEqual([]);
	});
});
