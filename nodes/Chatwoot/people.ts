import { ServiceFailure } from '../shared/failure';
import type { Answer, Request } from '../shared/request';
import { rowsOf } from '../shared/rows';

/** Who is to have a conversation; `undefined`: nothing is asked of them. */
export interface Wanted {
	readonly agent: number | undefined;
	readonly team: number | undefined;
}

/** The token of an agent bot may assign, but not look. */
const NOT_FOR_BOTS = 401;

const list = (path: string): Request => ({ method: 'GET', path, accept: [NOT_FOR_BOTS] });

/**
 * Makes sure that an agent and a team exist: for one that does not, the server would answer with success and remove
 * the present one (recorded). Goes on when the token is a bot's, which may not know.
 *
 * @throws ServiceFailure naming the one that is missing, before anything is written
 */
export function* checkExisting({
	agent,
	team,
}: Wanted): Generator<readonly Request[], void, readonly Answer[]> {
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
		if (answer?.status !== NOT_FOR_BOTS && !rowsOf(answer?.body ?? null).some((row) => row.id === id)) {
			throw new ServiceFailure(`There is no ${what} ${id} in this account`, {
				description: `Nothing was changed. Choose the ${what} from the list.`,
			});
		}
	}
}
