import { at, listAt } from './check.ts';
import type { Server } from './server.ts';

/** A kind of thing that the checks make, and how those of ours are told from others. */
interface Kind {
	readonly name: string;
	/** The list, which is also where one of them stands, by its ID. */
	readonly path: string;
	/** Where the list stands in the answer. */
	readonly list?: string;
	/** What holds the suffix. */
	readonly named: string;
}

/** In the order in which they are removed. */
const KINDS: readonly Kind[] = [
	{ name: 'webhook', path: 'webhooks', list: 'payload.webhooks', named: 'url' },
	{ name: 'inbox', path: 'inboxes', list: 'payload', named: 'name' },
	{ name: 'agent bot', path: 'agent_bots', named: 'name' },
	{ name: 'team', path: 'teams', named: 'name' },
	{ name: 'label', path: 'labels', list: 'payload', named: 'title' },
	{ name: 'custom attribute', path: 'custom_attribute_definitions', named: 'attribute_key' },
];

/** A filter finds 15 contacts at a time. */
const ROUNDS = 20;

async function contactsOf(server: Server, suffix: string): Promise<unknown[]> {
	const keys = ['email', 'identifier', 'name'];
	const payload = keys.map((attribute, index) => ({
		attribute_key: attribute,
		filter_operator: 'contains',
		values: [suffix],
		query_operator: index < keys.length - 1 ? 'or' : null,
	}));
	const found = listAt(await server.post('contacts/filter', { payload }), 'payload');
	return found.map((contact) => at(contact, 'id'));
}

async function thingsOf(server: Server, { path, list, named }: Kind, suffix: string): Promise<unknown[]> {
	const things = listAt(await server.get(path), list);
	return things.filter((thing) => String(at(thing, named)).includes(suffix)).map((thing) => at(thing, 'id'));
}

/** Removes one; says why it could not, with a 404 for one that is gone already, or on a server without the call. */
async function remove(server: Server, name: string, path: string): Promise<string[]> {
	const { status } = await server.ask('DELETE', path);
	return status < 300 || status === 404 ? [] : [`${name} (${path}, answered ${status})`];
}

/**
 * Removes everything whose name has the suffix, whoever made it and whether or not its maker lived to tell.
 *
 * @returns what could not be removed, in words
 */
export async function removeOwnThings(server: Server, suffix: string): Promise<string[]> {
	const left: string[] = [];
	const attempt = async (what: string, work: () => Promise<string[]>): Promise<void> => {
		try {
			left.push(...(await work()));
		} catch (error) {
			left.push(`${what} (${error instanceof Error ? error.message : String(error)})`);
		}
	};
	await attempt('contacts', async () => {
		for (let round = 0; round < ROUNDS; round++) {
			const ids = await contactsOf(server, suffix);
			const kept: string[] = [];
			for (const id of ids) kept.push(...(await remove(server, 'contact', `contacts/${String(id)}`)));
			if (ids.length === 0 || kept.length === ids.length) return kept;
		}
		return ['contacts (there are always more)'];
	});
	for (const kind of KINDS) {
		await attempt(kind.name, async () => {
			const kept: string[] = [];
			for (const id of await thingsOf(server, kind, suffix)) {
				kept.push(...(await remove(server, kind.name, `${kind.path}/${String(id)}`)));
			}
			return kept;
		});
	}
	return left;
}
