import { json, type Answer } from '../core/answer.ts';
import { quoted } from '../core/log.ts';
import { recordOf, textOf } from '../core/record.ts';
import type { Call, Route } from '../core/service.ts';
import {
	deleteAnswer,
	FIELD_CONTRACT,
	listAnswer,
	TAGS_CONTRACT,
	VALUES_CONTRACT,
	valuesAnswer,
	type DeleteAnswer,
	type FieldBody,
	type ListEnvelope,
	type TagsBody,
	type ValuesBody,
} from './assumed.ts';
import { problemOf, valueError, type Problem } from './problems.ts';
import {
	CUSTOMER_CONTRACT,
	NOTHING_ELSE,
	TICKET_CONTRACT,
	type CustomerBody,
	type TicketBody,
} from './schemas.ts';
import type { AicxState } from './state.ts';
import type { Customer, CustomField, FieldValue, Reference, ShownCustomer } from './types.ts';
import { demandOf, takes } from './values.ts';

/** What is documented nowhere and can be switched. */
export interface AicxSettings {
	/** What a second create-customer with the same provided unique ID does. */
	readonly secondPut: 'update' | 'replace' | 'refuse';
	readonly listEnvelope: ListEnvelope;
	readonly deleteAnswer: DeleteAnswer;
}

/** What the routes need of the service. */
export interface RouteSurroundings {
	readonly state: AicxState;
	readonly settings: AicxSettings;
	readonly now: () => number;
	/** The answer that refuses a caller without the secret or a teamspace that is not there. */
	readonly refusal: (call: Call) => Answer | undefined;
	readonly fail: (status: number, message: string) => Answer;
	/** 422. */
	readonly invalid: (problems: readonly Problem[]) => Answer;
}

const shown = ({ customFieldValues: _, ...customer }: Customer): ShownCustomer => customer;

/** For the log, e.g. `ticket "Cannot log in"`. */
const named = (noun: string, ...names: readonly unknown[]): string =>
	[
		noun,
		...names
			.map(textOf)
			.filter((name) => name !== '')
			.map((name) => quoted(name)),
	].join(' ');

const describeTicket = ({ body }: Call): string => named('ticket', recordOf(body).subject);
const describeCustomer = ({ params }: Call): string => named('customer', params.uniqueId);
const describeField = ({ body }: Call): string => named('custom field', recordOf(body).name);

const describeTags = ({ body }: Call): string => {
	const { tags } = recordOf(body);
	return named('tags', ...(Array.isArray(tags) ? (tags as unknown[]) : []));
};

const describeValues = ({ body }: Call): string => {
	const elements = Array.isArray(body) ? body.map(recordOf) : [];
	return named('custom fields', ...elements.map(({ id, name }) => name ?? id));
};

/**
 * The eight calls of seed 001, which names no status codes and no error bodies. Chosen: 200 for every success; 401
 * for the secret, then 404 for the teamspace, 422 for the body, 404 for a customer or a custom field, 409 for what is
 * there already.
 */
export const aicxRoutes = (around: RouteSurroundings): readonly Route[] => {
	const { state, settings, now, fail, invalid } = around;

	const guarded =
		(handle: (call: Call) => Answer) =>
		(call: Call): Answer => {
			const refusal = around.refusal(call);
			if (refusal) return refusal;
			// The router takes `//` for an id without characters, which nothing can have.
			if (Object.values(call.params).includes('')) {
				call.violate('an id in the path is empty');
				return fail(404, 'Not found');
			}
			if (call.wrong.length > 0) return invalid(call.wrong.map(problemOf));
			return handle(call);
		};

	/** Refuses what the documentation forbids and a schema cannot say. */
	const breach = ({ violate }: Call, problems: readonly Problem[]): Answer => {
		for (const { msg } of problems) violate(msg);
		return invalid(problems);
	};

	const ofCustomer = (handle: (call: Call, customer: Customer) => Answer): ((call: Call) => Answer) =>
		guarded((call) => {
			const customer = state.customers.get(call.params.uniqueId ?? '');
			return customer ? handle(call, customer) : fail(404, 'Customer not found');
		});

	/** Exactly one of the four ids says whose ticket it is (the page named in assumed.ts). */
	const createTicket = guarded((call) => {
		const { subject, ...ids } = call.body as TicketBody;
		const references = Object.entries(ids).map(([key, value]) => ({ key, value }) as Reference);
		const [reference, ...others] = references;
		if (!reference || others.length > 0) {
			const msg = `${references.length} of the customer's ids given instead of one`;
			return breach(call, [valueError(['body'], msg)]);
		}
		const customer = state.customer(reference);
		if (!customer) return fail(404, 'Customer not found');
		const { id } = state.addTicket(subject, reference, customer);
		return json({ id });
	});

	const getCustomer = ofCustomer((_call, customer) => json(shown(customer)));

	const createCustomer = guarded(({ params: { uniqueId = '' }, body }) => {
		const profile = body as CustomerBody;
		const present = state.customers.get(uniqueId);
		if (!present) return json(shown(state.addCustomer(uniqueId, profile, now())));
		if (settings.secondPut === 'refuse') return fail(409, 'Customer already exists');
		state[settings.secondPut](present, profile, now());
		return json(shown(present));
	});

	/** All tags or none: whether AICX adds the known ones of a refused list, is not said. */
	const addTags = ofCustomer((call, customer) => {
		const { tags, create_if_not_exists: create = false } = call.body as TagsBody;
		const problems = tags
			.map((tag, index) => ({ tag, loc: ['body', 'tags', index] }))
			.filter(({ tag }) => !create && !state.tags.has(tag))
			.map(({ tag, loc }) => valueError(loc, `the teamspace has no tag ${quoted(tag)}`));
		if (problems.length > 0) return invalid(problems);
		for (const tag of tags) state.tags.add(tag);
		state.update(customer, { tags: [...new Set([...customer.tags, ...tags])] }, now());
		return json(shown(customer));
	});

	/** All values or none, for the same reason. */
	const addCustomFields = ofCustomer((call, customer) => {
		const elements = call.body as ValuesBody;
		const unclear = elements
			.map(({ id, name }, index) => ({ index, clear: (id === undefined) !== (name === undefined) }))
			.filter(({ clear }) => !clear)
			.map(({ index }) =>
				valueError(['body', index], `element ${index} does not have exactly one of id and name`),
			);
		if (unclear.length > 0) return breach(call, unclear);
		const accepted: (readonly [CustomField, FieldValue])[] = [];
		const problems: Problem[] = [];
		for (const [index, element] of elements.entries()) {
			const field = state.field(element);
			if (!field) return fail(404, `Custom field ${element.id ?? element.name} not found`);
			if (takes(field, element.value)) accepted.push([field, element.value]);
			else problems.push(valueError(['body', index, 'value'], `${field.name} ${demandOf(field)}`));
		}
		if (problems.length > 0) return invalid(problems);
		for (const [{ id }, value] of accepted) customer.customFieldValues.set(id, value);
		return valuesAnswer();
	});

	const listCustomFields = guarded(() => listAnswer([...state.customFields.values()], settings.listEnvelope));

	const createCustomField = guarded((call) => {
		const body = call.body as FieldBody;
		if ((body.type === 'select') !== (body.select_options !== undefined)) {
			const msg =
				body.type === 'select'
					? 'a select without select_options'
					: `select_options for the type ${body.type}`;
			return breach(call, [valueError(['body', 'select_options'], msg)]);
		}
		if (state.field({ name: body.name })) return fail(409, `Custom field ${body.name} already exists`);
		return json(state.addField(body));
	});

	const deleteCustomField = guarded(({ params: { fieldId = '' } }) =>
		state.removeField(fieldId) ? deleteAnswer(settings.deleteAnswer) : fail(404, 'Custom field not found'),
	);

	const base = '/api/platform/v1';
	const customers = `${base}/customers/:teamspaceId`;
	const fields = `${base}/custom-fields/:teamspaceId`;
	return [
		{
			method: 'POST',
			path: `${base}/conversations/:teamspaceId/create-ticket`,
			contract: TICKET_CONTRACT,
			describe: describeTicket,
			handle: createTicket,
		},
		{
			method: 'GET',
			path: `${customers}/customer/:uniqueId/get-customer`,
			contract: NOTHING_ELSE,
			describe: describeCustomer,
			handle: getCustomer,
		},
		{
			method: 'PUT',
			path: `${customers}/create-customer/:uniqueId`,
			contract: CUSTOMER_CONTRACT,
			describe: describeCustomer,
			handle: createCustomer,
		},
		{
			method: 'PUT',
			path: `${customers}/customer/:uniqueId/add-tags`,
			contract: TAGS_CONTRACT,
			describe: describeTags,
			handle: addTags,
		},
		{
			method: 'PUT',
			path: `${customers}/customer/:uniqueId/add-custom-fields`,
			contract: VALUES_CONTRACT,
			describe: describeValues,
			handle: addCustomFields,
		},
		{ method: 'GET', path: `${fields}/list-custom-fields`, contract: NOTHING_ELSE, handle: listCustomFields },
		{
			method: 'POST',
			path: `${fields}/create-custom-field`,
			contract: FIELD_CONTRACT,
			describe: describeField,
			handle: createCustomField,
		},
		{
			method: 'DELETE',
			path: `${fields}/custom-field/:fieldId/delete-custom-fields`,
			contract: NOTHING_ELSE,
			handle: deleteCustomField,
		},
	];
};
