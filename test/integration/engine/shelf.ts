import type {
	ICredentialType,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { httpUrl, textIn } from '../../../nodes/shared/credential';
import type { Field } from '../../../nodes/shared/fields';
import { operation, type Resource } from '../../../nodes/shared/operation';
import { propertiesOf, type NodeDefinition } from '../../../nodes/shared/panel';
import { path } from '../../../nodes/shared/path';
import { filled, isObject, rowsOf } from '../../../nodes/shared/rows';
import { runNode } from '../../../nodes/shared/runner';
import type { Service } from '../../../nodes/shared/service';
import { ask } from '../../../nodes/shared/steps';
import { lists } from './shelf-lists';

/** A made-up service that keeps letters, with operations of every kind that the engine knows. */
export const shelfService: Service = {
	name: 'Shelf',
	credential: 'shelfApi',
	tokenField: 'token',
	parallel: 5,
	options: [{ displayName: 'Room', name: 'room', type: 'string', default: '', description: 'Another room' }],
	address: (credential, { room }) => {
		const base = httpUrl('URL', textIn(credential, 'url')) + (room === undefined ? '' : path`/rooms/${room}`);
		return (below) => base + below;
	},
	secrets: { keys: ['seal'], notIn: ['remarks'] },
	advice: { 409: 'Take another shelf.' },
};

const text = <const Name extends string>(displayName: string, name: Name) =>
	({ displayName, name, type: 'string', required: true, default: '' }) as const satisfies Field;

const ID = text('Letter ID', 'id');
const CHAT_ID = text('Chat ID', 'chatId');
const TEXT = text('Text', 'text');

const named = (name: string, value: string) => ({
	name,
	value,
	action: `${name} letter`,
	description: `${name} it`,
});

const letter: Resource = {
	name: 'Letter',
	value: 'letter',
	operations: [
		operation({
			...named('Send', 'send'),
			fields: [
				CHAT_ID,
				TEXT,
				{
					displayName: 'Additional Fields',
					name: 'additionalFields',
					type: 'collection',
					default: {},
					options: [{ displayName: 'Copy To', name: 'copyTo', type: 'string', default: '' }],
				},
			],
			request: ({ chatId, text, additionalFields: { copyTo = '' } }) => ({
				method: 'POST',
				path: path`/chats/${chatId}/letters`,
				body: filled({ text, copyTo }),
			}),
			lane: ({ chatId, additionalFields: { copyTo = '' } }) =>
				copyTo === '' ? `chat ${chatId}` : [`chat ${chatId}`, `chat ${copyTo}`],
		}),
		operation({
			...named('Post', 'post'),
			fields: [TEXT],
			request: ({ text }) => ({ method: 'POST', path: path`/letters`, body: { text } }),
		}),
		operation({
			...named('Get', 'get'),
			fields: [ID],
			request: ({ id }) => ({ method: 'GET', path: path`/letters/${id}` }),
		}),
		operation({
			...named('Get Briefly', 'getBriefly'),
			fields: [ID],
			request: ({ id }) => ({ method: 'GET', path: path`/letters/${id}` }),
			simplify: ({ text = null }) => ({ text }),
		}),
		operation({
			...named('Replace', 'replace'),
			fields: [ID],
			request: ({ id }) => ({ method: 'PUT', path: path`/letters/${id}`, body: { text: 'new' } }),
		}),
		operation({
			...named('Delete', 'delete'),
			fields: [ID],
			request: ({ id }) => ({ method: 'DELETE', path: path`/letters/${id}` }),
		}),
		operation({
			...named('Patch', 'patch'),
			fields: [ID],
			request: ({ id }) => ({ method: 'PATCH', path: path`/letters/${id}`, body: { text: 'new' } }),
		}),
		operation({
			...named('Filter', 'filter'),
			fields: [ID],
			request: ({ id }) => ({
				method: 'POST',
				path: path`/letters/${id}/filter`,
				body: { text: 'new' },
				repeatable: true,
			}),
		}),
		operation({
			...named('Archive', 'archive'),
			fields: [ID],
			request: ({ id }) => ({ method: 'POST', path: path`/letters/${id}/archive` }),
			objection: (body) => (isObject(body) && body.archived === false ? 'The letter is in use' : undefined),
		}),
		operation({
			...named('Acknowledge', 'acknowledge'),
			fields: [ID],
			request: ({ id }) => ({ method: 'POST', path: path`/letters/${id}/acknowledge`, answer: 'optional' }),
		}),
		operation({
			...named('Fetch', 'fetch'),
			fields: [TEXT],
			steps: function* ({ text }) {
				const { file } = yield* ask({ method: 'GET', path: text, answer: 'file' });
				return {
					rows: [{ fetched: file !== undefined }],
					...(file === undefined ? {} : { files: { file } }),
				};
			},
		}),
		operation({
			...named('Enclose', 'enclose'),
			fields: [TEXT],
			request: ({ text }) => ({
				method: 'POST',
				path: path`/parcels`,
				form: { texts: { text }, files: [{ field: 'enclosures[]', property: 'photo' }] },
			}),
		}),
		operation({
			...named('Enclose Later', 'encloseLater'),
			fields: [TEXT],
			files: () => ['photo'],
			steps: function* ({ text }) {
				yield* ask({ method: 'POST', path: path`/letters`, body: { text } });
				const form = { texts: { text }, files: [{ field: 'enclosures[]', property: 'photo' }] };
				const sent = yield* ask({ method: 'POST', path: path`/parcels`, form });
				return { rows: rowsOf(sent.body ?? null) };
			},
		}),
		operation({
			...named('Post or Find', 'postOrFind'),
			fields: [TEXT],
			steps: function* ({ text }) {
				const posted = yield* ask({
					method: 'POST',
					path: path`/letters`,
					body: { text },
					accept: [422, 500],
				});
				if (posted.status < 300) {
					return { rows: rowsOf(posted.body ?? null) };
				}
				const found = yield* ask({ method: 'GET', path: path`/letters/${text}` });
				return { rows: rowsOf(found.body ?? null) };
			},
		}),
		operation({
			...named('Look, then Post', 'lookThenPost'),
			fields: [TEXT],
			steps: function* ({ text }) {
				yield* ask({ method: 'GET', path: path`/letters` });
				const posted = yield* ask({ method: 'POST', path: path`/letters`, body: { text } });
				return { rows: rowsOf(posted.body ?? null) };
			},
		}),
		operation({
			...named('Register', 'register'),
			fields: [TEXT],
			steps: function* ({ text }) {
				const { body } = yield* ask({ method: 'POST', path: path`/letters`, body: { text } });
				const id = isObject(body) && typeof body.id === 'string' ? body.id : '';
				const stamp = yield* ask({ method: 'POST', path: path`/letters/${id}/stamp`, body: { text } });
				return { rows: [{ id, stamped: stamp.status === 200 }] };
			},
		}),
		operation({
			...named('Spread', 'spread'),
			fields: [TEXT],
			steps: function* ({ text }) {
				const chats = ['1', '2', '3'];
				const answers = yield chats.map((chat) => ({
					method: 'POST',
					path: path`/chats/${chat}/letters`,
					body: { text },
				}));
				return { rows: answers.map(({ body }) => ({ sent: body ?? null })) };
			},
		}),
		operation({
			...named('Compose', 'compose'),
			fields: [TEXT],
			result: ({ text }) => ({ text }),
		}),
	],
};

export const shelf: NodeDefinition = { service: shelfService, resources: [letter, lists] };

export class Shelf implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Shelf',
		name: 'shelf',
		group: ['output'],
		version: 1,
		description: 'Keeps letters',
		defaults: { name: 'Shelf' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'shelfApi', required: true }],
		properties: propertiesOf(shelf),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runNode(this, shelf);
	}
}

/**
 * The service's credential: an address and a token, which goes into a header.
 *
 * @param beforeRequest is awaited before each request goes out
 */
export const shelfApi = (
	beforeRequest: () => Promise<void> = async () => Promise.resolve(),
): ICredentialType => ({
	name: 'shelfApi',
	displayName: 'Shelf API',
	properties: [
		{ displayName: 'URL', name: 'url', type: 'string', default: '' },
		{ displayName: 'Token', name: 'token', type: 'string', typeOptions: { password: true }, default: '' },
	],
	authenticate: async ({ token }, request) => {
		await beforeRequest();
		return { ...request, headers: { ...request.headers, 'X-Shelf-Token': token } };
	},
});
