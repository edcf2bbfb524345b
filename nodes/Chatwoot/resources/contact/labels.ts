import type { JsonValue } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Field } from '../../../shared/fields';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Request } from '../../../shared/request';
import { isObject } from '../../../shared/rows';
import { ask, type Result, type Steps } from '../../../shared/steps';
import { CONTACT, LABELS } from '../../fields';

const laneOf = ({ contact }: { readonly contact: string }): string => `contact ${contact}`;

const read = (contact: string): Request => ({ method: 'GET', path: path`/contacts/${contact}/labels` });

const write = (contact: string, labels: readonly string[]): Request => ({
	method: 'POST',
	path: path`/contacts/${contact}/labels`,
	body: { labels: [...labels] },
	repeatable: true,
});

/** The names in an answer about labels. */
const namesIn = (body: JsonValue | undefined): string[] =>
	isObject(body) && Array.isArray(body.payload) ? body.payload.map(String) : [];

/** All labels of the account. Who may not read them is not told which are unknown. */
const KNOWN: Request = { method: 'GET', path: '/labels', accept: [401, 403, 404] };

const titlesIn = (body: JsonValue | undefined): readonly JsonValue[] =>
	isObject(body) && Array.isArray(body.payload)
		? body.payload.map((label) => (isObject(label) ? (label.title ?? null) : null))
		: [];

/** Sets the labels and says which of them the account does not have: the server sets those all the same. */
function* set(contact: string, labels: readonly string[]): Steps {
	const [written, known] = yield [write(contact, labels), KNOWN];
	const titles = known?.status === 200 ? titlesIn(known.body) : labels;
	const unknown = labels.filter((label) => !titles.includes(label));
	const result: Result = { rows: [{ labels: namesIn(written?.body) }] };
	if (unknown.length === 0) {
		return result;
	}
	const hint = `The account has no label ${unknown.map((label) => `'${label}'`).join(', ')}. The contact was given it all the same, but nobody sees it there before the label is made in Settings.`;
	return { ...result, hint };
}

/** Without blanks and doubles. */
const tidy = (labels: readonly string[]): string[] => [
	...new Set(labels.map((label) => label.trim()).filter((label) => label !== '')),
];

function someLabels(labels: readonly string[]): string[] {
	const wanted = tidy(labels);
	if (wanted.length === 0) {
		throw new BadInput(
			"'Label Names or IDs' is empty",
			'Choose at least one label, or check that the expression gives one for this item.',
		);
	}
	return wanted;
}

export const getLabels = operation({
	name: 'Get Labels',
	value: 'getLabels',
	action: 'Get labels of contact',
	description: 'Retrieve the names of the labels that a contact has',
	fields: [CONTACT],
	request: ({ contact }) => read(contact),
	rows: (body) => [{ labels: namesIn(body) }],
});

const ALL_LABELS = {
	...LABELS,
	description:
		'All labels that the contact should have; none takes all away. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
} as const satisfies Field;

export const setLabels = operation({
	name: 'Set Labels',
	value: 'setLabels',
	action: 'Set labels of contact',
	description: 'Give a contact exactly these labels; others that it has are taken away',
	fields: [CONTACT, ALL_LABELS],
	steps: ({ contact, labels }) => set(contact, tidy(labels)),
	lane: laneOf,
});

export const addLabels = operation({
	name: 'Add Labels',
	value: 'addLabels',
	action: 'Add labels to contact',
	description: 'Give a contact further labels; those that it has stay',
	fields: [CONTACT, LABELS],
	*steps({ contact, labels }): Steps {
		const wanted = someLabels(labels);
		const present = namesIn((yield* ask(read(contact))).body);
		const all = [...new Set([...present, ...wanted])];
		return all.length === present.length ? { rows: [{ labels: present }] } : yield* set(contact, all);
	},
	lane: laneOf,
});

export const removeLabels = operation({
	name: 'Remove Labels',
	value: 'removeLabels',
	action: 'Remove labels from contact',
	description: 'Take labels away from a contact; others that it has stay',
	fields: [CONTACT, LABELS],
	*steps({ contact, labels }): Steps {
		const unwanted = someLabels(labels);
		const present = namesIn((yield* ask(read(contact))).body);
		const rest = present.filter((label) => !unwanted.includes(label));
		if (rest.length === present.length) {
			return { rows: [{ labels: present }] };
		}
		const answer = yield* ask(write(contact, rest));
		return { rows: [{ labels: namesIn(answer.body) }] };
	},
	lane: laneOf,
});
