import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Field } from '../../../shared/fields';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Request } from '../../../shared/request';
import { made } from '../../../shared/rows';
import { ask, type Steps } from '../../../shared/steps';
import { textList } from '../../../shared/text-list';
import { CONTACT } from '../../fields';
import { idOf } from '../../ids';
import { laneOf } from '../../lanes';
import { contactBody, WRITTEN_FIELDS } from './profile';
import { contactIn, simplifyContact } from './rows';

const lane = ({ contact }: { readonly contact: string }): string => laneOf('contact', contact);

export const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update contact',
	description:
		'Change a contact. Only what is filled in is sent; attributes that are not named stay as they are.',
	fields: [
		CONTACT,
		...WRITTEN_FIELDS,
		{
			displayName: 'Remove Custom Attributes',
			name: 'removedAttributes',
			type: 'string',
			ignoreValidationDuringExecution: true,
			default: '',
			placeholder: 'e.g. plan, seats',
			description:
				'Keys of custom attributes to take away, with commas between, or a list from an expression',
		},
		{
			displayName: 'Clear Fields',
			name: 'emptied',
			type: 'multiOptions',
			options: [
				{ name: 'Email', value: 'email' },
				{ name: 'Identifier', value: 'identifier' },
				{ name: 'Phone Number', value: 'phone_number' },
			],
			default: [],
			description: 'Fields whose value is taken away from the contact',
		},
	],
	steps: ({ contact, removedAttributes, emptied, ...written }) => {
		const body = contactBody(written);
		const both = emptied.find((key) => Object.hasOwn(body, key));
		if (both !== undefined) {
			throw new BadInput(
				`'Clear Fields' names '${both}', which is filled in too`,
				'Take it out of one of them.',
			);
		}
		const nothing = Object.fromEntries(emptied.map((key) => [key, null]));
		return change(contact, { ...body, ...nothing }, textList('Remove Custom Attributes', removedAttributes));
	},
	lane,
	simplify: simplifyContact,
});

/** Sets first and removes then: an attribute of both is away afterwards. */
function* change(contact: string, body: JsonObject, removed: readonly string[]): Steps {
	const requests: Request[] = [
		...(Object.keys(body).length === 0
			? []
			: [{ method: 'PUT', path: path`/contacts/${contact}`, body } as const]),
		...(removed.length === 0 ? [] : [removal(contact, removed)]),
	];
	if (requests.length === 0) {
		throw new BadInput(
			'There is nothing to update',
			'Fill in at least one field, or check that the expressions give values for this item.',
		);
	}
	let row: JsonObject = {};
	for (const request of requests) {
		row = contactIn((yield* ask(request)).body ?? null);
	}
	return { rows: [row] };
}

const removal = (contact: string, keys: readonly string[]): Request => ({
	method: 'POST',
	path: path`/contacts/${contact}/destroy_custom_attributes`,
	body: { custom_attributes: [...keys] },
	repeatable: true,
});

export const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete contact',
	description:
		'Delete a contact with all its conversations. This cannot be undone. Only administrators may; a contact who is online cannot be deleted.',
	fields: [CONTACT],
	request: ({ contact }) => ({ method: 'DELETE', path: path`/contacts/${contact}`, answer: 'optional' }),
	rows: () => [{ deleted: true }],
	lane,
});

const MERGED = {
	...CONTACT,
	displayName: 'Contact to Remove',
	name: 'mergedContact',
	description:
		'The contact that is removed. Its conversations, sessions and labels go to the one that stays, and its values wherever that one has none.',
} as const satisfies Field;

export const merge = operation({
	name: 'Merge',
	value: 'merge',
	action: 'Merge contacts',
	description: 'Make one contact of two: the first stays, the second is deleted. This cannot be undone.',
	fields: [
		{
			...CONTACT,
			displayName: 'Contact to Keep',
			description: "The contact that stays. Its ID is a number; it comes from Contact 'Search'.",
		},
		MERGED,
	],
	request: ({ contact, mergedContact }) => {
		const base = idOf('Contact to Keep', contact);
		const mergee = idOf('Contact to Remove', mergedContact);
		// The server answers 200 to that, and does nothing (recorded from a real server).
		if (base === mergee) {
			throw new BadInput(
				"'Contact to Keep' and 'Contact to Remove' are the same",
				'Give two different contacts.',
			);
		}
		return {
			method: 'POST',
			path: '/actions/contact_merge',
			body: { base_contact_id: base, mergee_contact_id: mergee },
		};
	},
	rows: (body) => [made({ contact: body }, 'contact')],
	lane: ({ contact, mergedContact }) => [laneOf('contact', contact), laneOf('contact', mergedContact)],
	simplify: simplifyContact,
});
