import type { JsonObject, JsonValue } from 'n8n-workflow';
import { ServiceFailure } from '../shared/failure';
import { quote } from '../shared/quote';
import type { Request } from '../shared/request';
import { listOf } from '../shared/rows';
import type { Asking } from '../shared/steps';

/** Who is to have a conversation; `undefined`: nothing is asked of them. */
export interface Wanted {
	readonly agent: number | undefined;
	readonly team: number | undefined;
}

/** The token of an agent bot may assign, but not look. */
const NOT_FOR_BOTS = 401;

const MOST_NAMED = 20;

const list = (path: string): Request => ({ method: 'GET', path, accept: [NOT_FOR_BOTS] });

const nameIn = (name: JsonValue | undefined): string => (typeof name === 'string' ? quote(name) : '?');

/** Whom one could have meant: enough of them to choose from, for people and for language models. */
function choiceOf(what: string, present: readonly JsonObject[]): string {
	const named = present.slice(0, MOST_NAMED).map(({ id, name }) => `${Number(id)} (${nameIn(name)})`);
	const more = present.length > MOST_NAMED ? ', …' : '';
	return named.length === 0
		? `The account has no ${what}.`
		: `Choose from the list, or give one of these IDs: ${named.join(', ')}${more}.`;
}

/**
 * Makes sure that an agent and a team exist: for one that does not, the server would answer with success and remove
 * the present one (recorded). Goes on when the token is a bot's, which may not know.
 *
 * @throws ServiceFailure naming the one that is missing, before anything is written
 */
export function* checkExisting({ agent, team }: Wanted): Asking<void> {
	const checks = [
		...(agent === undefined ? [] : [{ what: 'agent', id: agent, path: '/agents' }]),
		...(team === undefined ? [] : [{ what: 'team', id: team, path: '/teams' }]),
	];
	if (checks.length === 0) {
		return;
	}
	const answers = yield checks.map(({ path }) => list(path));
	for (const [index, { what, id }] of checks.entries()) {
		const answer = answers[index];
		if (answer?.status === NOT_FOR_BOTS) {
			continue;
		}
		// Nobody is to be taken for missing but by the list that was asked for.
		const present = listOf(answer?.body);
		if (!present.some((row) => row.id === id)) {
			throw new ServiceFailure(`There is no ${what} ${id} in this account`, {
				description: `Nothing was changed. ${choiceOf(`${what}s`, present)}`,
			});
		}
	}
}
