import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput, ServiceFailure, UnexpectedAnswer } from '../../shared/failure';
import { path } from '../../shared/path';
import type { Answer, Request } from '../../shared/request';
import { bodyOf, inside, listOf } from '../../shared/rows';
import { wordsIn } from '../../shared/words';
import { KNOWN_EVERYWHERE } from '../events';
import type { Installation } from './installation';
import type { Registration } from './memory';

type Entry = Extract<Registration, { readonly kind: 'entry' }>;

/** A webhook of the account, as the registry shows it. */
interface Webhook {
	readonly id: number;
	readonly url: string;
	readonly events: readonly string[];
	readonly secret: string | undefined;
}

const webhookIn = ({ id, url, subscriptions, secret }: JsonObject): Webhook => {
	if (typeof id !== 'number' || typeof url !== 'string') {
		throw new UnexpectedAnswer('The answer has no webhook');
	}
	return {
		id,
		url,
		events: Array.isArray(subscriptions) ? subscriptions.map(String) : [],
		secret: typeof secret === 'string' && secret !== '' ? secret : undefined,
	};
};

/** Answers wrap what they hold (recorded); the published description of the API knows nothing of it. */
const madeIn = (body: JsonValue | undefined): Webhook => {
	const payload = inside(body, 'payload');
	return webhookIn(inside(payload, 'webhook') ?? payload ?? bodyOf(body));
};

/** There is no way to ask for one webhook: all of them are read. */
async function webhooks({ ask }: Installation): Promise<Webhook[]> {
	const { body } = await ask({ method: 'GET', path: '/webhooks' });
	return listOf(inside(body, 'payload')?.webhooks ?? body).map(webhookIn);
}

const haveSame = (one: readonly string[], other: readonly string[]): boolean =>
	one.length === other.length && one.every((event) => other.includes(event));

const entryOf = ({ id, url, secret }: Webhook): Entry =>
	secret === undefined ? { kind: 'entry', id, url } : { kind: 'entry', id, url, secret };

/** Whether the registry has the entry as it was made, with these events; nothing is changed. */
export async function hasEntry(
	installation: Installation,
	entry: Entry,
	events: readonly string[],
): Promise<boolean> {
	if (entry.url !== installation.url) {
		return false;
	}
	const present = (await webhooks(installation)).find(({ id }) => id === entry.id);
	return present?.url === entry.url && present.secret === entry.secret && haveSame(present.events, events);
}

/** Makes the entry, or takes over the one that leads to this node already: an address stands there only once. */
export async function makeEntry(installation: Installation, events: readonly string[]): Promise<Entry> {
	const { ask, url, name } = installation;
	const body = { url, subscriptions: [...events] };
	const adopted = async (): Promise<Webhook | undefined> => {
		const present = (await webhooks(installation)).find((webhook) => webhook.url === url);
		if (present === undefined || haveSame(present.events, events)) {
			return present;
		}
		const request: Request = { method: 'PATCH', path: path`/webhooks/${String(present.id)}`, body };
		const changed = madeIn(taken(await ask({ ...request, accept: [422], repeatable: true }), events).body);
		return { ...changed, secret: changed.secret ?? present.secret };
	};
	const present = await adopted();
	if (present !== undefined) {
		return entryOf(present);
	}
	const request: Request = { method: 'POST', path: '/webhooks', body: { ...body, name }, accept: [422] };
	const answer = await ask(request);
	if (answer.status === 422) {
		// Somebody was faster, perhaps another process of this n8n: then it is there now.
		const other = await adopted();
		if (other !== undefined) {
			return entryOf(other);
		}
	}
	return entryOf(madeIn(taken(answer, events).body));
}

/** The answer, if the server took the events. */
function taken(answer: Answer, events: readonly string[]): Answer {
	if (answer.status !== 422) {
		return answer;
	}
	const words = wordsIn(answer.body) ?? 'The webhook was refused';
	const unusual = events.filter((event) => !KNOWN_EVERYWHERE.has(event));
	if (/invalid events/i.test(words) && unusual.length > 0) {
		throw new BadInput(
			`This installation does not know the events ${unusual.join(', ')}, or some of them`,
			"It is older than they are. Take them out of 'Events', or upgrade Chatwoot.",
		);
	}
	throw new ServiceFailure(words, { status: 422 });
}

/** Removes the entry, if it still leads to where it led: one that somebody changed by hand is theirs. */
export async function removeEntry(installation: Installation, entry: Entry): Promise<void> {
	const present = (await webhooks(installation)).find(({ id }) => id === entry.id);
	if (present?.url === entry.url) {
		await installation.ask({
			method: 'DELETE',
			path: path`/webhooks/${String(entry.id)}`,
			accept: [404],
			answer: 'optional',
		});
	}
}

/** The entry that leads to this node, for a node that has forgotten it because it was renamed. */
export async function findEntry(installation: Installation): Promise<Entry | undefined> {
	const present = (await webhooks(installation)).find(({ url }) => url === installation.url);
	return present && entryOf(present);
}
