import type { JsonValue } from 'n8n-workflow';
import type { Field } from '../../../shared/fields';
import { BadInput, ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import type { Method, Request } from '../../../shared/request';
import { ask, type Steps } from '../../../shared/steps';
import { INBOX } from '../../fields';
import { idOf } from '../../ids';
import { laneOf } from '../../lanes';
import { listed } from '../../payload';
import { simpleAgent } from '../agent';

const AGENTS = {
	displayName: 'Agent Names or IDs',
	name: 'agents',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getAgents' },
	required: true,
	default: [],
	description:
		'The agents, who have numbers as their IDs. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
} as const satisfies Field;

const lane = ({ inbox }: { readonly inbox: string }): string => laneOf('inbox', inbox);

const membersOf = (inbox: string): Request => ({ method: 'GET', path: path`/inbox_members/${inbox}` });

interface Change {
	readonly inbox: string;
	readonly agents: readonly string[];
}

const change = (method: Method, { inbox, agents }: Change): Request => ({
	method,
	path: '/inbox_members',
	body: { inbox_id: idOf('Inbox', inbox), user_ids: idsOf(agents) },
});

/** An expression that gives nobody must not put everybody out of the inbox. */
function idsOf(agents: readonly string[]): number[] {
	if (agents.length === 0) {
		throw new BadInput(
			"'Agent Names or IDs' is empty",
			'Choose at least one agent, or check that the expression gives a list of IDs.',
		);
	}
	return [...new Set(agents.map((agent) => idOf('Agent Names or IDs', agent)))];
}

const isMember = (members: JsonValue, agent: string): boolean =>
	listed(members).some(({ id }) => id === idOf('Agent Names or IDs', agent));

export const getMembers = operation({
	name: 'Get Members',
	value: 'getMembers',
	action: 'Get members of inbox',
	description: 'Retrieve the agents who may work in an inbox',
	fields: [INBOX],
	request: ({ inbox }) => membersOf(inbox),
	paging: { by: 'nothing' },
	rows: listed,
	simplify: simpleAgent,
});

/** Why the members that came back are not those wanted. */
const notMembers = (body: JsonValue | undefined, { inbox, agents }: Change): string | undefined => {
	const others = agents.filter((agent) => !isMember(body ?? [], agent));
	return others.length === 0
		? undefined
		: `Chatwoot accepted the request, but these are no members of inbox ${inbox}: ${others.join(', ')}`;
};

export const addMembers = operation({
	name: 'Add Members',
	value: 'addMembers',
	action: 'Add members to inbox',
	description:
		'Let further agents work in an inbox; outputs all its members. Needs the token of an administrator.',
	fields: [INBOX, AGENTS],
	// Who is a member already stays one.
	request: (given) => ({ ...change('POST', given), repeatable: true }),
	objection: notMembers,
	rows: listed,
	lane,
	simplify: simpleAgent,
});

export const setMembers = operation({
	name: 'Set Members',
	value: 'setMembers',
	action: 'Set members of inbox',
	description:
		'Let these agents work in an inbox and no others; outputs its members. Needs the token of an administrator.',
	fields: [INBOX, AGENTS],
	request: (given) => ({ ...change('PATCH', given), repeatable: true }),
	objection: (body, given) => {
		const tooMany = listed(body ?? []).length > new Set(idsOf(given.agents)).size;
		return (
			notMembers(body, given) ??
			(tooMany ? `Chatwoot accepted the request, but inbox ${given.inbox} has other members too` : undefined)
		);
	},
	rows: listed,
	lane,
	simplify: simpleAgent,
});

export const removeMembers = operation({
	name: 'Remove Members',
	value: 'removeMembers',
	action: 'Remove members from inbox',
	description:
		'Let some agents no longer work in an inbox; the others stay. Needs the token of an administrator.',
	fields: [INBOX, AGENTS],
	steps: function* (given): Steps {
		// The answer is empty: only a look at the members tells what was done.
		yield* ask({ ...change('DELETE', given), answer: 'optional' });
		const { body } = yield* ask(membersOf(given.inbox));
		const left = given.agents.filter((agent) => isMember(body ?? [], agent));
		if (left.length > 0) {
			throw new ServiceFailure(
				`Chatwoot accepted the request, but these are still members of inbox ${given.inbox}: ${left.join(', ')}`,
			);
		}
		return { rows: [{ deleted: true }] };
	},
	lane,
});
