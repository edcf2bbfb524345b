import type { JournalEntry } from './journal.ts';

/** Where the sandbox's lines go, one line per call. */
export type Log = (line: string) => void;

const SECRET_NAME = /token|secret|hash|password/i;

/** Long ids make lines unreadable: hexadecimal ones of 12 digits or more, and UUIDs, keep their first four. */
const short = (text: string): string =>
	text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{12,}/gi, (id) => `${id.slice(0, 4)}…`);

const clockTime = (ms: number): string => {
	const date = new Date(ms);
	const two = (value: number): string => String(value).padStart(2, '0');
	const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
	return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
};

const queryOf = ({ query }: JournalEntry): string => {
	const pairs = Object.entries(query).map(([name, value]) => {
		const shown = SECRET_NAME.test(name) ? '***' : short(String(value));
		return `${name}=${shown}`;
	});
	return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
};

/** Text from outside in a log line: on one line, and not too long. */
export const quoted = (text: string, most = 40): string =>
	JSON.stringify(text.length > most ? `${text.slice(0, most)}…` : text);

const shownUrl = (url: string | undefined): string => {
	if (url === undefined || !URL.canParse(url)) return '(no valid URL)';
	const { origin, pathname } = new URL(url);
	return origin + short(pathname);
};

/**
 * e.g. `12:00:01.123  proto  POST /webhook/chan_sandbox/chat/ab12…/message  text "Hello"  -> 200  3 ms`, or for a
 * delivery `12:00:01.130  proto  webhook -> http://127.0.0.1:5678/webhook/9f3c…  200  new_messages  4 ms`.
 * Holds no header, no body and no query value that could be a secret.
 */
export const logLine = (entry: JournalEntry): string => {
	const { description = '' } = entry;
	const status = entry.status === 0 ? 'no answer' : String(entry.status);
	const call =
		entry.direction === 'in'
			? [`${entry.method} ${short(entry.path)}${queryOf(entry)}`, description, `-> ${status}`]
			: [`webhook -> ${shownUrl(entry.url)}`, status, description];
	const end = [`${Math.round(entry.durationMs ?? 0)} ms`, entry.note === undefined ? '' : `(${entry.note})`];
	return [clockTime(entry.startedAt), entry.service, ...call, ...end]
		.filter((part) => part !== '')
		.join('  ');
};
