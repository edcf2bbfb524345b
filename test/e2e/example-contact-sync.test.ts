import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { poll } from '../../host/poll.ts';
import { setStage, type Stage } from './stage.ts';
import { ChatwootClient } from '../support/chatwoot-client.ts';

describe('Contacts in step', () => {
	let stage: Stage<'contactSync'>;
	let client: ChatwootClient;

	beforeAll(async () => {
		stage = await setStage({ examples: ['contactSync'] });
		client = new ChatwootClient(stage.sandbox);
		// Only what a test looks at shall run by itself.
		stage.sandbox.chatwoot.deliveries.enabled = false;
	});

	afterAll(async () => {
		await stage.close();
	});

	const edit = async (contact: number, body: object): Promise<void> => {
		await client.ask('PUT', `contacts/${contact}`, { body });
	};

	interface Ran {
		readonly status: string;
		/** What was asked of AICX, e.g. `create-customer chatwoot-2`. */
		readonly calls: readonly string[];
		/** How many requests Chatwoot got. */
		readonly read: number;
	}

	const callsToAicx = (): string[] =>
		stage.sandbox.journal.entries({ service: 'aicx' }).map(({ path }) => {
			const [, customer, tags, fields] =
				/create-customer\/(.+)$|customer\/(.+)\/add-tags$|customer\/(.+)\/add-custom-fields$/.exec(path) ??
				[];
			if (customer !== undefined) return `create-customer ${customer}`;
			return tags === undefined ? `add-custom-fields ${fields ?? path}` : `add-tags ${tags}`;
		});

	/** Makes the contacts that are there older, which the test cannot wait for. */
	const anHourLater = (): void => {
		for (const contact of stage.sandbox.chatwoot.contacts.values()) {
			Object.assign(contact, { created_at: contact.created_at - 3_600_000 });
		}
	};

	const run = async (trigger: 'Every Hour' | 'Every Night'): Promise<Ran> => {
		const { n8n, sandbox, workflows } = stage;
		sandbox.journal.clear();
		const { status } = await n8n.executeOnce(workflows.contactSync.id, trigger);
		const calls = callsToAicx();
		return { status, calls, read: sandbox.journal.entries({ service: 'chatwoot' }).length };
	};

	const created = ({ calls }: Ran): string[] =>
		calls.filter((call) => call.startsWith('create-customer')).map((call) => call.split(' ')[1] ?? '');

	const customer = (id: string) => {
		const found = stage.sandbox.aicx.customers.get(id);
		return (
			found && {
				name: found.name,
				email: found.email,
				tags: found.tags,
				values: [...found.customFieldValues.values()],
			}
		);
	};

	const rows = async (): Promise<Record<string, unknown>[]> => {
		const { n8n } = stage;
		const tables = (await n8n.api('GET', '/rest/data-tables-global')) as {
			readonly data: readonly { readonly id: string; readonly projectId: string; readonly name: string }[];
		};
		const table = tables.data.find(({ name }) => name === 'contacts in step');
		const path = `/rest/projects/${table?.projectId ?? ''}/data-tables/${table?.id ?? ''}/rows?take=100`;
		return ((await n8n.api('GET', path)) as { readonly data: Record<string, unknown>[] }).data;
	};

	test('the first hour brings all contacts, with tags and custom fields; the second finds nothing to do', async () => {
		const names = ['Ada', 'Ben', 'Cleo'];
		for (const name of names) {
			await client.contact({
				name,
				email: `${name.toLowerCase()}@example.com`,
				custom_attributes: { plan: 'Pro', seats: name.length },
			});
		}
		await client.contact({ name: 'Dan', identifier: 'crm/4711 é', phone_number: '+15550000001' });
		await client.post('labels', { title: 'vip' });
		await client.post('contacts/2/labels', { labels: ['vip'] });

		const first = await run('Every Hour');
		expect(first.status).toBe('success');
		expect(customer('chatwoot-2')).toEqual({
			name: 'Ada',
			email: 'ada@example.com',
			tags: ['chatwoot', 'vip'],
			values: ['Pro', 3],
		});
		expect(customer('crm/4711 é')).toMatchObject({
			name: 'Dan',
			tags: ['chatwoot'],
			values: [],
		});
		expect(created(first)).toHaveLength(5);

		const second = await run('Every Hour');
		expect(second).toMatchObject({ status: 'success', calls: [] });
		const third = await run('Every Night');
		expect(third).toMatchObject({ status: 'success', calls: [] });
		expect(stage.sandbox.violations.list()).toEqual([]);
	});

	test('an edit, which moves no date, arrives through the webhook at once', async () => {
		const { n8n, sandbox, workflows } = stage;
		sandbox.journal.clear();
		sandbox.chatwoot.deliveries.enabled = true;
		const runs = async () => {
			const all = await n8n.executions(workflows.contactSync.id);
			return all.filter(({ mode, status }) => mode === 'webhook' && status === 'success').length;
		};
		const before = await runs();
		await edit(3, { name: 'Benjamin' });
		await sandbox.chatwoot.deliveries.settled();
		await poll('The edit did not become a run', async () => ((await runs()) > before ? true : undefined));
		expect(customer('chatwoot-3')?.name).toBe('Benjamin');
		expect(callsToAicx().filter((call) => call.startsWith('create'))).toEqual(['create-customer chatwoot-3']);
		sandbox.chatwoot.deliveries.enabled = false;
		// The hourly run does not see it, and need not.
		expect(await run('Every Hour')).toMatchObject({ status: 'success', calls: [] });
	});

	test('a label arrives at night, also if no webhook tells of it', async () => {
		await client.post('contacts/4/labels', { labels: ['vip'] });
		const night = await run('Every Night');
		expect(created(night)).toEqual(['chatwoot-4']);
		expect(customer('chatwoot-4')?.tags).toEqual(['chatwoot', 'vip']);
	});

	test('who is refused is reported and tried again the next hour; all others arrive, and nobody twice', async () => {
		const { faults } = stage.sandbox;
		for (const id of [2, 3, 4]) await edit(id, { email: `new-${id}@example.com` });
		const lift = faults.add({
			service: 'aicx',
			path: /create-customer\/chatwoot-3$/,
			fault: { status: 422, body: { detail: 'This address is not allowed' } },
		});
		const night = await run('Every Night');
		expect(night.status).toBe('error');
		expect(created(night).sort()).toEqual(['chatwoot-2', 'chatwoot-3', 'chatwoot-4']);
		expect(customer('chatwoot-2')?.email).toBe('new-2@example.com');
		expect(await rows()).toContainEqual(
			expect.objectContaining({
				contact: '3',
				hash: '',
				error: expect.stringContaining('This address is not allowed'),
			}),
		);

		anHourLater();
		const refused = await run('Every Hour');
		expect(refused.status).toBe('error');
		expect(refused.calls).toEqual(['create-customer chatwoot-3']);

		lift();
		const again = await run('Every Hour');
		expect(again.status).toBe('success');
		expect(created(again)).toEqual(['chatwoot-3']);
		expect(customer('chatwoot-3')?.email).toBe('new-3@example.com');
		expect((await rows()).filter(({ error }) => error !== '' && error !== null)).toEqual([]);
		expect(await run('Every Night')).toMatchObject({ status: 'success', calls: [] });
	});

	test('a customer whose custom fields were refused is sent whole the next time', async () => {
		const { faults } = stage.sandbox;
		await edit(2, { custom_attributes: { plan: 'Free', seats: 9 } });
		faults.add({ service: 'aicx', path: /chatwoot-2\/add-custom-fields$/, times: 1, fault: { status: 400 } });
		expect((await run('Every Night')).status).toBe('error');
		anHourLater();
		expect(await run('Every Hour')).toEqual(
			expect.objectContaining({
				status: 'success',
				calls: ['create-customer chatwoot-2', 'add-tags chatwoot-2', 'add-custom-fields chatwoot-2'],
			}),
		);
		expect(customer('chatwoot-2')?.values).toEqual(['Free', 9]);
	});

	test('an hour in which Chatwoot could not be read is made up for in the next', async () => {
		const { faults } = stage.sandbox;
		const away = faults.add({
			service: 'chatwoot',
			method: 'GET',
			path: /\/contacts$/,
			fault: { status: 401 },
		});
		await client.contact({ name: 'Gil', identifier: 'gil' });
		expect((await run('Every Hour')).status).toBe('error');
		away();
		expect(created(await run('Every Hour'))).toEqual(['gil']);
	});

	test('of a hundred contacts who wrote, only those who changed are sent', async () => {
		const ids = [];
		for (let index = 0; index < 100; index += 1) {
			ids.push(await client.contact({ name: `Bulk ${index}`, identifier: `bulk-${index}` }));
		}
		expect(created(await run('Every Hour'))).toHaveLength(100);
		for (const id of ids.slice(0, 10)) await edit(id, { name: `Changed ${id}` });
		const night = await run('Every Night');
		expect(created(night)).toHaveLength(10);
		expect(stage.sandbox.violations.list()).toEqual([]);
	});
});
