import { describe, expect, test } from '@jest/globals';
import { startSandbox } from '../../../sandbox/index.ts';
import { AmioClient } from '../../support/amio-client.ts';
import { ChatwootClient } from '../../support/chatwoot-client.ts';
import { annAtTheDesk, doOnPage, openPage } from './page-support.ts';
import { useReceiver, useSandbox } from './support.ts';

const use = useSandbox();
const receiver = useReceiver();

const get = (path: string): Promise<Response> => fetch(use.sandbox.url + path);

describe('the page and its files', () => {
	test('come as a browser wants them: a document, styles, and TypeScript as JavaScript', async () => {
		const page = await get('/');
		const html = await page.text();
		expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
		const named = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
		expect(named).toContain('/page/main.tsx');
		const files = await Promise.all(named.map(get));
		expect(files.map(({ status }) => status)).toEqual(named.map(() => 200));
		const app = await get('/page/app.tsx');
		expect(app.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
		const code = await app.text();
		expect(code).toContain('from "preact/jsx-runtime"');
		expect(code).not.toContain(': JSX.Element');
		expect(code).not.toContain('../types.ts');
	});

	test('bring all that their modules import', async () => {
		const { imports } = JSON.parse(
			/importmap">(.+?)<\/script>/.exec(await (await get('/')).text())?.[1] ?? '{}',
		) as {
			imports: Record<string, string>;
		};
		const seen = new Map<string, number>();
		const follow = async (path: string): Promise<void> => {
			if (seen.has(path)) return;
			const response = await get(path);
			seen.set(path, response.status);
			const specifiers = [...(await response.text()).matchAll(/(?:from|import)\s*["']([^"']+)["']/g)];
			for (const [, name = ''] of specifiers) {
				await follow(imports[name] ?? new URL(name, new URL(path, 'http://page')).pathname);
			}
		};
		await follow('/page/main.tsx');
		expect([...seen.values()].every((status) => status === 200)).toBe(true);
		expect([...seen.keys()]).toEqual(
			expect.arrayContaining(['/page/talk.tsx', '/page/modules/preact/hooks']),
		);
	});

	test.each([
		'none.tsx',
		'tsconfig.json',
		'..%2fpage.ts',
		'%2e%2e/page.ts',
		'modules/fastify',
		'modules/../page.ts',
	])('are no others: %s', async (path) => {
		expect((await get(`/page/${path}`)).status).toBe(404);
	});

	test("let nothing run that is not the sandbox's own", async () => {
		const policy = (await get('/')).headers.get('content-security-policy') ?? '';
		expect(policy).toContain("default-src 'none'");
		expect(policy).not.toContain('unsafe');
	});

	test('stand in no journal, in no log, and break no rule', async () => {
		const { sandbox, lines } = use;
		const page = await openPage(sandbox);
		for (const path of ['/', '/page/app.tsx', '/page/none.tsx']) await get(path);
		await doOnPage(sandbox, { do: 'meet' });
		await page.until(({ people }) => people.length === 1);
		page.close();
		expect(sandbox.journal.entries()).toEqual([]);
		expect(lines).toEqual([]);
		expect(sandbox.violations.list()).toEqual([]);
		expect((await get('/somewhere')).status).toBe(404);
		expect(sandbox.journal.entries({ service: '-' })).toHaveLength(1);
	});
});

describe('an open page', () => {
	test('sees everything at first, then the sections that change', async () => {
		const { sandbox, client } = use;
		const page = await openPage(sandbox);
		await page.until(() => true);
		expect(page.pushes[0]).toEqual(['people', 'chats', 'desk', 'tickets', 'journey', 'runs']);
		sandbox.proto.bot = false;
		await client.createChat();
		await page.until(({ chats, journey }) => chats.length === 1 && journey[0]?.answer === '200');
		expect(new Set(page.pushes.slice(1).flat())).toEqual(new Set(['chats', 'journey']));
		page.close();
	});

	test('sees what no call tells of', async () => {
		const { sandbox } = use;
		const page = await openPage(sandbox);
		new AmioClient(sandbox).someone('viber');
		const { people } = await page.until((shown) => shown.people.length === 1);
		expect(people[0]?.channel).toBe('Shop, Viber');
		page.close();
	});

	test('sees the runs of n8n, and that they cannot be read', async () => {
		const { sandbox } = use;
		const { page } = sandbox;
		page.n8n = { url: 'http://127.0.0.1:5678', signIn: 'As anybody' };
		const started = {
			workflow: 'Hand over',
			status: 'success',
			startedAt: '2026-01-31T12:00:00Z',
			url: 'http://127.0.0.1:5678/1',
		};
		const waiting = { ...started, status: 'new', startedAt: null, url: `${started.url}2` };
		page.runs = () => Promise.resolve([waiting, started]);
		const open = await openPage(sandbox);
		const { runs } = await open.until((shown) => shown.runs.runs.length === 2);
		const at = Date.parse(started.startedAt);
		const shown = [
			{ workflow: 'Hand over', status: 'new', at: null, url: `${started.url}2` },
			{ workflow: 'Hand over', status: 'success', at, url: started.url },
		];
		expect(runs).toEqual({ n8n: page.n8n, runs: shown, problem: '' });
		page.runs = () => Promise.reject(new Error('secret reason'));
		const later = await open.until((shown) => shown.runs.problem !== '');
		expect(later.runs).toMatchObject({ runs: shown, problem: 'n8n does not tell its runs' });
		open.close();
		page.n8n = undefined;
		page.runs = undefined;
	});

	test('is let go by a reset, and comes back to a sandbox that is empty', async () => {
		const { sandbox } = use;
		await doOnPage(sandbox, { do: 'meet' });
		const page = await openPage(sandbox);
		await page.until(({ people }) => people.length === 1);
		sandbox.reset();
		await page.ended;
		const again = await openPage(sandbox);
		expect(await again.until(() => true)).toMatchObject({ people: [], journey: [] });
		again.close();
	});

	test('does not keep the sandbox from closing', async () => {
		const other = await startSandbox();
		const pages = [await openPage(other), await openPage(other)];
		await other.close();
		await Promise.all(pages.map(({ ended }) => ended));
		await expect(fetch(other.url)).rejects.toThrow();
	});
});

describe('what is done on the page', () => {
	test('a customer comes in, writes, and is not held up by a slow workflow', async () => {
		const { sandbox } = use;
		const { amio, journal } = sandbox;
		amio.channel({ webhook: { url: `${sandbox.url}/v1/slow` } });
		sandbox.faults.add({ path: '/v1/slow', fault: { hang: 'before' } });
		const met = await doOnPage(sandbox, { do: 'meet' });
		const person = met.ok ? (met.person ?? '') : '';
		expect(amio.contacts.get(person)?.name).toBe('Ann Novak');
		expect(await doOnPage(sandbox, { do: 'say', person, text: 'Hello' })).toEqual({ status: 200, ok: true });
		await journal.seen({ direction: 'out', path: '/v1/slow' });
		expect(sandbox.page.snapshot().people[0]?.talk).toMatchObject([{ text: 'Hello', progress: 'sending' }]);
		expect(await doOnPage(sandbox, { do: 'meet' })).toMatchObject({ ok: true });
		expect([...amio.contacts.values()].map(({ name }) => name)).toEqual(['Ann Novak', 'Ben Okafor']);
		expect(amio.channels.size).toBe(1);
	});

	test('a customer taps what is there, and cannot tap what is not', async () => {
		const { sandbox } = use;
		const client = new AmioClient(sandbox);
		const { ann, channel } = client.someone('facebook_messenger', receiver.url);
		const quick_replies = [{ type: 'text', title: 'Agent', payload: 'AGENT' }];
		await client.send(channel, { id: ann.id }, { type: 'text', payload: 'What now?', quick_replies });
		expect(await doOnPage(sandbox, { do: 'tap', person: ann.id, title: 'Agent' })).toMatchObject({
			ok: true,
		});
		await sandbox.amio.settled();
		const [event] = receiver.received
			.map(({ body }) => body as { event: string; data: object })
			.filter(({ event: name }) => name === 'message_received');
		expect(event?.data).toMatchObject({ content: { payload: 'Agent', quick_reply: { payload: 'AGENT' } } });
		expect(await doOnPage(sandbox, { do: 'tap', person: ann.id, title: 'Agent' })).toEqual({
			status: 422,
			ok: false,
			says: 'The customer sees nothing to tap called Agent',
		});
	});

	test("an agent's answer, note, look and resolving are an agent's calls, with all that follows from them", async () => {
		const { sandbox } = use;
		const { chatwoot, journal } = sandbox;
		const { conversation } = await annAtTheDesk(sandbox, { webhook_url: receiver.url });
		await new ChatwootClient(sandbox).message(conversation, { content: 'Help', message_type: 'incoming' });
		await chatwoot.deliveries.settled();
		receiver.received.length = 0;
		const desk = { conversation, as: 'agent' } as const;
		await doOnPage(sandbox, { do: 'look', ...desk });
		expect(sandbox.page.snapshot().desk.conversations[0]?.unread).toBe(0);
		await doOnPage(sandbox, { do: 'answer', ...desk, text: 'Coming', private: false });
		await doOnPage(sandbox, { do: 'answer', ...desk, as: 'administrator', text: 'Be nice', private: true });
		await doOnPage(sandbox, { do: 'turn', ...desk, status: 'resolved' });
		await chatwoot.deliveries.settled();
		const heard = receiver.received.map(
			({ body }) => body as { event: string; content?: string; sender?: { name: string } },
		);
		expect(heard.filter(({ event }) => event === 'message_created').map(({ content }) => content)).toEqual(
			expect.arrayContaining(['Coming', 'Be nice']),
		);
		expect(heard.map(({ event }) => event)).toContain('conversation_status_changed');
		expect(sandbox.page.snapshot().desk.conversations[0]).toMatchObject({ status: 'resolved' });
		expect(
			sandbox.page.snapshot().desk.conversations[0]?.talk.map(({ from, author }) => [from, author]),
		).toEqual([
			['customer', 'Ann'],
			['agent', 'Agnes Agent'],
			['note', 'Ada Admin'],
			['event', ''],
		]);
		const own = sandbox.page
			.snapshot()
			.journey.filter(({ from, to }) => from === 'chatwoot' && to === 'chatwoot');
		expect(own.map(({ fromName, what }) => `${fromName}: ${what}`).reverse()).toEqual([
			'Agnes Agent: conversation seen',
			'Agnes Agent: message "Coming"',
			'Ada Admin: private note "Be nice"',
			'Agnes Agent: status resolved',
		]);
		expect(journal.entries({ where: ({ status }) => status >= 400 })).toEqual([]);
		expect(sandbox.violations.list()).toEqual([]);
	});

	test('an agent who is not in the inbox is told what Chatwoot says', async () => {
		const { sandbox } = use;
		const { conversation, inbox } = await annAtTheDesk(sandbox);
		sandbox.chatwoot.inboxes.get(inbox)?.members.clear();
		const outcome = await doOnPage(sandbox, { do: 'turn', conversation, as: 'agent', status: 'resolved' });
		expect(outcome).toEqual({
			status: 422,
			ok: false,
			says: 'Chatwoot answered 401. You are not authorized to do this action',
		});
	});

	test.each([
		['something the page does not know', { do: 'reset' }],
		['something without its text', { do: 'say', person: '1' }],
		['an empty text', { do: 'say', person: '1', text: '' }],
		['somebody else', { do: 'answer', conversation: 1, as: 'outsider', text: 'x', private: false }],
		['more than is asked', { do: 'meet', name: 'Eve' }],
		['a list', []],
	])('is refused when it is %s', async (_what, action) => {
		const outcome = await doOnPage(use.sandbox, action as unknown as { do: 'meet' });
		expect(outcome).toEqual({ status: 400, ok: false, says: 'The page knows no such action' });
	});

	test('a person who is not there cannot write', async () => {
		const outcome = await doOnPage(use.sandbox, { do: 'say', person: '1', text: 'Hello' });
		expect(outcome).toEqual({ status: 422, ok: false, says: 'The sandbox has no contact 1' });
	});
});
