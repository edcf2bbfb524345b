import type { JsonObject } from 'n8n-workflow';
import { operation } from '../../../shared/operation';
import { LIST_FIELDS } from '../../../shared/panel';
import { readPages, type Paging } from '../../../shared/pagination';
import { path } from '../../../shared/path';
import type { Answer, Request } from '../../../shared/request';
import { bodyOf, listOf } from '../../../shared/rows';
import { CONVERSATION } from '../../fields';
import { idOf, idOrNone } from '../../ids';
import { simpleMessage } from './simple';

/** Messages in a page, backwards and forwards (recorded). */
const OLDER = 20;
const NEWER = 100;

const messagesIn = ({ body }: Answer): JsonObject[] => listOf(bodyOf(body).payload);

const idsIn = (answer: Answer): number[] => messagesIn(answer).map(({ id }) => Number(id));

/** The list of one message, or of none. */
export const oneMessage = (conversation: string, id: number): Request => ({
	method: 'GET',
	path: path`/conversations/${conversation}/messages`,
	// From the one, included, up to the other, excluded (recorded).
	query: { after: id, before: id + 1 },
});

/** Back from the newest: each page is older than the oldest message of the one before. */
const BACK: Paging = {
	by: 'cursor',
	next: (answer) => {
		const ids = idsIn(answer);
		return ids.length < OLDER ? undefined : { before: Math.min(...ids) };
	},
};

/** Forward from a message: each page is newer than the newest message of the one before. */
const FORWARD: Paging = {
	by: 'cursor',
	next: (answer) => {
		const ids = idsIn(answer);
		return ids.length < NEWER ? undefined : { after: Math.max(...ids) };
	},
};

export const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many messages',
	description: 'Retrieve a list of the messages of a conversation, back from the newest or forward from one',
	fields: [
		CONVERSATION,
		{
			displayName: 'Direction',
			name: 'direction',
			type: 'options',
			options: [
				{ name: 'Newest First', value: 'back', description: 'Back from the newest message, or from one' },
				{ name: 'Oldest First', value: 'forward', description: 'Forward from a message that is known' },
			],
			default: 'back',
			description: 'Order in which messages are read',
		},
		{
			displayName: 'After Message ID',
			name: 'after',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 2048',
			description: 'ID of the last message that is known; newer ones are read. 0 for all messages.',
			displayOptions: { show: { direction: ['forward'] } },
		},
		{
			displayName: 'Before Message ID',
			name: 'before',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2048',
			description: 'ID of a message; only older ones are read. Empty: from the newest.',
			displayOptions: { show: { direction: ['back'] } },
		},
		...LIST_FIELDS,
	],
	steps: ({ conversation, direction, after, before, returnAll, limit }) => {
		const request = { method: 'GET', path: path`/conversations/${conversation}/messages` } as const;
		const most = returnAll ? undefined : limit;
		if (direction === 'forward') {
			// 0 stands before the very first message of an installation, whose ID is 1.
			const query = { after: after.trim() === '0' ? 0 : idOf('After Message ID', after) };
			return readPages(FORWARD, { ...request, query }, most, messagesIn);
		}
		const query = { before: idOrNone('Before Message ID', before) };
		// A page stands in the order of time, whichever way the pages go.
		return readPages(BACK, { ...request, query }, most, (answer) => messagesIn(answer).reverse());
	},
	simplify: simpleMessage,
});
