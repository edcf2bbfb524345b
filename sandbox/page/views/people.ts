import type { AmioService } from '../../amio/service.ts';
import type { Contact, Content, Message, Structure } from '../../amio/types.ts';
import { recordOf, textOf } from '../../core/record.ts';
import type { JournalEntry } from '../../core/journal.ts';
import type { Person, Progress, Said } from '../types.ts';
import { card, fileName, linksTo, said } from './said.ts';

const MOST_PEOPLE = 50;
const MOST_MESSAGES = 200;

/** Names of channel types as people know them; the others are read from their key. */
const TYPES: Readonly<Record<string, string>> = {
	amio_chat: 'web chat',
	rbm: 'RBM',
	whatsapp: 'WhatsApp',
	mobile: 'SMS',
	email: 'e-mail',
};

const typeName = (type: string): string =>
	TYPES[type] ??
	type.replace(/(^|_)(\w)/g, (_all, _gap, letter: string) => ` ${letter.toUpperCase()}`).trim();

/** A webhook's event as it stands in the journal. */
interface Sent {
	readonly event: string;
	readonly timestamp: string;
	readonly data: Readonly<Record<string, unknown>>;
	readonly entry: JournalEntry;
}

const sentOf = (entry: JournalEntry): Sent => {
	const { event, timestamp, data } = recordOf(entry.body);
	return { event: textOf(event), timestamp: textOf(timestamp), data: recordOf(data), entry };
};

const isTaken = ({ status }: JournalEntry): boolean => status >= 200 && status < 300;

/** How far a customer's message has come, by the deliveries of its event: all attempts, oldest first. */
const progressOf = (
	attempts: readonly JournalEntry[],
): { readonly progress: Progress; readonly remark: string } => {
	const last = attempts.at(-1);
	if (last === undefined) return { progress: 'sent', remark: '' };
	const tries = attempts.length === 1 ? '' : `, ${attempts.length} attempts`;
	if (last.finishedAt === undefined) return { progress: 'sending', remark: '' };
	if (isTaken(last)) return { progress: 'delivered', remark: '' };
	const answer = last.status === 0 ? (last.note ?? 'no answer') : `answered ${last.status}`;
	return { progress: 'failed', remark: `${answer}${tries}` };
};

const cardsOf = ({ type, payload }: Content): readonly Structure[] =>
	type === 'structure' ? ([payload].flat() as Structure[]) : [];

const phrase = ({ type, payload }: Content): string => {
	if (typeof payload === 'string') return payload;
	const { latitude, longitude, order_id: order } = recordOf(payload);
	if (type === 'location') return `Location ${String(latitude)}, ${String(longitude)}`;
	if (type === 'receipt') return `Receipt ${textOf(order)}`.trim();
	return '';
};

/** Quick replies are left out: a phone shows them below the newest message only. */
const shownContent = (content: Content | undefined): Pick<Said, 'text' | 'links' | 'cards'> => {
	if (content === undefined) return { text: 'A template', links: [], cards: [] };
	const { url } = recordOf(content.payload);
	const links = linksTo(fileName(url), url);
	const cards = cardsOf(content).map(({ title, text, image_url, item_url, buttons = [] }) =>
		card({
			title,
			text,
			image: image_url,
			link: item_url,
			buttons: buttons.map((button) => ({
				title: button.title,
				...(button.type === 'url' ? { url: button.payload } : {}),
			})),
		}),
	);
	const text = phrase(content);
	const isBare = text === '' && links.length === 0 && cards.length === 0;
	return { text: isBare ? `(${content.type})` : text, links, cards };
};

const shownMessage = (message: Message, { name }: Contact, attempts: readonly JournalEntry[]): Said => {
	const isOwn = message.direction === 'received';
	return said({
		id: message.id,
		from: isOwn ? 'customer' : 'business',
		author: isOwn ? name : '',
		at: Date.parse(message.sent),
		...shownContent(message.content),
		...(isOwn ? progressOf(attempts) : {}),
	});
};

/** A button that is tapped leaves no message in Amio, only an event: shown by the first attempt to deliver it. */
const tapsOf = (contact: Contact, messages: readonly Message[], events: readonly Sent[]): Said[] => {
	const titles = new Map(
		messages
			.flatMap(({ content }) => (content ? cardsOf(content) : []))
			.flatMap(({ buttons = [] }) => buttons)
			.map(({ payload, title }) => [payload, title]),
	);
	const own = events.filter(
		({ event, data }) => event === 'postback' && recordOf(data.contact).id === contact.id,
	);
	const firsts = own.filter(
		({ timestamp }, index) => own.findIndex((other) => other.timestamp === timestamp) === index,
	);
	return firsts.map(({ timestamp, data, entry }) => {
		const payload = textOf(recordOf(data.postback).payload);
		const attempts = own.filter((other) => other.timestamp === timestamp).map((other) => other.entry);
		return said({
			id: `tap-${entry.seq}`,
			from: 'customer',
			author: contact.name,
			at: Date.parse(timestamp),
			text: titles.get(payload) ?? payload,
			...progressOf(attempts),
		});
	});
};

/** The deliveries of customers' messages, by message. */
const attemptsIn = (events: readonly Sent[]): ReadonlyMap<string, JournalEntry[]> => {
	const attempts = new Map<string, JournalEntry[]>();
	for (const { event, data, entry } of events) {
		if (event !== 'message_received') continue;
		const id = textOf(data.id);
		attempts.set(id, [...(attempts.get(id) ?? []), entry]);
	}
	return attempts;
};

/** The customers, each with what stands on their phone. `entries`: the journal, oldest first. */
export const peopleOf = (amio: AmioService, entries: readonly JournalEntry[]): Person[] => {
	const events = entries
		.filter(({ service, direction }) => service === 'amio' && direction === 'out')
		.map(sentOf);
	const attempts = attemptsIn(events);
	return [...amio.contacts.values()].slice(-MOST_PEOPLE).flatMap((contact) => {
		const channel = amio.channels.get(contact.channelId);
		if (channel === undefined) return [];
		const { messages, quickReplies, typing } = amio.seenBy(contact.id);
		const talk = [
			...messages
				.slice(-MOST_MESSAGES)
				.map((message) => shownMessage(message, contact, attempts.get(message.id) ?? [])),
			...tapsOf(contact, messages, events),
		];
		return {
			id: contact.id,
			name: contact.name,
			channel: `${channel.name}, ${typeName(channel.type)}`,
			heard: channel.webhook !== null,
			typing,
			talk: talk.sort((one, other) => (one.at ?? 0) - (other.at ?? 0)),
			quickReplies: quickReplies.map(({ title, type }) => title ?? type),
		};
	});
};
