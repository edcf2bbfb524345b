import type { HTTPMethods } from 'fastify';
import type { Answer } from '../../core/answer.ts';
import { recordOf } from '../../core/record.ts';
import type { Call, Route } from '../../core/service.ts';
import { crash, errorAnswer, notAllowed, notFound, plain, Refusal, refuse } from '../answers.ts';
import type { Installation } from '../installation.ts';
import { contractOf, type Taken } from '../keys.ts';
import { mayUse } from '../lists.ts';
import type { Bot, Contact, Conversation, Inbox, User } from '../types.ts';
import { wholeNumber } from '../values.ts';

/** A call of the Application API whose sender is known. */
export interface Ask {
	readonly call: Call;
	/** The body, with the parameters of the address beside it. */
	readonly values: Readonly<Record<string, unknown>>;
	readonly author: User | Bot;
	/** Undefined for a bot. */
	readonly user: User | undefined;
}

export interface Endpoint extends Taken {
	readonly method: HTTPMethods | readonly HTTPMethods[];
	/** Behind the account's address, with a slash at the beginning. */
	readonly path: string;
	/** Whether agents are turned away. */
	readonly administrator?: boolean;
	/** Whether bots are let in. */
	readonly bots?: boolean;
	readonly handle: (ask: Ask) => Answer;
}

const isMalformed = ({ wrong, raw, headers }: Call): boolean => {
	if (wrong.length === 0 || raw.length === 0 || !/json/i.test(headers['content-type'] ?? '')) return false;
	try {
		JSON.parse(raw.toString('utf8'));
		return false;
	} catch {
		return true;
	}
};

/** Runs a handler: what it throws as a refusal is its answer. */
export const answering = (call: Call, handle: () => Answer): Answer => {
	if (isMalformed(call)) return plain(400);
	try {
		return handle();
	} catch (error) {
		if (error instanceof Refusal) return error.answer;
		throw error;
	}
};

/** Who sent this token: under either name, for proxies drop the one with underscores. No other header is read. */
const authorOf = ({ state, dropsUnderscores }: Installation, { headers }: Call): User | Bot => {
	const underscored = dropsUnderscores() ? undefined : headers.api_access_token;
	const token = underscored ?? headers['api-access-token'] ?? '';
	if (token === '') {
		const answer = { errors: ['You need to sign in or sign up before continuing.'] };
		throw new Refusal({ ...errorAnswer(401, ''), content: JSON.stringify(answer) });
	}
	const author = [...state.users.values(), ...state.bots.values()].find((other) => other.token === token);
	if (!author) throw refuse(401, 'Invalid Access Token');
	return author;
};

const askOf = (installation: Installation, call: Call, bots: boolean): Ask => {
	const author = authorOf(installation, call);
	if (author.kind === 'agent_bot' && !bots) {
		throw refuse(401, 'Access to this endpoint is not authorized for bots');
	}
	const user = author.kind === 'user' ? author : undefined;
	return { call, values: { ...call.query, ...recordOf(call.body) }, author, user };
};

/** For calls beside the accounts: whoever has a token. */
export const signedIn =
	(installation: Installation, handle: (ask: Ask) => Answer) =>
	(call: Call): Answer =>
		answering(call, () => handle(askOf(installation, call, false)));

/** The endpoints of an account. */
export const accountRoutes = (installation: Installation, endpoints: readonly Endpoint[]): Route[] =>
	endpoints.flatMap(({ method, path, administrator = false, bots = false, handle, ...taken }) =>
		[method].flat().map((each) => ({
			method: each,
			path: `/api/v1/accounts/:accountId${path}`,
			contract: contractOf(taken),
			handle: (call: Call) =>
				answering(call, () => {
					const ask = askOf(installation, call, bots);
					const id = wholeNumber(call.params.accountId);
					if (!installation.state.accounts.has(id)) throw notFound();
					if (ask.author.account_id !== id) {
						throw refuse(401, 'You are not authorized to access this account');
					}
					if (administrator && ask.user?.role === 'agent') throw notAllowed();
					return installation.events.by(ask.author, () => handle(ask));
				}),
		})),
	);

/** The thing with this id, of an account that has things. */
export const found = <Thing>(things: ReadonlyMap<number, Thing>, id: unknown, { author }: Ask): Thing => {
	const thing = author.account_id === 1 ? things.get(wholeNumber(id)) : undefined;
	if (thing === undefined) throw notFound();
	return thing;
};

/** An inbox that the user may see. */
export const foundInbox = (installation: Installation, ask: Ask, id: unknown): Inbox => {
	const inbox = found(installation.state.inboxes, id, ask);
	if (!mayUse(ask.user, inbox)) throw notAllowed();
	return inbox;
};

export const foundContact = (installation: Installation, ask: Ask, id: unknown): Contact =>
	found(installation.state.contacts, id, ask);

/** The conversation of the path, in an inbox that the user may see. */
export const foundConversation = (installation: Installation, ask: Ask): Conversation => {
	const conversation = found(installation.state.conversations, ask.call.params.id, ask);
	if (!mayUse(ask.user, conversation.session.inbox)) throw notAllowed();
	return conversation;
};

/** The keys that some calls take flat or within an object of this name; there must be one. */
export const unwrapped = ({ call }: Ask, name: string): Readonly<Record<string, unknown>> => {
	const body = recordOf(call.body);
	const inner = name in body ? recordOf(body[name]) : body;
	if (Object.keys(inner).length === 0) {
		throw refuse(422, `param is missing or the value is empty: ${name}`);
	}
	return inner;
};

/** The user who asks; bots come no further than the endpoints that let them in. */
export const userOf = ({ user }: Ask): User => {
	if (!user) throw crash();
	return user;
};
