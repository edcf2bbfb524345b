import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { appendFile } from 'node:fs/promises';
import { setStage, type Stage } from '../../host/stage.ts';
import { startSandbox } from '../../sandbox/index.ts';
import { browserPath, launchBrowser, photograph } from './browser.ts';
import { callsOf, leaksOf, leaksOn, Whispers } from './leaks.ts';
import { ours, theirs, trigger, workflowOf } from './workflow.ts';

const inBrowser = browserPath() === undefined ? describe.skip : describe;

const inQueueMode = process.env.EXECUTIONS_MODE === 'queue' ? describe : describe.skip;

const WEBHOOK = '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0061';

/** Gives away what it is told: to its runs, to a service, and to whoever asked. */
const TATTLES = workflowOf(
	'leaksTattles0001',
	'Tattles',
	[
		ours('Tell Proto', 'proto', {
			resource: 'human',
			operation: 'create',
			name: "={{ ['Ann', $json.chatToken].join(' ') }}",
			additionalFields: {},
		}),
		theirs('Tell All', 'set', 3.4, {
			mode: 'raw',
			jsonOutput: '={{ { "told": $("Proto Trigger").item.json.chatToken } }}',
		}),
	],
	trigger('Proto Trigger', 'protoTrigger', WEBHOOK, { events: ['humanProfile'] }),
);

const ECHO = '7d0c0a52-6f0e-4c0e-9b34-1f6a1f2b0062';

/** Its answer goes from the worker that runs it to the process that was asked. */
const WHISPERS = workflowOf(
	'leaksWhispers001',
	'Whispers',
	[
		theirs('Answer', 'respondToWebhook', 1.5, {
			respondWith: 'text',
			responseBody: '={{ $json.query.say }}',
		}),
	],
	{
		...theirs('Asked', 'webhook', 2.1, { path: ECHO, responseMode: 'responseNode', options: {} }),
		webhookId: ECHO,
	},
);

describe('The search for secrets finds those that were planted', () => {
	let stage: Stage;

	beforeAll(async () => {
		stage = await setStage({ workflows: [TATTLES, WHISPERS] });
	});

	afterAll(async () => {
		await stage.close();
	});

	inQueueMode('in Redis', () => {
		test('in an answer that goes from process to process', async () => {
			const { n8n, sandbox } = stage;
			await n8n.publish(WHISPERS.id);
			const whispers = await Whispers.listen();
			const answer = await fetch(`${n8n.url}/webhook/${ECHO}?say=${sandbox.amio.token}`);
			expect(await answer.text()).toBe(sandbox.amio.token);
			whispers.end();
			expect(whispers.leaks).toEqual([{ what: 'token of Amio', where: 'Redis' }]);
		});
	});

	test('in a run, in a call, in an answer, and in the log; and names the places, not the secrets', async () => {
		const { n8n, sandbox } = stage;
		const calls = callsOf(sandbox);
		await n8n.publish(TATTLES.id);
		sandbox.proto.webhook = { profileUrl: `${n8n.url}/webhook/${WEBHOOK}/proto` };
		const { amio, aicx } = sandbox;
		const { status } = await sandbox.proto.askProfile('human_1', amio.token);
		expect(status).toBe(200);
		await n8n.waitForExecutions(TATTLES.id, 1);
		sandbox.journal.clear();
		await n8n.stop();
		await appendFile(n8n.processes[0].logFile, `debug ${aicx.secret}\n`);

		const leaks = await leaksOf(n8n, calls);
		const what = 'token of Amio';
		expect(leaks).toEqual(
			expect.arrayContaining([
				{ what: 'takeover secret of AICX', where: 'n8n.log' },
				{ what, where: 'execution_data.data' },
				{ what, where: 'POST /webhook/chan_sandbox/human' },
				{ what, where: 'answer to a webhook of proto' },
			]),
		);
		expect(JSON.stringify(leaks)).not.toContain(amio.token);
	});
});

inBrowser('On a page', () => {
	test('they are found where they stand, and where they are typed; and no picture is taken', async () => {
		const sandbox = await startSandbox();
		const browser = await launchBrowser();
		try {
			const page = await browser.newPage();
			await page.setContent(`<p hidden>${sandbox.proto.token}</p><input type="password">`);
			await page.locator('input').fill(sandbox.amio.token);
			expect(await leaksOn(page)).toEqual([
				{ what: 'token of Amio', where: 'a field at about:blank' },
				{ what: 'token of Proto', where: 'the page about:blank' },
			]);
			await expect(photograph(page, {})).rejects.toThrow('Secrets stand on the page');
		} finally {
			await browser.close();
			await sandbox.close();
		}
	});
});
