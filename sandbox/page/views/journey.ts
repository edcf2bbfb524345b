import type { JournalEntry } from '../../core/journal.ts';
import { AGENT_HEADER } from '../desk-api.ts';
import type { Desk, Hop, N8n, Station } from '../types.ts';
import { webAddress } from './said.ts';
import { wordsFor } from './words.ts';

const MOST_HOPS = 50;

const NAMES = {
	amio: 'Amio',
	proto: 'Proto',
	chatwoot: 'Chatwoot',
	aicx: 'AICX',
	n8n: 'n8n',
} as const satisfies Partial<Record<Station, string>>;

/** A place with the name that is shown for it. */
interface Stop {
	readonly station: Station;
	readonly name: string;
}

const N8N: Stop = { station: 'n8n', name: 'n8n' };

const isStation = (word: string): word is keyof typeof NAMES => Object.hasOwn(NAMES, word);

const serviceStop = (service: string): Stop =>
	isStation(service) ? { station: service, name: NAMES[service] } : { station: 'other', name: service };

/** Who is there besides the services. */
interface Others {
	readonly n8n: N8n | undefined;
	readonly agents: Desk['agents'];
}

/** Where a delivery goes: to n8n when it is there. */
const receiver = (url: string | undefined, { n8n }: Others): Stop => {
	const [address, home] = [webAddress(url), webAddress(n8n?.url)];
	if (address === null) return { station: 'other', name: 'no valid address' };
	const { origin, host } = new URL(address);
	return home !== null && origin === new URL(home).origin ? N8N : { station: 'other', name: host };
};

/** Who calls: an agent on this page says so; beside n8n there is seldom another program. */
const caller = ({ headers }: JournalEntry, { n8n, agents }: Others): Stop => {
	const agent = agents.find(({ role }) => role === headers[AGENT_HEADER]);
	if (agent !== undefined) return { station: 'chatwoot', name: agent.name };
	return n8n === undefined ? { station: 'other', name: 'a program' } : N8N;
};

const answerOf = ({ status, note, finishedAt }: JournalEntry): Pick<Hop, 'outcome' | 'answer'> => {
	if (finishedAt === undefined) return { outcome: 'open', answer: note ?? 'no answer yet' };
	if (status === 0) return { outcome: 'bad', answer: note ?? 'no answer' };
	return { outcome: status < 400 ? 'good' : 'bad', answer: String(status) };
};

const hopOf = (entry: JournalEntry, others: Others): Hop => {
	const service = serviceStop(entry.service);
	const [from, to] =
		entry.direction === 'in' ? [caller(entry, others), service] : [service, receiver(entry.url, others)];
	return {
		seq: entry.seq,
		at: Math.floor(entry.startedAt),
		from: from.station,
		to: to.station,
		fromName: from.name,
		toName: to.name,
		what: wordsFor(entry),
		...answerOf(entry),
	};
};

/** The newest calls, newest first. What belongs to no service is left out. */
export const journeyOf = (entries: readonly JournalEntry[], others: Others): Hop[] =>
	entries
		.filter(({ service }) => service !== '-')
		.slice(-MOST_HOPS)
		.reverse()
		.map((entry) => hopOf(entry, others));
