import type { JsonObject, JsonValue } from 'n8n-workflow';
import { digestOf } from '../../shared/digest';
import { jsonIn } from '../../shared/json';
import { inside, isObject } from '../../shared/rows';
import type { Settings } from './settings';

/** An event of Amio: what happened, when, and all about it (seed 003). */
export interface Event {
	readonly event: string;
	/** ISO 8601; empty where it is missing. */
	readonly timestamp: string;
	readonly data: JsonObject;
}

const textOf = (value: JsonValue | undefined): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

/** Reads a delivery; `undefined` if it is no event. */
export function readEvent(bytes: Buffer): Event | undefined {
	const body = jsonIn(bytes.toString('utf8'));
	const event = isObject(body) ? textOf(body.event) : undefined;
	return isObject(body) && event !== undefined
		? { event, timestamp: textOf(body.timestamp) ?? '', data: inside(body, 'data') ?? {} }
		: undefined;
}

/** IDs of the messages that an event is about, as far as it names them. */
function messageIds({ id, message, messages }: JsonObject): string[] {
	const named = Array.isArray(messages) ? messages : [isObject(message) ? message : { id: id ?? null }];
	return named.flatMap((one) => (isObject(one) ? (textOf(one.id) ?? []) : []));
}

/** The message that an event is about, if it is one. */
export function messageId(data: JsonObject): string | null {
	const [id, ...others] = messageIds(data);
	return id === undefined || others.length > 0 ? null : id;
}

/**
 * The same for a delivery that comes again, another for everything else. Amio gives none: event and message name one
 * where there is a message; else the bytes do, which hold the time of the event.
 */
export function deliveryId({ event, data }: Event, bytes: Buffer): string {
	const ids = messageIds(data);
	return ids.length === 0 ? digestOf(bytes) : `${event}:${ids.join(',')}`;
}

/** By what a contact is named; some events have only some of it (seed 003). */
const CONTACT_KEYS = ['id', 'phone_number', 'user_ref'];

/** A phone number as Amio writes it, without the plus, however it was typed in; anything else stays. */
const canonical = (contact: string): string =>
	/^\+?[\d\s().-]+$/.test(contact.trim()) ? contact.replace(/\D/g, '') : contact.trim();

type Filters = Pick<Settings, 'contacts' | 'contentTypes' | 'events'>;

/** Whether an event starts the workflow. Only messages have a content: other events pass that filter. */
export function isWanted({ event, data }: Event, { events, contentTypes, contacts }: Filters): boolean {
	const content = textOf(inside(data, 'content')?.type);
	const contact = inside(data, 'contact') ?? {};
	const names = CONTACT_KEYS.flatMap((key) => textOf(contact[key]) ?? []).map(canonical);
	const wanted = contacts.map(canonical).filter((name) => name !== '');
	return (
		events.some((one) => one === event) &&
		(contentTypes.length === 0 || content === undefined || contentTypes.some((one) => one === content)) &&
		(wanted.length === 0 || wanted.some((name) => names.includes(name)))
	);
}
