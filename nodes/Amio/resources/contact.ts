import { operation, type Resource } from '../../shared/operation';
import { path } from '../../shared/path';
import { CHANNEL, CONTACT } from '../fields';
import { contactLane } from '../lanes';
import { PAGES } from '../pages';

const remove = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete contact',
	description: 'Delete a contact with their conversation, messages and files. This cannot be undone.',
	fields: [CHANNEL, CONTACT],
	request: ({ channel, contact: id }) => ({
		method: 'DELETE',
		path: path`/channels/${channel}/contacts/${id}`,
		answer: 'optional',
	}),
	rows: () => [{ deleted: true }],
	lane: contactLane,
});

const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get contact',
	description: 'Retrieve what is known of one contact; on Messenger the first time may take a while',
	fields: [CHANNEL, CONTACT],
	request: ({ channel, contact: id }) => ({ method: 'GET', path: path`/channels/${channel}/contacts/${id}` }),
});

const getMany = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many contacts',
	description: 'Retrieve a list of the contacts of a channel',
	fields: [CHANNEL],
	request: ({ channel }) => ({ method: 'GET', path: path`/channels/${channel}/contacts` }),
	paging: PAGES,
});

/** An end user on one channel. Contacts come into being by messages. */
export const contact: Resource = {
	name: 'Contact',
	value: 'contact',
	operations: [remove, get, getMany],
	usual: get,
};
