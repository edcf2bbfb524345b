import type { Sandbox } from '../sandbox/index.ts';
import type { Importable } from './instance.ts';

/** The credentials that the examples name, with the sandbox's own tokens. */
export const sandboxCredentials = ({ proto, aicx, chatwoot, amio, model }: Sandbox): Importable[] => {
	const other = proto.channel(proto.otherChannelId);
	return [
		{
			id: 'protoSandbox0001',
			name: 'Proto (sandbox)',
			type: 'protoMessagingApi',
			data: { accessToken: proto.token, channelId: proto.channelId, baseUrl: proto.baseUrl },
		},
		{
			id: 'protoSandbox0002',
			name: 'Proto channel (sandbox)',
			type: 'protoMessagingChannelApi',
			data: { channelSecret: proto.channelSecret },
		},
		{
			id: 'protoSandbox0003',
			name: 'Proto, second channel (sandbox)',
			type: 'protoMessagingApi',
			data: { accessToken: proto.token, channelId: other.id, baseUrl: proto.baseUrl },
		},
		{
			id: 'protoSandbox0004',
			name: 'Proto channel, second (sandbox)',
			type: 'protoMessagingChannelApi',
			data: { channelSecret: other.secret },
		},
		{
			id: 'aicxSandbox00001',
			name: 'Proto AICX (sandbox)',
			type: 'protoAicxApi',
			data: { takeoverSecret: aicx.secret, teamspaceId: aicx.teamspaceId, baseUrl: aicx.baseUrl },
		},
		{
			id: 'chatwootSandbox1',
			name: 'Chatwoot (sandbox)',
			type: 'chatwootInstallationApi',
			data: {
				url: chatwoot.baseUrl,
				accessToken: chatwoot.tokens.administrator,
				accountId: String(chatwoot.accountId),
			},
		},
		{
			id: 'amioSandbox00001',
			name: 'Amio (sandbox)',
			type: 'amioMessagingApi',
			data: { accessToken: amio.token, baseUrl: amio.baseUrl },
		},
		{
			id: 'modelSandbox0001',
			name: 'OpenAI (sandbox stand-in)',
			type: 'openAiApi',
			data: { apiKey: model.key, url: model.baseUrl },
		},
	];
};
