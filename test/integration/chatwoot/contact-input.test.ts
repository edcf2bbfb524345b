import { describe, expect, test } from '@jest/globals';
import { casesOf, checksOf } from '../support/wrong-input.ts';
import { WRONGS, type Wrong } from './contact-wrong-input.ts';
import { byId, useChatwoot, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls, errorsOf } = used;

const CASES = casesOf(WRONGS);

const { refused, passedOver } = checksOf<Wrong, Job>(used, async ({ does, parameters, right }) => {
	await used.beside(async (client) => {
		await client.contact();
		await client.contact({ name: 'A.' });
		await client.inbox();
	});
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

test('Without conditions a filter would find everybody: it is not sent', async () => {
	const { error } = await run({ does: 'contact filter' });
	expect(error?.message).toBe("'Conditions' is empty [item 0]");
	expect(error?.description).toContain("use 'Get Many'");
	expect(calls()).toEqual([]);
});

test.each(['addLabels', 'removeLabels'])(
	'%s without a label is refused before anything is sent',
	async (operation) => {
		const parameters = { contact: byId(1), labels: '={{ $json.labels }}' };
		const errors = await errorsOf({ does: `contact ${operation}`, parameters }, [
			{ labels: [] },
			{ labels: null },
			{ labels: [' '] },
			{ labels: { title: 'vip' } },
		]);
		expect(errors).toEqual([
			"'Label Names or IDs' is empty [item 0]",
			"'Label Names or IDs' is empty [item 1]",
			"'Label Names or IDs' is empty [item 2]",
			"'Label Names or IDs' must be a list, but is an object [item 3]",
		]);
		expect(calls()).toEqual([]);
	},
);

test('What a new node lacks, n8n says before it runs', async () => {
	for (const operation of ['get', 'update', 'delete', 'merge', 'createSession', 'setLabels']) {
		await expect(run({ does: `contact ${operation}` })).rejects.toThrow('is required');
	}
	expect(calls()).toEqual([]);
});
