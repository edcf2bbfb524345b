import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
	JsonObject,
} from 'n8n-workflow';
import { lookUp } from '../../shared/look-up';
import type { Operation } from '../../shared/operation';
import { getManyAgentBots } from '../resources/inbox/agent-bot';
import { getManyAgents } from '../resources/agent';
import { getManyInboxes } from '../resources/inbox/read';
import { getManyLabels } from '../resources/label';
import { getManyTeams } from '../resources/team';
import { getManyWebhooks } from '../resources/webhook';
import { chatwootService } from '../service';
import { agentEntry, inboxEntry, namedEntry, textIn, webhookEntry } from './entries';

type Search = (this: ILoadOptionsFunctions, filter?: string) => Promise<INodeListSearchResult>;

type EntryOf = (row: JsonObject) => INodeListSearchItems;

const byName = (one: { readonly name: string }, other: { readonly name: string }): number =>
	one.name.localeCompare(other.name);

/** All entries of a list that the server gives in one piece. */
const entries = async (
	context: ILoadOptionsFunctions,
	operation: Operation,
	entryOf: EntryOf,
): Promise<INodeListSearchItems[]> => {
	const rows = await lookUp(context, chatwootService, operation);
	return rows.map(entryOf).sort(byName);
};

/** A list that the server gives in one piece, searched here. */
const searchIn = (operation: Operation, entryOf: EntryOf): Search =>
	async function (filter = '') {
		const wanted = filter.trim().toLowerCase();
		const all = await entries(this, operation, entryOf);
		return {
			results: all.filter(
				({ name, value }) => name.toLowerCase().includes(wanted) || String(value) === wanted,
			),
		};
	};

/** The account's inboxes; for an agent, those of which they are a member. */
export const searchInboxes = searchIn(getManyInboxes, inboxEntry);

/** The account's agents and administrators. */
export const searchAgents = searchIn(getManyAgents, agentEntry);

/** The account's teams. */
export const searchTeams = searchIn(getManyTeams, namedEntry);

/** The account's bots, and those of the installation. */
export const searchAgentBots = searchIn(getManyAgentBots, namedEntry);

/** The account's webhooks. */
export const searchWebhooks = searchIn(getManyWebhooks, webhookEntry);

/** The account's agents, to choose several from. */
export async function getAgents(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await entries(this, getManyAgents, agentEntry);
}

/** The account's inboxes, to choose several from. */
export async function getInboxes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await entries(this, getManyInboxes, inboxEntry);
}

/** The account's labels, by their titles, to choose several from. */
export async function getLabels(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const rows = await lookUp(this, chatwootService, getManyLabels);
	return rows
		.map((row) => {
			const title = textIn(row, 'title');
			return { name: title, value: title, description: textIn(row, 'description') };
		})
		.sort(byName);
}
