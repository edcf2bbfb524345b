import { describe, expect, test } from '@jest/globals';
import type { INodeParameters } from 'n8n-workflow';
import { jsonOf } from '../support/results.ts';
import { expectNotBegun } from '../support/wrong-credential.ts';
import { casesOf, checksOf } from '../support/wrong-input.ts';
import { useAicx, type Job } from './support.ts';
import { WRONGS, type Wrong } from './wrong-input.ts';

const used = useAicx();
const { run, calls } = used;

const CASES = casesOf(WRONGS);

const { refused, passedOver } = checksOf<Wrong, Job>(used, async ({ does, parameters, right }) => {
	await used.customer('ann');
	return { job: { does, parameters }, right };
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

const GET: Job = { does: 'customer get', parameters: { providedUniqueId: 'ann' } };

describe('The credential is refused before anything is sent, when it has', () => {
	test.each<[string, Job['credential'], string]>([
		['no teamspace', { teamspaceId: '' }, "'Teamspace ID' is empty"],
		['a teamspace of spaces', { teamspaceId: ' \t' }, "'Teamspace ID' is empty"],
		[
			'a base URL without https://',
			{ baseUrl: 'v3-api.proto.cx/api' },
			"'Base URL' in the credential is not a web address",
		],
		['no base URL', { baseUrl: '' }, "'Base URL' in the credential is not a web address"],
	])('%s', async (_, credential = {}, says) => {
		expect.hasAssertions();
		await expectNotBegun({ ...GET, credential }, says, used);
	});
});

test('Spaces around the teamspace, as they come with copying, do no harm', async () => {
	const credential = { teamspaceId: ` ${used.aicx.teamspaceId}\n` };
	expect(jsonOf(await run({ does: 'customField getMany', credential }))).toHaveLength(4);
});

test('What a new node lacks, n8n says before it runs, or the node before it sends anything', async () => {
	await expect(run({ does: 'customField delete' })).rejects.toThrow('Parameter "Custom Field" is required');
	const { error } = await run({ does: 'customField create' });
	expect(error?.message).toBe("'Name' is empty [item 0]");
	expect(calls()).toEqual([]);
});

test('A field that is not shown is not checked, whatever is left in it', async () => {
	await used.customer('ann');
	const left: INodeParameters = {
		tags: '',
		tagsMode: 'json',
		tagsJson: '{"tags":["vip"]}',
		createIfNotExists: '={{ 7 }}',
	};
	jsonOf(await run({ does: 'customer addTags', parameters: { providedUniqueId: 'ann', ...left } }));
	expect(used.aicx.customers.get('ann')?.tags).toEqual(['vip']);
});
