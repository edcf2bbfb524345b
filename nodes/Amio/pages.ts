import { totalFromHeader, type Paging } from '../shared/pagination';

/** The most entries that Amio gives in one page (seed 003). */
export const LARGEST_PAGE = 100;

/** The number of all entries, beside each page (seed 003). */
export const totalOf = totalFromHeader('x-total-count');

/** How all of Amio's lists continue. */
export const PAGES: Paging = {
	by: 'offset',
	size: 'max',
	offset: 'offset',
	most: LARGEST_PAGE,
	total: totalOf,
};
