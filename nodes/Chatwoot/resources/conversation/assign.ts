import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput, ServiceFailure } from '../../../shared/failure';
import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { isObject, only } from '../../../shared/rows';
import { ask, type Asking } from '../../../shared/steps';
import { AGENT, CONVERSATION, TEAM } from '../../fields';
import { idOf } from '../../ids';
import { checkExisting } from '../../people';
import { conversationLane } from '../../lanes';

/**
 * One call changes either the agent or the team: of both together only the agent is set. One who does not exist is
 * answered with success and null, and the present one is removed (recorded).
 */
function* assign(conversation: string, what: 'agent' | 'team', id: number): Asking<JsonObject | null> {
	const { body } = yield* ask({
		method: 'POST',
		path: path`/conversations/${conversation}/assignments`,
		body: { [what === 'agent' ? 'assignee_id' : 'team_id']: id },
		repeatable: true,
	});
	if (isObject(body) && body.id === id) {
		return only(body, ['id', 'name', 'email']);
	}
	if (id !== 0) {
		throw new ServiceFailure(`The server did not assign ${what} ${id}: it answered ${kindOf(body)}`, {
			description: `There is no such ${what}. The one whom the conversation had may have been removed.`,
		});
	}
	return null;
}

const kindOf = (body: JsonValue | undefined): string =>
	body === null || body === undefined ? 'with null' : 'with something else';

const CHANGES = [
	{ name: 'Assign', value: 'assign' },
	{ name: 'Keep', value: 'keep', description: 'Leave it as it is' },
	{ name: 'Unassign', value: 'unassign', description: 'Remove the present one' },
] as const;

/** What to send for a choice; 0 takes away. */
const idFor = (label: string, change: 'assign' | 'keep' | 'unassign', id: string): number | undefined =>
	({ assign: () => idOf(label, id), keep: () => undefined, unassign: () => 0 })[change]();

/** Nothing to look up for one who is taken away. */
const someone = (id: number | undefined): number | undefined => (id === 0 ? undefined : id);

export const assignTo = operation({
	name: 'Assign',
	value: 'assign',
	action: 'Assign conversation',
	description: 'Hand a conversation to an agent, a team or both, or take it from them',
	fields: [
		CONVERSATION,
		{
			displayName: 'Change Agent',
			name: 'agentChange',
			type: 'options',
			options: CHANGES,
			default: 'assign',
			description: 'What happens to the agent of the conversation',
		},
		{ ...AGENT, displayOptions: { show: { agentChange: ['assign'] } } },
		{
			displayName: 'Change Team',
			name: 'teamChange',
			type: 'options',
			options: CHANGES,
			default: 'keep',
			description: 'What happens to the team of the conversation',
		},
		{ ...TEAM, displayOptions: { show: { teamChange: ['assign'] } } },
	],
	steps: function* ({ conversation, agentChange, agent, teamChange, team }) {
		const agentId = idFor('Agent', agentChange, agent);
		const teamId = idFor('Team', teamChange, team);
		if (agentId === undefined && teamId === undefined) {
			throw new BadInput(
				"'Change Agent' and 'Change Team' both keep what is there",
				'Choose what is to change.',
			);
		}
		yield* checkExisting({ agent: someone(agentId), team: someone(teamId) });
		// The team first: it may choose an agent of its own, and the one who is named here must win.
		const newTeam = teamId === undefined ? undefined : yield* assign(conversation, 'team', teamId);
		const newAgent = agentId === undefined ? undefined : yield* assign(conversation, 'agent', agentId);
		return {
			rows: [
				{
					id: Number(conversation),
					...(newAgent === undefined ? {} : { assignee: newAgent }),
					...(newTeam === undefined ? {} : { team: newTeam }),
				},
			],
		};
	},
	lane: conversationLane,
});
