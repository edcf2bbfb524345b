import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { CONTINUES, jsonOf } from '../support/results.ts';
import { expectNotBegun } from '../support/wrong-credential.ts';
import { casesOf, checksOf } from '../support/wrong-input.ts';
import { useProto, type Job } from './support.ts';
import { WRONGS, type Wrong } from './wrong-input.ts';

const proto = useProto();
const { run, calls } = proto;

const CASES = casesOf(WRONGS);

const { refused, passedOver } = checksOf<Wrong, Job>(proto, async ({ does, parameters, options, right }) => {
	const who = await proto.someone();
	const job: Job = { does, parameters: parameters(who), ...(options === undefined ? {} : { options }) };
	return { job, right: right(who) };
});

describe('An item is refused before anything is sent, with the name of the field and the item, for', () => {
	test.each(CASES)('%s: %s', async (_, __, wrong, row) => {
		expect.hasAssertions();
		await refused(wrong, row);
	});
});

describe('With continue-on-fail the other item is done, whatever is wrong with this one:', () => {
	test.each(CASES)('%s: %s', async (_, __, wrong, row) => {
		expect.hasAssertions();
		await passedOver(wrong, row);
	});
});

const CREATE: Job = { does: 'human create', parameters: { name: 'Ann' } };

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
		expect.hasAssertions();
		await expectNotBegun({ ...CREATE, credential }, says, proto);
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
