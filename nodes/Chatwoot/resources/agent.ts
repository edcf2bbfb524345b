import type { JsonObject } from 'n8n-workflow';
import { operation, type Resource } from '../../shared/operation';
import { only } from '../../shared/rows';

/** What Simplify keeps of an agent, most useful first. */
const MAIN_KEYS = ['id', 'name', 'email', 'role', 'availability_status', 'confirmed'];

/** An agent in few words. */
export const simpleAgent = (row: JsonObject): JsonObject => only(row, MAIN_KEYS);

/** The operation that fills lists too. */
export const getManyAgents = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many agents',
	description:
		'Retrieve a list of the agents and administrators of the account, with the IDs that assignments and inbox members need',
	fields: [],
	request: () => ({ method: 'GET', path: '/agents' }),
	paging: { by: 'nothing' },
	simplify: simpleAgent,
});

/** A person who answers customers; administrators are agents too. */
export const agent: Resource = { name: 'Agent', value: 'agent', operations: [getManyAgents] };
