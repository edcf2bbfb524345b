import { operation, type Resource } from '../../shared/operation';

/** The operation that fills lists too. */
export const getManyTeams = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many teams',
	description: 'Retrieve a list of the teams of the account, with the IDs that assignments need',
	fields: [],
	request: () => ({ method: 'GET', path: '/teams' }),
	paging: { by: 'nothing' },
});

/** A group of agents to whom conversations are assigned. */
export const team: Resource = { name: 'Team', value: 'team', operations: [getManyTeams] };
