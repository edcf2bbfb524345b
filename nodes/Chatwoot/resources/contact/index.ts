import type { Resource } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { CONTACT } from '../../fields';
import { labelOperations } from '../../labels';
import { merge, remove, update } from './change';
import { create, upsert } from './create';
import { filter } from './filter';
import { get, getMany, search } from './find';
import { createSession, getContactableInboxes, getConversations } from './sessions';

const { addLabels, getLabels, removeLabels, setLabels } = labelOperations({
	thing: 'contact',
	field: CONTACT,
	path: (id) => path`/contacts/${id}/labels`,
});

/** A person outside who writes, or is written to. */
export const contact: Resource = {
	name: 'Contact',
	value: 'contact',
	operations: [
		addLabels,
		create,
		upsert,
		createSession,
		remove,
		filter,
		get,
		getContactableInboxes,
		getConversations,
		getLabels,
		getMany,
		merge,
		removeLabels,
		search,
		setLabels,
		update,
	],
	usual: upsert,
};
