import { parseArgs } from 'node:util';
import { OWNER, itemsOf } from '../host/instance.ts';
import { setStage, type Stage } from '../host/stage.ts';

const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const say = (line: string): void => console.log(line);

/** A step of the demonstration: what it shows, and whether it did. */
interface Step {
	readonly words: string;
	readonly held: boolean;
}

/** One conversation through n8n and back; every line says what was seen, not what should be. */
async function converse({ sandbox, n8n, workflows }: Stage): Promise<Step[]> {
	const { proto } = sandbox;
	const started = await fetch(`${n8n.url}/webhook/proto-customer-writes`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({
			name: 'Nathan Smith',
			text: "I can't see my deposit",
			trigger: 'deposit-missing',
		}),
	});
	await proto.settled();
	const [human] = proto.humans.values();
	const [chat] = proto.chats.values();
	const sent = chat?.messages.filter(({ author }) => author.type === 'human') ?? [];
	const answers = await n8n.waitForExecutions(workflows.botAnswers.id, 2);
	const heard = answers.flatMap((run) => itemsOf(run, 'Answer').map(({ json }) => json.text as string));
	const profile = await proto.askProfile(human?.id ?? 'human_unknown');
	const forged = await proto.deliver({ events: [{ messages: [] }], sign: 'wrong' });
	const runs = await n8n.executions(workflows.botAnswers.id);
	return [
		{
			words: `A workflow made the human ${human?.name ?? '(none)'} and a chat (${started.status})`,
			held: started.ok,
		},
		{
			words: `It sent ${sent.map(({ message }) => message.type.replace('_', ' ')).join(' and ') || 'nothing'}`,
			held: sent.length === 2,
		},
		...heard.map((text) => ({ words: `The Proto Trigger brought the bot's answer: "${text}"`, held: true })),
		{
			words: `Proto asked who the human is, and was told: ${JSON.stringify(profile.body)}`,
			held: profile.status === 200,
		},
		{
			words: `A forged webhook was answered ${forged.status} and started nothing`,
			held: forged.status === 401 && runs.length === answers.length,
		},
	];
}

const stage = await setStage({ log: say, sandboxLog: (line) => say(`  ${line}`) });
const steps = await converse(stage).finally(async () => {
	if (values.once) {
		await stage.close();
	}
});
say('');
for (const { words, held } of steps) {
	say(`${held ? '✓' : '✗'} ${words}`);
}
const worked = steps.every(({ held }) => held);

if (values.once) {
	process.exitCode = worked ? 0 : 1;
} else {
	say('');
	say(`n8n      ${stage.n8n.url}   sign in as ${OWNER.email} with the password ${OWNER.password}`);
	say(`sandbox  ${stage.sandbox.url}`);
	say('Both stay up until you press Ctrl+C.');
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			void stage.close().then(() => process.exit(worked ? 0 : 1));
		});
	}
}
