import type { Resource } from '../../../shared/operation';
import { merge, remove, update } from './change';
import { create, upsert } from './create';
import { filter } from './filter';
import { get, getMany, search } from './find';
import { addLabels, getLabels, removeLabels, setLabels } from './labels';
import { createSession, getContactableInboxes, getConversations } from './sessions';

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
};
