import type { Icon, ICredentialType, INodeProperties } from 'n8n-workflow';

/** The secret with which Proto signs the webhooks of one channel (seed 000). */
export class ProtoMessagingChannelApi implements ICredentialType {
	name = 'protoMessagingChannelApi';

	displayName = 'Proto Channel API';

	icon: Icon = { light: 'file:../icons/proto.svg', dark: 'file:../icons/proto.dark.svg' };

	documentationUrl = 'https://docs.proto.cx/docs/webhook-events';

	properties: INodeProperties[] = [
		{
			displayName: 'Channel Secret',
			name: 'channelSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				"In Proto: open the settings of your webhook channel, where you also enter this n8n's webhook URL, and copy the channel secret. Proto signs every delivery with it.",
		},
	];
}
