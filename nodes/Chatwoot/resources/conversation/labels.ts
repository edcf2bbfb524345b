import type { JsonObject } from 'n8n-workflow';
import { BadInput, ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Answer, Request } from '../../../shared/request';
import { ask, type Steps } from '../../../shared/steps';
import { CONVERSATION, LABELS } from '../../fields';
import { bodyOf, laneOf, textsIn } from './simple';

const pathOf = (conversation: string): string => path`/conversations/${conversation}/labels`;

const rowOf = (conversation: string, labels: readonly string[]): JsonObject => ({
	id: Number(conversation),
	labels: [...labels],
});

/** The labels as the server keeps them, without blanks and doubles. */
const tidy = (labels: readonly string[]): string[] => [
	...new Set(labels.map((label) => label.trim()).filter((label) => label !== '')),
];

function some(labels: readonly string[]): string[] {
	const wanted = tidy(labels);
	if (wanted.length === 0) {
		throw new BadInput("'Label Names or IDs' is empty", 'Choose at least one label.');
	}
	return wanted;
}

function* read(conversation: string): Generator<readonly Request[], string[], readonly Answer[]> {
	const { body } = yield* ask({ method: 'GET', path: pathOf(conversation) });
	return textsIn(bodyOf(body).payload);
}

/** The server knows only the whole list, and makes of it what was sent. */
function* write(conversation: string, labels: readonly string[]): Steps {
	const { body } = yield* ask({
		method: 'POST',
		path: pathOf(conversation),
		body: { labels: [...labels] },
		repeatable: true,
	});
	const now = textsIn(bodyOf(body).payload);
	if (labels.length !== now.length || labels.some((label) => !now.includes(label))) {
		throw new ServiceFailure(`The conversation has other labels: ${now.join(', ') || 'none'}`, {
			description: `These were sent: ${labels.join(', ') || 'none'}.`,
		});
	}
	return { rows: [rowOf(conversation, now)] };
}

export const getLabels = operation({
	name: 'Get Labels',
	value: 'getLabels',
	action: 'Get labels of conversation',
	description: 'Retrieve the names of the labels that a conversation has',
	fields: [CONVERSATION],
	request: ({ conversation }) => ({ method: 'GET', path: pathOf(conversation) }),
	rows: (body, { conversation }) => [rowOf(conversation, textsIn(bodyOf(body).payload))],
});

export const setLabels = operation({
	name: 'Set Labels',
	value: 'setLabels',
	action: 'Set labels of conversation',
	description: 'Give a conversation exactly these labels; others are taken away, with none all of them',
	fields: [CONVERSATION, LABELS],
	steps: ({ conversation, labels }) => write(conversation, tidy(labels)),
	lane: laneOf,
});

export const addLabels = operation({
	name: 'Add Labels',
	value: 'addLabels',
	action: 'Add labels to conversation',
	description: 'Give a conversation further labels; those it has stay',
	fields: [CONVERSATION, LABELS],
	steps: function* ({ conversation, labels }) {
		const wanted = some(labels);
		const present = yield* read(conversation);
		if (wanted.every((label) => present.includes(label))) {
			return { rows: [rowOf(conversation, present)] };
		}
		return yield* write(conversation, [...new Set([...present, ...wanted])]);
	},
	lane: laneOf,
});

export const removeLabels = operation({
	name: 'Remove Labels',
	value: 'removeLabels',
	action: 'Remove labels from conversation',
	description: 'Take labels away from a conversation; its other labels stay',
	fields: [CONVERSATION, LABELS],
	steps: function* ({ conversation, labels }) {
		const unwanted = some(labels);
		const present = yield* read(conversation);
		const rest = present.filter((label) => !unwanted.includes(label));
		if (rest.length === present.length) {
			return { rows: [rowOf(conversation, present)] };
		}
		return yield* write(conversation, rest);
	},
	lane: laneOf,
});
