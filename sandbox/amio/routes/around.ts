import { json, type Answer } from '../../core/answer.ts';
import type { Call } from '../../core/service.ts';
import { notFound } from '../problems.ts';
import type { AmioState } from '../state.ts';
import type { Channel, Contact, Message } from '../types.ts';
import type { Switch } from '../views.ts';

/** What is documented nowhere, or in two ways, and can be switched. */
export interface AmioSettings {
	readonly errorCodeAs: 'string' | 'number';
	readonly sslVerificationAs: Switch;
	readonly webhookUpdate: 'renew' | 'keep';
	readonly delivers: boolean;
}

/** What the routes need of the service. */
export interface Surroundings {
	readonly state: AmioState;
	readonly settings: AmioSettings;
	readonly now: () => number;
	/** `https://api.amio.io/v1` of the real one. */
	readonly baseUrl: () => string;
	readonly onSent: (message: Message, answered: Promise<void>) => void;
}

/** What a handler throws as a Refusal, the service answers. */
export type Handler = (call: Call) => Answer;

/** 201 with the place of what was made. */
export const created = (value: unknown, location: string): Answer => json(value, 201, { location });

/** The default is 10 (seed 003). */
const DEFAULT_MAX = 10;

/** One page of a list, with the number of all in a header. */
export const page = <T>(all: readonly T[], { query }: Call, shown: (one: T) => unknown): Answer => {
	const offset = Number(query.offset ?? 0);
	const part = all.slice(offset, offset + Number(query.max ?? DEFAULT_MAX));
	return json(part.map(shown), 200, { 'x-total-count': String(all.length) });
};

export const channelOf = (state: AmioState, id: string): Channel => {
	const channel = state.channels.get(id);
	if (!channel) throw notFound('Channel', id);
	return channel;
};

/** A contact is seen through its channel only. */
export const contactOf = (state: AmioState, channelId: string, id: string): Contact => {
	const contact = state.contactWith(channelOf(state, channelId).id, 'id', id);
	if (!contact) throw notFound('Contact', id);
	return contact;
};
