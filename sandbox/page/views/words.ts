import type { JournalEntry } from '../../core/journal.ts';
import { quoted } from '../../core/log.ts';
import { recordOf, textOf } from '../../core/record.ts';

type Body = Readonly<Record<string, unknown>>;

const MOST_CHARACTERS = 60;

const withText = (what: string, text: unknown): string =>
	textOf(text) === '' ? what : `${what} ${quoted(textOf(text), MOST_CHARACTERS)}`;

const messageKind = ({ private: isPrivate, message_type: type }: Body): string => {
	if (isPrivate === true || isPrivate === 'true') return 'private note';
	return type === 'incoming' ? 'incoming message' : 'message';
};

/** Chatwoot's calls that a conversation consists of; the first that fits. */
const CHATWOOT: readonly (readonly [method: string, path: RegExp, words: (body: Body) => string])[] = [
	['POST', /\/messages$/, (body) => withText(messageKind(body), body.content)],
	['PATCH', /\/messages\/\d+$/, ({ status }) => `message ${textOf(status)}`],
	['POST', /\/conversations$/, () => 'new conversation'],
	['POST', /\/toggle_status$/, ({ status }) => `status ${textOf(status)}`],
	['POST', /\/update_last_seen$/, () => 'conversation seen'],
	['POST', /\/assignments$/, () => 'assignment'],
	['POST', /\/labels$/, ({ labels }) => `labels ${[labels].flat().join(', ')}`],
	['GET', /\/contacts\/search$/, () => 'search for a contact'],
	['POST', /\/contacts\/filter$/, () => 'search for a contact'],
	['GET', /\/contacts\/\d+\/conversations$/, () => "a contact's conversations"],
	['GET', /\/conversations$/, () => 'list of conversations'],
	['POST', /\/contacts$/, ({ name }) => withText('new contact', name)],
];

/** Ids are longer than what they tell. */
const shortPath = (path: string): string =>
	path
		.replace(/^\/(api\/v1|api\/platform|public\/api\/v1|webhook|v1)\//, '')
		.replace(/^(accounts\/\d+|chan_\w+)\//, '')
		.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,}/gi, '…');

const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value : [value]).map(textOf);

/** What a delivery says: the words in its event, wherever its service puts them. */
const deliveredText = ({ service, body }: JournalEntry): string => {
	const { data, content, events } = recordOf(body);
	if (service === 'amio') {
		const { content: said, postback } = recordOf(data);
		return textOf(recordOf(said).payload ?? recordOf(postback).payload);
	}
	if (service === 'chatwoot') return textOf(content);
	const messages = [events].flat().flatMap((event) => [recordOf(event).messages].flat());
	return texts(messages.map((message) => recordOf(recordOf(message).data).text))
		.filter((text) => text !== '')
		.join(' ');
};

/** A call in a few words, e.g. `message "Hello"`. */
export const wordsFor = (entry: JournalEntry): string => {
	const { direction, service, method, path, body, description = '' } = entry;
	if (direction === 'out') {
		// Behind the comma stands how it is signed.
		return withText(description.split(',', 1)[0] ?? '', deliveredText(entry));
	}
	if (description !== '') return description;
	const known =
		service === 'chatwoot'
			? CHATWOOT.find(([verb, pattern]) => verb === method && pattern.test(path))
			: undefined;
	return known ? known[2](recordOf(body)).trim() : `${method} ${shortPath(path)}`;
};
