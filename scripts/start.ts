import { parseArgs } from 'node:util';
import { Desk } from '../host/desk.ts';
import { ALL_EXAMPLES, type ExampleName } from '../host/examples.ts';
import { OWNER } from '../host/instance.ts';
import { showOnPage } from '../host/page.ts';
import { poll } from '../host/poll.ts';
import { setStage, type Stage } from '../host/stage.ts';

const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
const say = (line: string): void => console.log(line);

/** A step of the demonstration: what it shows, and whether it did. */
interface Step {
	readonly words: string;
	readonly held: boolean;
}

/** One customer, from the bot to an agent and back; every line says what was seen, not what should be. */
async function converse({ sandbox, shop, n8n, workflows }: Stage<ExampleName>): Promise<Step[]> {
	const { amio, aicx, chatwoot, proto } = sandbox;
	const { nathan } = shop;
	const desk = new Desk(sandbox);
	const steps: Step[] = [];
	const phone = (): unknown[] => amio.seenBy(nathan.id).messages.map(({ content }) => content?.payload);
	const seen = async (what: () => string | undefined): Promise<string> =>
		await poll('What was waited for did not happen', () => Promise.resolve(what()));
	/** Waits for something to be seen, and tells it. */
	const tell = async (words: string, what: () => string | undefined): Promise<void> => {
		try {
			steps.push({ words: `${words}: ${await seen(what)}`, held: true });
		} catch {
			steps.push({ words: `${words}: nothing`, held: false });
		}
	};
	/** What stands last on the customer's phone, once there are so many messages. */
	const shown = (count: number) => () => {
		const messages = phone();
		return messages.length < count ? undefined : JSON.stringify(messages.at(-1));
	};

	await amio.say(nathan.id, 'Where is my order?');
	await tell('Nathan asks on Messenger "Where is my order?", and the bot answers', shown(2));
	await amio.say(nathan.id, { tap: 'Talk to a person' });
	await tell('He taps "Talk to a person"; a ticket in Proto AICX says', () => {
		const [ticket] = aicx.tickets.values();
		return ticket && JSON.stringify(ticket.subject);
	});
	/** The private note that has this in it. */
	const note = (words: string): string | undefined =>
		[...chatwoot.messages.values()]
			.filter((message) => message.private)
			.map(({ content }) => String(content))
			.find((content) => content.includes(words));
	await tell('The agents find the conversation, with a note', () => {
		const transcript = note('**human**');
		return transcript && `${transcript.split('\n').length} lines of ticket and transcript`;
	});
	await tell('An AI agent leaves another one', () => {
		const suggestion = note('Suggested answer');
		return suggestion && JSON.stringify(suggestion.split('\n', 1)[0]);
	});
	const [conversation] = chatwoot.conversations.values();
	if (conversation) {
		await desk.answer(conversation.id, 'Hello Nathan, Agnes here. It left us this morning.');
		await tell('Agnes answers, and Nathan reads', shown(5));
		await desk.resolve(conversation.id);
		await tell('She resolves the conversation, and he is with the bot again', shown(6));
	}
	const before = await n8n.executions(workflows.escalation.id);
	const forged = await proto.deliver({ events: [{ messages: [] }], sign: 'wrong' });
	const after = await n8n.executions(workflows.escalation.id);
	steps.push({
		words: `A forged webhook is answered ${forged.status} and starts nothing`,
		held: forged.status === 401 && after.length === before.length,
	});
	return steps;
}

const stage = await setStage({
	examples: ALL_EXAMPLES,
	log: say,
	sandboxLog: (line) => say(`  ${line}`),
});
showOnPage(stage.sandbox, stage.n8n);
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
	say(`sandbox  ${stage.sandbox.url}   phone, bot, desk and tickets on one page`);
	say('Both stay up until you press Ctrl+C.');
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => {
			void stage.close().then(() => process.exit(worked ? 0 : 1));
		});
	}
}
