import { httpUrl, textIn } from '../shared/credential';
import { BadInput } from '../shared/failure';
import { path } from '../shared/path';
import type { Service } from '../shared/service';

/**
 * Proto Messaging (seed 000). Every address begins with the ID of a channel of the type webhook. Statuses, error
 * bodies and rate limits are documented nowhere, so all usual forms are understood.
 */
export const protoMessaging: Service = {
	name: 'Proto',
	credential: 'protoMessagingApi',
	tokenField: 'accessToken',
	parallel: 5,
	options: [
		{
			displayName: 'Channel ID',
			name: 'channelId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 5f2b6c1e9d3a',
			description: 'Another channel than the one in the credential',
		},
	],
	address: (credential, { channelId }) => {
		const channel = channelId ?? textIn(credential, 'channelId');
		if (channel.trim() === '') {
			throw new BadInput(
				"'Channel ID' is empty",
				'Enter the ID of your webhook channel in the Proto credential, or in Options of this node.',
			);
		}
		const base = httpUrl('Base URL', textIn(credential, 'baseUrl')) + path`/${channel.trim()}`;
		return (below) => base + below;
	},
	advice: {
		401: 'Check the Personal Access Token in the Proto credential: in Proto, click your avatar, then Profile, then API.',
		404: "Check the human, the chat and the channel: each belongs to one channel, that of the credential or of 'Channel ID' in Options.",
	},
};
