import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput, ServiceFailure, UnexpectedAnswer } from '../shared/failure';
import type { Field } from '../shared/fields';
import { operation, type Operation } from '../shared/operation';
import type { Request } from '../shared/request';
import { isObject } from '../shared/rows';
import { ask, type Asking, type Steps } from '../shared/steps';
import { LABELS, type CONTACT, type CONVERSATION } from './fields';
import { laneOf } from './lanes';

/** What has labels. */
interface Labelled {
	/** As the texts of the panel call it. */
	readonly thing: 'contact' | 'conversation';
	/** Chooses one. */
	readonly field: typeof CONTACT | typeof CONVERSATION;
	/** Where the labels of one are. */
	readonly path: (id: string) => string;
}

/**
 * The texts in an answer about labels.
 *
 * @throws UnexpectedAnswer when there is no list: whoever took that for no labels would take all away
 */
function namesIn(body: JsonValue | undefined): string[] {
	const names = isObject(body) ? body.payload : undefined;
	if (!Array.isArray(names)) {
		throw new UnexpectedAnswer('The answer has no list of labels');
	}
	return names.filter((entry) => typeof entry === 'string');
}

/** All labels of the account. Who may not read them is not told which are unknown. */
const KNOWN: Request = { method: 'GET', path: '/labels', accept: [401, 403, 404] };

const titlesIn = (body: JsonValue | undefined): readonly JsonValue[] | undefined =>
	isObject(body) && Array.isArray(body.payload)
		? body.payload.map((label) => (isObject(label) ? (label.title ?? null) : null))
		: undefined;

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

const SOME_LABELS = { ...LABELS, required: true } as const satisfies Field;

const ALL_LABELS = {
	...LABELS,
	description:
		'All labels that it should have, by their title, e.g. vip, not by their number; none takes all away. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
} as const satisfies Field;

/** The four operations on the labels of a thing, each of which outputs its ID and its labels. */
export function labelOperations({
	thing,
	field,
	path,
}: Labelled): Record<'addLabels' | 'getLabels' | 'removeLabels' | 'setLabels', Operation> {
	type Given = Readonly<Record<typeof field.name, string>>;
	const idIn = (given: Given): string => given[field.name];
	const lane = (given: Given): string => laneOf(thing, idIn(given));

	const rowOf = (id: string, labels: readonly string[]): JsonObject => ({
		id: Number(id),
		labels: [...labels],
	});
	const readRequest = (id: string): Request => ({ method: 'GET', path: path(id) });

	function* read(id: string): Asking<string[]> {
		return namesIn((yield* ask(readRequest(id))).body);
	}

	/** The server knows only the whole list, and takes labels that the account does not have. */
	function* write(id: string, labels: readonly string[]): Steps {
		const request: Request = {
			method: 'POST',
			path: path(id),
			body: { labels: [...labels] },
			repeatable: true,
		};
		const [written, known] = yield labels.length === 0 ? [request] : [request, KNOWN];
		const now = namesIn(written?.body);
		if (labels.length !== now.length || labels.some((label) => !now.includes(label))) {
			throw new ServiceFailure(`The ${thing} has other labels: ${now.join(', ') || 'none'}`, {
				description: `These were sent: ${labels.join(', ') || 'none'}.`,
			});
		}
		const titles = titlesIn(known?.body) ?? labels;
		const unknown = labels.filter((label) => !titles.includes(label)).map((label) => `'${label}'`);
		const hint = `The account has no label ${unknown.join(', ')}. The ${thing} was given it all the same, but nobody sees it there before the label is made in Settings.`;
		return { rows: [rowOf(id, now)], ...(unknown.length === 0 ? {} : { hint }) };
	}

	return {
		getLabels: operation({
			name: 'Get Labels',
			value: 'getLabels',
			action: `Get labels of ${thing}`,
			description: `Retrieve the names of the labels that a ${thing} has`,
			fields: [field],
			request: (given) => readRequest(idIn(given)),
			rows: (body, given) => [rowOf(idIn(given), namesIn(body))],
		}),
		setLabels: operation({
			name: 'Set Labels',
			value: 'setLabels',
			action: `Set labels of ${thing}`,
			description: `Give a ${thing} exactly these labels; others that it has are taken away`,
			fields: [field, ALL_LABELS],
			steps: ({ labels, ...given }) => write(idIn(given), tidy(labels)),
			lane,
		}),
		addLabels: operation({
			name: 'Add Labels',
			value: 'addLabels',
			action: `Add labels to ${thing}`,
			description: `Give a ${thing} further labels; those that it has stay`,
			fields: [field, SOME_LABELS],
			*steps({ labels, ...given }): Steps {
				const wanted = someLabels(labels);
				const present = yield* read(idIn(given));
				const all = [...new Set([...present, ...wanted])];
				return all.length === present.length
					? { rows: [rowOf(idIn(given), present)] }
					: yield* write(idIn(given), all);
			},
			lane,
		}),
		removeLabels: operation({
			name: 'Remove Labels',
			value: 'removeLabels',
			action: `Remove labels from ${thing}`,
			description: `Take labels away from a ${thing}; others that it has stay`,
			fields: [field, SOME_LABELS],
			*steps({ labels, ...given }): Steps {
				const unwanted = someLabels(labels);
				const present = yield* read(idIn(given));
				const rest = present.filter((label) => !unwanted.includes(label));
				return rest.length === present.length
					? { rows: [rowOf(idIn(given), present)] }
					: yield* write(idIn(given), rest);
			},
			lane,
		}),
	};
}
