import type { Resource } from '../../../shared/operation';
import { assignTo } from './assign';
import { markSeen, markUnread, mute, unmute } from './attention';
import { mergeCustomAttributes, removeCustomAttributes, setCustomAttributes } from './attributes';
import { create } from './create';
import { filter } from './filter';
import { addLabels, getLabels, removeLabels, setLabels } from './labels';
import { get, getCounts, getMany } from './read';
import { setPriority, setStatus, setTypingStatus } from './status';

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
};
