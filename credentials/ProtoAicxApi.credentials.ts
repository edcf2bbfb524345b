import type {
	IAuthenticateGeneric,
	Icon,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

/** Access to the Developer API of Proto AICX (seed 001): a teamspace and its takeover secret. */
export class ProtoAicxApi implements ICredentialType {
	name = 'protoAicxApi';

	displayName = 'Proto AICX API';

	icon: Icon = { light: 'file:../icons/protoAicx.svg', dark: 'file:../icons/protoAicx.dark.svg' };

	documentationUrl = 'https://documentation.proto.cx/aicx/developers/developer-tools/developer-api';

	properties: INodeProperties[] = [
		{
			displayName: "The Developer API belongs to Proto's Total plan and the plans above it.",
			name: 'planNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'Teamspace ID (Subcompany ID)',
			name: 'teamspaceId',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. 61f0c2a1b9d3',
			description:
				"ID of the teamspace. Proto's older pages call it the subcompany or sub-company ID; it is the same.",
		},
		{
			displayName: 'Takeover Secret',
			name: 'takeoverSecret',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'In Proto AICX: open the settings page of the teamspace (sub-company) and copy the takeover secret from there',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			required: true,
			default: 'https://v3-api.proto.cx/api/platform',
			description: 'Leave it as it is, unless Proto gave you another address',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.takeoverSecret}}' } },
	};

	/** Lists the custom fields: proves the secret and the teamspace, and changes nothing. */
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}',
			url: '=/v1/custom-fields/{{encodeURIComponent($credentials.teamspaceId.trim())}}/list-custom-fields',
			disableFollowRedirect: true,
			timeout: 20_000,
		},
	};
}
