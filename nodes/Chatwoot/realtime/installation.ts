import type { ITriggerFunctions, JsonObject, JsonValue } from 'n8n-workflow';
import { textIn } from '../../shared/credential';
import { digestOf } from '../../shared/digest';
import { BadInput, Stopped, UnexpectedAnswer } from '../../shared/failure';
import { openLine } from '../../shared/line';
import { path } from '../../shared/path';
import { perform } from '../../shared/perform';
import type { Address } from '../../shared/request';
import { isObject } from '../../shared/rows';
import { ask, type Steps } from '../../shared/steps';
import { chatwootClientService } from '../client-service';
import { chatwootService, installation } from '../service';
import { missedByAgent, missedByContact, newestOfAgent, newestOfContact, type Gap } from './catch-up';
import type { Listener } from './protocol';
import type { Role } from './settings';

/** As patient as a run of the action node. */
const PATIENCE = { maxParallel: 3, maxRetries: 4, maxWait: 65, timeout: 60, includeSecrets: false };

/** The installation, as somebody who listens there needs it. */
export interface Place {
	/** Of the WebSocket. */
	readonly url: string;
	/** Names who listens where; no secret. */
	readonly name: string;
	readonly listener: () => Promise<Listener>;
	/** The ID of the newest message there is; 0 for none. */
	readonly newest: () => Promise<number>;
	/** Messages of the gap, the oldest first. `undefined`: they cannot be asked for. */
	readonly missed: ((gap: Gap) => Promise<readonly JsonObject[]>) | undefined;
}

/** @throws BadInput when the credential, or n8n itself, cannot be used for a WebSocket */
export async function placeOf(context: ITriggerFunctions, role: Role, signal: AbortSignal): Promise<Place> {
	const service = role.as === 'agent' ? chatwootService : chatwootClientService;
	const credential = await context.getCredentials(service.credential);
	const base = installation(textIn(credential, 'url'));
	const url = `${base.replace(/^http/, 'ws')}/cable`;
	if (typeof WebSocket === 'undefined') {
		throw new BadInput(
			'n8n runs on a Node.js without WebSocket',
			'Use Node.js 22 or newer, or this trigger cannot listen.',
		);
	}
	if (credential.ignoreSslIssues === true) {
		throw new BadInput(
			"'Ignore SSL Issues' does not work for a WebSocket",
			"Switch it off in the credential. To trust a private installation's certificate, start n8n with the environment variable NODE_EXTRA_CA_CERTS naming the file of its authority.",
		);
	}
	const line = openLine(context, service, credential, { signal, onFailure: () => undefined }, PATIENCE);
	const address = service.address(credential, {});
	const rows = async (steps: Steps, where: Address = address): Promise<readonly JsonObject[]> => {
		const { file, store } = line;
		const first = steps.next([]);
		const ending = await perform(line, {
			address: where,
			lane: [],
			file,
			store,
			steps,
			first,
			remembered: undefined,
		});
		if (ending.state === 'done') {
			return ending.result.rows;
		}
		throw ending.state === 'failed' ? ending.failure : new Stopped();
	};
	const idIn = ([row]: readonly JsonObject[]): number => Number(row?.id ?? 0);
	if (role.as === 'agent') {
		const accountId = Number(textIn(credential, 'accountId'));
		return {
			url,
			name: address('/agent'),
			listener: async () =>
				await agentOf(
					accountId,
					rows(profile(), (below) => base + below),
				),
			newest: async () => idIn(await rows(newestOfAgent())),
			missed: async (gap) => await rows(missedByAgent(gap)),
		};
	}
	if ('pubsubToken' in role) {
		const digest = digestOf(role.pubsubToken);
		return {
			url,
			name: address(`/token/${digest}`),
			listener: async () => await Promise.resolve({ pubsubToken: role.pubsubToken }),
			newest: async () => await Promise.resolve(0),
			missed: undefined,
		};
	}
	const { sourceId } = role;
	return {
		url,
		name: address(path`/contacts/${sourceId}`),
		listener: async () => ({ pubsubToken: tokenIn((await rows(contact(sourceId)))[0]) }),
		newest: async () => idIn(await rows(newestOfContact(sourceId))),
		missed: async (gap) => await rows(missedByContact(sourceId, gap)),
	};
}

function* got(where: string): Steps {
	const { body } = yield* ask({ method: 'GET', path: where, keeps: ['pubsub_token'] });
	return { rows: isObject(body) ? [body] : [] };
}

/** Who the token belongs to. It stands beside the accounts, not in one. */
const profile = (): Steps => got('/api/v1/profile');

const contact = (sourceId: string): Steps => got(path`/contacts/${sourceId}`);

const tokenIn = (person: JsonObject | undefined): string => {
	const token: JsonValue | undefined = person?.pubsub_token;
	if (typeof token !== 'string' || token === '') {
		throw new UnexpectedAnswer('The answer has no pubsub token');
	}
	return token;
};

async function agentOf(accountId: number, asked: Promise<readonly JsonObject[]>): Promise<Listener> {
	const [user] = await asked;
	if (typeof user?.id !== 'number') {
		throw new UnexpectedAnswer('The answer has no user');
	}
	return { pubsubToken: tokenIn(user), agent: { accountId, userId: user.id } };
}
