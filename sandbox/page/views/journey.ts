import type { JournalEntry } from '../../core/journal.ts';
import { AGENT_HEADER } from '../desk-api.ts';
import type { Hop, N8n, Station } from '../types.ts';
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

/** Where a delivery goes: to n8n when it is there. */
const receiver = (url: string | undefined, n8n: N8n | undefined): Stop => {
	if (url === undefined || !URL.canParse(url)) return { station: 'other', name: 'no valid address' };
	const { origin, host } = new URL(url);
	return n8n !== undefined && origin === new URL(n8n.url).origin ? N8N : { station: 'other', name: host };
};

/** Who calls: an agent on this page says so; beside n8n there is seldom another program. */
const caller = ({ headers }: JournalEntry, n8n: N8n | undefined): Stop => {
	const agent = headers[AGENT_HEADER];
	if (agent !== undefined) return { station: 'chatwoot', name: decodeURIComponent(agent) };
	return n8n === undefined ? { station: 'other', name: 'a program' } : N8N;
};

const answerOf = ({ status, note, finishedAt }: JournalEntry): Pick<Hop, 'outcome' | 'answer'> => {
	if (finishedAt === undefined) return { outcome: 'open', answer: note ?? 'no answer yet' };
	if (status === 0) return { outcome: 'bad', answer: note ?? 'no answer' };
	return { outcome: status < 400 ? 'good' : 'bad', answer: String(status) };
};

const hopOf = (entry: JournalEntry, n8n: N8n | undefined): Hop => {
	const service = serviceStop(entry.service);
	const [from, to] =
		entry.direction === 'in' ? [caller(entry, n8n), service] : [service, receiver(entry.url, n8n)];
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
export const journeyOf = (entries: readonly JournalEntry[], n8n: N8n | undefined): Hop[] =>
	entries
		.filter(({ service }) => service !== '-')
		.slice(-MOST_HOPS)
		.reverse()
		.map((entry) => hopOf(entry, n8n));
