import { operation, type Resource } from '../../shared/operation';
import { listed } from '../payload';

/** The operation that fills lists too. */
export const getManyLabels = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many labels',
	description:
		'Retrieve a list of the labels of the account. Contacts and conversations are given labels by their title.',
	fields: [],
	request: () => ({ method: 'GET', path: '/labels' }),
	paging: { by: 'nothing' },
	rows: listed,
});

/** A word by which contacts and conversations are sorted. */
export const label: Resource = { name: 'Label', value: 'label', operations: [getManyLabels] };
