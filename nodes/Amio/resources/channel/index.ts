import type { Resource } from '../../../shared/operation';
import { deleteChannel, getChannel, getManyChannels } from './read';
import { removeWebhook, setWebhook } from './webhook';
import { createChannel, updateChannel } from './write';

/** A medium through which messages go in and out, e.g. a Facebook page or a phone number. */
export const channel: Resource = {
	name: 'Channel',
	value: 'channel',
	operations: [
		createChannel,
		deleteChannel,
		getChannel,
		getManyChannels,
		removeWebhook,
		setWebhook,
		updateChannel,
	],
	usual: getManyChannels,
};
