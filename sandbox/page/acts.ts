import { setImmediate as moment } from 'node:timers/promises';
import type { JsonSchema } from '../core/contract.ts';
import type { AmioService } from '../amio/service.ts';
import type { ChatwootService } from '../chatwoot/service.ts';
import { callAs } from './desk-api.ts';
import type { Action, Outcome } from './types.ts';

const LONGEST_TEXT = 4000;

/** Customers who come in when the page asks for a new one. */
const NEWCOMERS = ['Ann Novak', 'Ben Okafor', 'Carla Rossi', 'Dev Patel', 'Eva Lind', 'Farid Haddad'];

const STRING: JsonSchema = { type: 'string', minLength: 1, maxLength: LONGEST_TEXT };
const CONVERSATION: JsonSchema = { type: 'integer' };
const ROLE: JsonSchema = { enum: ['agent', 'administrator'] };

const action = (name: Action['do'], properties: Record<string, JsonSchema>): JsonSchema => ({
	type: 'object',
	additionalProperties: false,
	required: ['do', ...Object.keys(properties)],
	properties: { do: { const: name }, ...properties },
});

/** What a request may hold: an Action. */
export const ACTION: JsonSchema = {
	oneOf: [
		action('meet', {}),
		action('say', { person: STRING, text: STRING }),
		action('tap', { person: STRING, title: STRING }),
		action('answer', {
			conversation: CONVERSATION,
			as: ROLE,
			text: STRING,
			private: { type: 'boolean' },
		}),
		action('turn', { conversation: CONVERSATION, as: ROLE, status: { enum: ['open', 'resolved'] } }),
		action('look', { conversation: CONVERSATION, as: ROLE }),
	],
};

/** Somebody new, on a channel that is heard, else on any; on a web chat of its own when there is none. */
const meet = (amio: AmioService): Outcome => {
	const channels = [...amio.channels.values()];
	const channel = channels.find(({ webhook }) => webhook !== null) ?? channels[0] ?? amio.channel();
	const taken = new Set([...amio.contacts.values()].map(({ name }) => name));
	const name = NEWCOMERS.find((other) => !taken.has(other)) ?? `Customer ${amio.contacts.size + 1}`;
	return { ok: true, person: amio.contact(channel, { name }).id };
};

/** What is wrong at once is told; how the delivery goes, which may take long, the page sees as it goes. */
const begun = async (speaking: Promise<unknown>): Promise<Outcome> => {
	try {
		await Promise.race([speaking, moment()]);
		return { ok: true };
	} catch (error) {
		return { ok: false, says: error instanceof Error ? error.message : String(error) };
	}
};

/** Does what was clicked or typed. */
export const perform = (
	{ amio, chatwoot }: { readonly amio: AmioService; readonly chatwoot: ChatwootService },
	wanted: Action,
): Outcome | Promise<Outcome> => {
	switch (wanted.do) {
		case 'meet':
			return meet(amio);
		case 'say':
			return begun(amio.say(wanted.person, wanted.text));
		case 'tap':
			return begun(amio.say(wanted.person, { tap: wanted.title }));
		case 'answer': {
			const { conversation, as, text: content, private: isPrivate } = wanted;
			return callAs(chatwoot, as, `${conversation}/messages`, {
				content,
				message_type: 'outgoing',
				private: isPrivate,
			});
		}
		case 'turn':
			return callAs(chatwoot, wanted.as, `${wanted.conversation}/toggle_status`, { status: wanted.status });
		case 'look':
			return callAs(chatwoot, wanted.as, `${wanted.conversation}/update_last_seen`);
	}
};
