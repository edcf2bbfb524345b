import type { PageSurroundings } from './page.ts';
import type { N8n, Run, Runs, Snapshot } from './types.ts';
import { chatsOf } from './views/chats.ts';
import { deskOf } from './views/desk.ts';
import { journeyOf } from './views/journey.ts';
import { peopleOf } from './views/people.ts';
import { webAddress } from './views/said.ts';
import { ticketsOf } from './views/tickets.ts';

/** How far back the journal is read. */
const MOST_ENTRIES = 2000;

export interface Scene extends Omit<PageSurroundings, 'clock'> {
	readonly n8n: N8n | undefined;
	readonly runs: readonly Run[];
	readonly problem: string;
}

const timeOf = (date: string | null): number | null => {
	const time = Date.parse(date ?? '');
	return Number.isNaN(time) ? null : time;
};

const runsOf = ({ n8n, runs, problem }: Scene): Runs => ({
	n8n: n8n === undefined ? null : { url: webAddress(n8n.url) ?? '', signIn: n8n.signIn ?? '' },
	runs: runs.map(({ workflow, status, startedAt, url }) => ({
		workflow,
		status,
		at: timeOf(startedAt),
		url: webAddress(url) ?? '',
	})),
	problem,
});

/** All that the page shows, made of nothing but the fields that it shows. */
export const snapshotOf = (scene: Scene): Snapshot => {
	const { journal, proto, aicx, chatwoot, amio, n8n } = scene;
	const entries = journal.entries().slice(-MOST_ENTRIES);
	const people = peopleOf(amio, entries);
	const desk = deskOf(chatwoot, people);
	return {
		people,
		chats: chatsOf(proto, people),
		desk,
		tickets: ticketsOf(aicx),
		journey: journeyOf(entries, { n8n, agents: desk.agents }),
		runs: runsOf(scene),
	};
};
