import type { Resource } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { CONVERSATION } from '../../fields';
import { labelOperations } from '../../labels';
import { assignTo } from './assign';
import { markSeen, markUnread, mute, unmute } from './attention';
import { mergeCustomAttributes, removeCustomAttributes, setCustomAttributes } from './attributes';
import { create } from './create';
import { filter } from './filter';
import { get, getCounts, getMany } from './read';
import { setPriority, setStatus, setTypingStatus } from './status';

const { addLabels, getLabels, removeLabels, setLabels } = labelOperations({
	thing: 'conversation',
	field: CONVERSATION,
	path: (id) => path`/conversations/${id}/labels`,
});

/** What a contact and a team say to each other in an inbox. */
export const conversation: Resource = {
	name: 'Conversation',
	value: 'conversation',
	operations: [
		addLabels,
		assignTo,
		create,
		filter,
		get,
		getCounts,
		getLabels,
		getMany,
		markSeen,
		markUnread,
		mergeCustomAttributes,
		mute,
		removeCustomAttributes,
		removeLabels,
		setCustomAttributes,
		setLabels,
		setPriority,
		setStatus,
		setTypingStatus,
		unmute,
	],
	usual: get,
};
