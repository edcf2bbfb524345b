import { operation } from '../../../shared/operation';
import { path } from '../../../shared/path';
import { CHANNEL } from '../../fields';
import { channelLane } from '../../lanes';
import { PAGES } from '../../pages';

export const getChannel = operation({
	name: 'Get',
	value: 'get',
	action: 'Get channel',
	description: 'Retrieve the settings of one channel, with its webhook',
	fields: [CHANNEL],
	request: ({ channel }) => ({ method: 'GET', path: path`/channels/${channel}` }),
});

export const getManyChannels = operation({
	name: 'Get Many',
	value: 'getMany',
	action: 'Get many channels',
	description: 'Retrieve a list of the channels of the account',
	fields: [],
	request: () => ({ method: 'GET', path: '/channels' }),
	paging: PAGES,
});

export const deleteChannel = operation({
	name: 'Delete',
	value: 'delete',
	action: 'Delete channel',
	description: 'Delete a channel with all its contacts and messages. This cannot be undone.',
	fields: [CHANNEL],
	request: ({ channel }) => ({ method: 'DELETE', path: path`/channels/${channel}`, answer: 'optional' }),
	rows: () => [{ deleted: true }],
	lane: channelLane,
});
