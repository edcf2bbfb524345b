import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { ValuesOf } from '../../../shared/fields';
import { operation, type Resource } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { filled, made } from '../../../shared/rows';
import { ask, type Steps } from '../../../shared/steps';
import { chatwootClientService } from '../../client-service';
import { CUSTOM_ATTRIBUTE_FIELDS, customAttributes } from '../../custom-attributes';
import { text } from '../../../shared/field-kinds';
import { normalKeys, personLanes } from '../../find-contact';
import { PERSON_FIELDS, SOURCE_ID, sourceLane } from './fields';
import { askAs, INBOX } from './identity';
import { KEYS, newness } from './newness';

const WRITTEN = [...PERSON_FIELDS, ...CUSTOM_ATTRIBUTE_FIELDS] as const;

type Written = ValuesOf<typeof WRITTEN>;

/** Only what was filled in. The credential adds the `identifier_hash`. */
function bodyOf(written: Written): JsonObject {
	const { identifier, email, phoneNumber } = normalKeys(written);
	return filled({
		identifier,
		name: written.name.trim(),
		email,
		phone_number: phoneNumber,
		avatar_url: written.avatarUrl.trim(),
		custom_attributes: customAttributes(written),
	});
}

/** Everything that an app needs to follow its user's conversations over the WebSocket. */
const KEEPS = ['pubsub_token'];

const personIn = (body: JsonValue | undefined): JsonObject => made({ contact: body ?? null }, 'contact');

const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create client contact',
	description:
		'Create a contact with a session in the inbox, as an app does when its user opens the chat. The output says whether the contact is new: for a source ID, identifier, email or phone number that is there already, the server gives the contact that has it, and changes nothing.',
	fields: [
		text(
			'Source ID',
			'sourceId',
			'e.g. 1f4e9a53-0b19-4894-ae8f-7e4dbf6c2348',
			'ID that the session should have. Whoever knows it can read and write its conversations: choose one that nobody can guess. Without it the server makes one.',
		),
		...WRITTEN,
	],
	steps: ({ sourceId, ...written }) => open(sourceId.trim(), bodyOf(written)),
	lane: ({ sourceId, ...written }) => [
		...personLanes(written),
		...(sourceId.trim() === '' ? [] : [sourceLane({ sourceId })]),
	],
});

const PRESENT_HINT =
	'The contact was there already, and nothing of it was changed: use Client Contact Update for that.';

/** Looks for the session first: the answer to a create does not tell an old one from a new one. */
function* open(sourceId: string, body: JsonObject): Steps {
	const hasKeys = KEYS.some((key) => body[key] !== undefined);
	// The server's clock is read too, for what follows; nobody is found by no key.
	const before =
		sourceId === '' && !hasKeys
			? undefined
			: yield* ask(
					sourceId === '' ? INBOX : { method: 'GET', path: path`/contacts/${sourceId}`, accept: [404] },
				);
	const hadSession = sourceId !== '' && before?.status !== 404;
	const answer = yield* askAs(body, {
		method: 'POST',
		path: '/contacts',
		body: { ...filled({ source_id: sourceId }), ...body },
		keeps: KEEPS,
	});
	const person = personIn(answer.body);
	const isNew = !hadSession && (before === undefined || !hasKeys || (yield* newness(body, person, before)));
	const result = { rows: [{ source_id: person.source_id ?? sourceId, is_new: isNew, ...person }] };
	return isNew === false ? { ...result, hint: PRESENT_HINT } : result;
}

const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get client contact',
	description: 'Retrieve the contact that a session in the inbox belongs to',
	fields: [SOURCE_ID],
	request: ({ sourceId }) => ({ method: 'GET', path: path`/contacts/${sourceId}`, keeps: KEEPS }),
	rows: (body) => [personIn(body)],
});

const update = operation({
	name: 'Update',
	value: 'update',
	action: 'Update client contact',
	description:
		'Change a contact. Only what is filled in is sent. With an email, phone number or identifier of another contact the server makes one contact of both, which cannot be undone; the output says so.',
	fields: [SOURCE_ID, ...WRITTEN],
	steps: ({ sourceId, ...written }) => {
		const body = bodyOf(written);
		if (Object.keys(body).length === 0) {
			throw new BadInput(
				'There is nothing to update',
				'Fill in at least one field, or check that the expressions give values for this item.',
			);
		}
		return change(sourceId, body);
	},
	lane: ({ sourceId, ...written }) => [...personLanes(written), sourceLane({ sourceId })],
});

/** Reads first: only the other ID in the answer shows that two contacts were merged (recorded from a real server). */
function* change(sourceId: string, body: JsonObject): Steps {
	const before = personIn((yield* ask({ method: 'GET', path: path`/contacts/${sourceId}` })).body);
	const answer = yield* askAs(body, { method: 'PATCH', path: path`/contacts/${sourceId}`, body });
	const after = personIn(answer.body);
	const wasMerged = after.id !== before.id;
	const row = {
		source_id: sourceId,
		was_merged: wasMerged,
		...(wasMerged ? { merged_contact_id: before.id ?? null } : {}),
		...after,
	};
	const hint = `Contact ${String(Number(before.id))} is no more: the server merged it into contact ${String(Number(after.id))}, which had the same email, phone number or identifier.`;
	return wasMerged ? { rows: [row], hint } : { rows: [row] };
}

/** A contact, as the customer's own app knows it. */
export const clientContact: Resource = {
	service: chatwootClientService,
	name: 'Client Contact',
	value: 'clientContact',
	description: "The customer's side, through the Client API: who writes in an API inbox",
	operations: [create, get, update],
};
