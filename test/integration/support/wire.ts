import type { JournalEntry } from '../../../sandbox/index.ts';

/** Method, path, query and body of a call; of the path, what tells calls of one service apart. */
export const wireWith =
	(pathOf: (path: string) => string) =>
	({ method, path, query, body }: JournalEntry): object => ({
		method,
		path: pathOf(path),
		...(Object.keys(query).length === 0 ? {} : { query }),
		...(body === undefined ? {} : { body }),
	});
