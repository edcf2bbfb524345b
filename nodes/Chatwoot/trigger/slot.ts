import type { JsonObject, JsonValue } from 'n8n-workflow';
import { Displaced } from '../../shared/displaced';
import { BadInput, ServiceFailure } from '../../shared/failure';
import { path } from '../../shared/path';
import { bodyOf } from '../../shared/rows';
import { asFailure } from '../../shared/values';
import { idOf } from '../ids';
import type { Installation } from './installation';
import type { Registration } from './memory';
import type { Settings } from './settings';

type Filled = Extract<Registration, { readonly kind: 'slot' }>;

/** A thing in the installation that sends what happens to one address. */
export interface Slot {
	readonly path: string;
	/** Its key in answers. */
	readonly key: 'outgoing_url' | 'webhook_url';
	/** The body that enters an address; `null` for none. */
	readonly body: (url: string | null) => JsonObject;
}

const slotAt = (where: string): Slot =>
	where.startsWith('/inboxes/')
		? { path: where, key: 'webhook_url', body: (url) => ({ channel: { webhook_url: url } }) }
		: { path: where, key: 'outgoing_url', body: (url) => ({ outgoing_url: url }) };

/** The callback of an API inbox, or the outgoing URL of an agent bot. */
export const slotOf = ({ source, inbox, agentBot }: Settings): Slot =>
	slotAt(
		source === 'apiInbox'
			? path`/inboxes/${String(idOf('Inbox', inbox))}`
			: path`/agent_bots/${String(idOf('Agent Bot', agentBot))}`,
	);

const displaced = new Displaced<string>();

interface State {
	/** The address that stands there; empty for none. */
	readonly url: string;
	readonly secret: string | undefined;
	readonly channel: JsonValue;
}

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value : '');

const stateIn = (body: JsonValue | undefined, { key }: Slot): State => {
	const shown = bodyOf(body);
	const secret = text(shown.secret);
	return {
		url: text(shown[key]),
		secret: secret === '' ? undefined : secret,
		channel: shown.channel_type ?? null,
	};
};

async function look({ ask }: Installation, slot: Slot): Promise<State | undefined> {
	const { status, body } = await ask({ method: 'GET', path: slot.path, accept: [404] });
	return status === 404 ? undefined : stateIn(body, slot);
}

async function enter({ ask }: Installation, slot: Slot, url: string | null): Promise<State> {
	const body = slot.body(url);
	const answer = await ask({ method: 'PATCH', path: slot.path, body, repeatable: true });
	return stateIn(answer.body, slot);
}

/** Whether the address stands where it was entered; nothing is changed. */
export async function isFilled(installation: Installation, filled: Filled, slot: Slot): Promise<boolean> {
	if (filled.url !== installation.url || filled.path !== slot.path) {
		return false;
	}
	const present = await look(installation, slot);
	return present?.url === filled.url && present.secret === filled.secret;
}

/**
 * Enters the address of this node. What stood there is remembered, unless it leads to this node: an n8n that stopped
 * while the editor listened has left the test address behind. While the editor listens, the live one is given back.
 */
export async function fill(
	installation: Installation,
	slot: Slot,
	before: Registration | undefined,
): Promise<Filled> {
	const { url, isOwn, isTest } = installation;
	const present = await look(installation, slot);
	if (present === undefined) {
		throw new BadInput(
			slot.key === 'webhook_url' ? 'There is no such inbox' : 'There is no such agent bot',
			'Choose it from the list again. The token must be that of an administrator of the account.',
		);
	}
	if (slot.key === 'webhook_url' && present.channel !== 'Channel::Api') {
		throw new BadInput(
			'Only inboxes of the channel API have a callback',
			"Choose another inbox, or the source 'Account Webhook' and filter by inbox.",
		);
	}
	const remembered = before?.kind === 'slot' && before.path === slot.path ? before.former : undefined;
	const known = remembered ?? displaced.find(slot.path, present.url) ?? '';
	const isKept = !isOwn(present.url) || (isTest && present.url !== url);
	const former = isKept ? present.url : known === url ? '' : known;
	const filled = { kind: 'slot', path: slot.path, url, former, isTest } as const;
	try {
		const now = await enter(installation, slot, url);
		if (now.url !== url) {
			throw new ServiceFailure('Chatwoot accepted the address of this workflow, but does not show it', {
				description: 'Check in its settings which address stands there.',
			});
		}
		if (isTest) {
			displaced.note(slot.path, url, former);
		}
		const secret = now.secret ?? present.secret;
		return secret === undefined ? filled : { ...filled, secret };
	} catch (error) {
		// It may stand there all the same. Of what a refused trigger remembers, n8n keeps nothing.
		await giveBack(installation, filled, (other) => other === url).catch(() => undefined);
		throw asFailure(error);
	}
}

/**
 * Puts back what stood there, if the address of this node still does: another one was entered by somebody else. The
 * live one may find that for tests in its place, which would bring it back when the editor stops listening.
 */
export async function empty(installation: Installation, filled: Filled): Promise<void> {
	const { isOwn } = installation;
	const { url, isTest } = filled;
	await giveBack(installation, filled, (other) => other === url || (!isTest && isOwn(other)));
}

async function giveBack(
	installation: Installation,
	{ path: where, url, former }: Filled,
	isOurs: (url: string) => boolean,
): Promise<void> {
	const slot = slotAt(where);
	const present = await look(installation, slot);
	if (present !== undefined && isOurs(present.url)) {
		await enter(installation, slot, former === '' ? null : former);
	}
	displaced.forget(where, url);
}

/** What this node has filled, for one that has forgotten it because it was renamed. */
export async function findFilled(installation: Installation, slot: Slot): Promise<Filled | undefined> {
	const { url, isTest } = installation;
	const present = await look(installation, slot);
	return present?.url === url ? { kind: 'slot', path: slot.path, url, former: '', isTest } : undefined;
}
