import { operation, type Operation, type Resource } from '../../../nodes/shared/operation';
import { totalFromBody, totalFromHeader, type Paging } from '../../../nodes/shared/pagination';
import { inside, isObject, rowsOf } from '../../../nodes/shared/rows';

/** The rows stand in the answer itself, or under `rows`. */
const list = (name: string, value: string, paging: Paging): Operation =>
	operation({
		name,
		value,
		action: `${name} list`,
		description: `List them ${name}`,
		fields: [],
		request: () => ({ method: 'GET', path: '/list', query: { kind: value } }),
		paging,
		rows: (body) => rowsOf(isObject(body) ? (body.rows ?? []) : body),
	});

/** Lists that continue in every way that the engine knows, ten rows in a page. */
export const lists: Resource = {
	name: 'List',
	value: 'list',
	operations: [
		list('By Cursor', 'cursor', {
			by: 'cursor',
			next: ({ body }) => {
				const next = inside(body, 'meta')?.next;
				return typeof next === 'string' ? { cursor: next } : undefined;
			},
		}),
		list('By Offset', 'offset', {
			by: 'offset',
			size: 'max',
			offset: 'offset',
			most: 10,
			total: totalFromHeader('x-total-count'),
		}),
		list('By Offset, Total Inside', 'total', {
			by: 'offset',
			size: 'max',
			offset: 'offset',
			most: 10,
			total: totalFromBody('meta', 'count'),
		}),
		list('Most', 'most', { by: 'most', parameter: 'max', most: 10 }),
		list('Whole', 'whole', { by: 'nothing' }),
	],
};
