import { describe, expect, test } from '@jest/globals';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { CONTINUES, jsonOf, pairsOf } from '../proto/support.ts';
import { useAicx, type Job } from './support.ts';
import { WRONGS, type Wrong } from './wrong-input.ts';

const used = useAicx();
const { run, calls } = used;

const CASES = WRONGS.flatMap(([title, { wrong, ...rest }]) =>
	wrong.map((value): [string, string, unknown, Omit<Wrong, 'wrong'>] => [
		title,
		value === undefined ? 'undefined' : JSON.stringify(value),
		value,
		rest,
	]),
);

/** Two items, the second of which is wrong. */
const both = (right: unknown, wrong: unknown): IDataObject[] => [{ x: right }, { x: wrong }] as IDataObject[];

describe('An item is refused before anything is sent, with the name of the field and the item, for', () => {
	test.each(CASES)('%s: %s', async (_, __, wrong, { says, right, ...job }) => {
		const { error, items } = await run(job, both(right, wrong));
		expect(error?.message).toContain(says);
		expect(error?.message).toMatch(/ \[item 1\]$/);
		expect(error?.context.itemIndex).toBe(1);
		expect(items).toEqual([]);
		expect(calls()).toEqual([]);
	});
});

describe('With continue-on-fail the other item is done, whatever is wrong with this one:', () => {
	test.each(CASES)('%s: %s', async (_, __, wrong, { says, right, ...job }) => {
		await used.customer('ann');
		const done = await run({ ...job, settings: CONTINUES }, both(right, wrong));
		const errors = jsonOf(done).map(({ error }) => error);
		expect(errors.slice(0, -1)).not.toContainEqual(expect.anything());
		expect(errors.at(-1)).toContain(says);
		expect(pairsOf(done).at(-1)).toEqual({ item: 1 });
		expect(calls().map(({ status }) => status)).toEqual([200]);
	});
});

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
		const job: Job = { does: 'customer get', parameters: { providedUniqueId: 'ann' }, credential };
		const { error } = await run(job, [{}, {}]);
		expect(error?.message).toBe(`${says} [item 0]`);
		expect(error?.description).toMatch(/Enter|must begin/);
		const continued = await run({ ...job, settings: CONTINUES }, [{}, {}]);
		expect(jsonOf(continued)).toEqual([{ error: `${says} [item 0]` }, { error: `${says} [item 1]` }]);
		expect(calls()).toEqual([]);
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
