import type { JsonObject } from 'n8n-workflow';
import { path } from '../../shared/path';
import type { Answer, Request } from '../../shared/request';
import { inside, listOf } from '../../shared/rows';
import { ask, type Steps } from '../../shared/steps';
import { listed } from '../payload';
import { createdAt, idOf, newestIn } from './item';

/** Most messages that come after one (recorded). */
const PAGE_AFTER = 100;

/** How far back is looked. */
export interface Gap {
	/** Messages up to this one are known. */
	readonly behind: number;
	/** Seconds. */
	readonly within: number;
}

/** Sorted by age, only what is new and young enough by the server's own clock. */
function missed(messages: readonly JsonObject[], { behind, within }: Gap, now: number): JsonObject[] {
	const isNew = (message: JsonObject): boolean =>
		idOf(message) > behind && createdAt(message) >= now - within;
	return messages.filter(isNew).sort((one, other) => idOf(one) - idOf(other));
}

/** The server's time in seconds since 1970. */
const timeOf = ({ headers }: Answer): number => {
	const time = Date.parse(headers.date ?? '');
	return Math.floor((Number.isNaN(time) ? Date.now() : time) / 1000);
};

const conversationsIn = ({ body }: Answer): JsonObject[] => listOf(inside(body, 'data')?.payload);

const LIST: Request = { method: 'GET', path: '/conversations', query: { status: 'all' } };

/** The ID of the newest message an agent can see, as a row: conversations come newest activity first (recorded). */
export function* newestOfAgent(): Steps {
	const conversations = conversationsIn(yield* ask(LIST));
	return { rows: [{ id: Math.max(0, ...conversations.map(newestIn)) }] };
}

/** The messages that an agent has missed, in all conversations with activity in that time. */
export function* missedByAgent(gap: Gap): Steps {
	// All come on one page then, however many (recorded).
	const list = yield* ask({ ...LIST, query: { ...LIST.query, updated_within: gap.within } });
	const now = timeOf(list);
	let left = conversationsIn(list)
		.filter((conversation) => newestIn(conversation) > gap.behind)
		.map((conversation) => ({ id: idOf(conversation), after: gap.behind }));
	const messages: JsonObject[] = [];
	while (left.length > 0) {
		const answers = yield left.map(({ id, after }): Request => ({
			method: 'GET',
			path: path`/conversations/${String(id)}/messages`,
			query: { after },
			accept: [404],
		}));
		left = left.flatMap(({ id }, index) => {
			const answer = answers[index];
			// Deleted meanwhile.
			const found = answer === undefined || answer.status === 404 ? [] : listed(answer.body ?? null);
			messages.push(...found);
			return found.length < PAGE_AFTER ? [] : [{ id, after: Math.max(...found.map(idOf)) }];
		});
	}
	return { rows: missed(messages, gap, now) };
}

const conversationsOf = (sourceId: string): Request => ({
	method: 'GET',
	path: path`/contacts/${sourceId}/conversations`,
});

const messagesOf = (sourceId: string, conversation: JsonObject, before?: number): Request => ({
	method: 'GET',
	path: path`/contacts/${sourceId}/conversations/${String(idOf(conversation))}/messages`,
	query: { before },
});

/** The ID of the newest message of a contact, as a row. */
export function* newestOfContact(sourceId: string): Steps {
	const conversations = listOf((yield* ask(conversationsOf(sourceId))).body);
	const pages = conversations.length === 0 ? [] : yield conversations.map((one) => messagesOf(sourceId, one));
	return { rows: [{ id: Math.max(0, ...pages.flatMap(({ body }) => listOf(body)).map(idOf)) }] };
}

/** The messages of a contact that are newer. Pages hold 20, and go backwards from the newest (recorded). */
export function* missedByContact(sourceId: string, gap: Gap): Steps {
	const answer = yield* ask(conversationsOf(sourceId));
	const now = timeOf(answer);
	const messages: JsonObject[] = [];
	for (const conversation of listOf(answer.body)) {
		let before: number | undefined;
		let news: JsonObject[];
		do {
			news = missed(listOf((yield* ask(messagesOf(sourceId, conversation, before))).body), gap, now).filter(
				(message) => before === undefined || idOf(message) < before,
			);
			messages.push(...news);
			before = idOf(news[0]);
			// A page with nothing new is the last one that matters.
		} while (news.length > 0);
	}
	return { rows: missed(messages, gap, now) };
}
