import { validated } from './answers.ts';
import type { Installation } from './installation.ts';
import type { User } from './types.ts';
import { wholeNumber } from './values.ts';

/** Users by their ids; null when one of them is nobody. */
export const usersWith = ({ state }: Installation, ids: unknown): User[] | null => {
	const list: readonly unknown[] = Array.isArray(ids) ? ids : [];
	const users = list.map((id) => state.users.get(wholeNumber(id)));
	const present = users.filter((user) => user?.account_id === 1);
	return present.length === users.length ? (present as User[]) : null;
};

/** These users, or a refusal. */
export const mustExist = (users: User[] | null): User[] => {
	validated(users === null && { attribute: 'user', says: 'must exist' });
	return users ?? [];
};

/** In the order of their ids. */
export const membersOf = (
	{ state }: Installation,
	{ members }: { readonly members: ReadonlySet<number> },
): User[] => [...state.users.values()].filter(({ id }) => members.has(id));
