import { describe, expect, test } from '@jest/globals';
import { ProtoAicxApi } from '../../../credentials/ProtoAicxApi.credentials';
import { protoAicxService } from '../../../nodes/ProtoAicx/service';

const LIST = '/v1/custom-fields/{teamspace}/list-custom-fields';
const CREDENTIAL = {
	teamspaceId: 'team_1',
	takeoverSecret: 'secret',
	baseUrl: 'https://v3-api.proto.cx/api/platform',
};

const addressOf = (credential: object, below = LIST): string =>
	protoAicxService.address({ ...CREDENTIAL, ...credential }, {})(below);

describe('The address of every request', () => {
	test.each<[string, object, string]>([
		['names the teamspace', {}, 'https://v3-api.proto.cx/api/platform/v1/custom-fields/team_1'],
		[
			'has no spaces around the teamspace',
			{ teamspaceId: ' team_1\n' },
			'https://v3-api.proto.cx/api/platform/v1/custom-fields/team_1',
		],
		[
			'has a teamspace of any letters as one part',
			{ teamspaceId: "a/b $& $' é" },
			"https://v3-api.proto.cx/api/platform/v1/custom-fields/a%2Fb%20%24%26%20%24'%20%C3%A9",
		],
		[
			'begins with what Proto gave, without its last slash',
			{ baseUrl: ' http://10.0.0.1:8080/x/ ' },
			'http://10.0.0.1:8080/x/v1/custom-fields/team_1',
		],
	])('%s', (_, credential, base) => {
		expect(addressOf(credential)).toBe(`${base}/list-custom-fields`);
	});

	test('leaves an ID alone that looks like the place of the teamspace', () => {
		const below = '/v1/customers/{teamspace}/customer/%7Bteamspace%7D/get-customer';
		expect(addressOf({}, below)).toBe(
			'https://v3-api.proto.cx/api/platform/v1/customers/team_1/customer/%7Bteamspace%7D/get-customer',
		);
	});

	test.each<[string, object, string]>([
		['an empty teamspace', { teamspaceId: '' }, "'Teamspace ID' is empty"],
		['a teamspace of spaces', { teamspaceId: ' \t' }, "'Teamspace ID' is empty"],
		['a teamspace that was never filled in', { teamspaceId: undefined }, "'Teamspace ID' is empty"],
		['a teamspace that leads elsewhere', { teamspaceId: '..' }, "'..' cannot be used as an ID"],
		['a base URL that is none', { baseUrl: 'v3-api.proto.cx' }, "'Base URL' in the credential is not a web"],
		['a base URL of another kind', { baseUrl: 'file:///etc' }, "'Base URL' in the credential is not a web"],
		['no base URL', { baseUrl: '' }, "'Base URL' in the credential is not a web address"],
	])('is not made with %s', (_, credential, message) => {
		expect(() => addressOf(credential)).toThrow(message);
	});
});

describe('The credential', () => {
	const { name, properties, authenticate } = new ProtoAicxApi();
	const property = (wanted: string) => properties.find(({ name: found }) => found === wanted);

	test('is the one that the service asks for', () => {
		expect(protoAicxService.credential).toBe(name);
	});

	test('hides the takeover secret, and sends it in a header only', () => {
		expect(property('takeoverSecret')).toMatchObject({ typeOptions: { password: true }, required: true });
		expect(authenticate).toEqual({
			type: 'generic',
			properties: { headers: { Authorization: '=Bearer {{$credentials.takeoverSecret}}' } },
		});
	});

	test('has both names of the teamspace, the plan and the address', () => {
		expect(property('teamspaceId')?.displayName).toBe('Teamspace ID (Subcompany ID)');
		expect(property('planNotice')?.displayName).toContain('Total plan');
		expect(property('baseUrl')?.default).toBe('https://v3-api.proto.cx/api/platform');
	});
});
