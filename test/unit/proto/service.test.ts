import { describe, expect, test } from '@jest/globals';
import { protoMessaging } from '../../../nodes/Proto/service';

const CREDENTIAL = { accessToken: 'token', channelId: 'chan_1', baseUrl: 'https://gw.proto.cx/webhook' };

describe('The address of every request begins with', () => {
	test.each<[string, object, Record<string, string>, string]>([
		['the channel of the credential', {}, {}, 'https://gw.proto.cx/webhook/chan_1'],
		[
			'the channel in Options, when one is named',
			{},
			{ channelId: 'chan_2' },
			'https://gw.proto.cx/webhook/chan_2',
		],
		[
			'a channel without the spaces around it',
			{ channelId: ' chan_1\n' },
			{},
			'https://gw.proto.cx/webhook/chan_1',
		],
		[
			'a channel of any letters, as one part',
			{ channelId: 'a/b c' },
			{},
			'https://gw.proto.cx/webhook/a%2Fb%20c',
		],
		[
			'another address, when Proto gave one',
			{ baseUrl: ' http://10.0.0.1:8080/x/ ' },
			{},
			'http://10.0.0.1:8080/x/chan_1',
		],
	])('%s', (_, credential, options, base) => {
		expect(protoMessaging.address({ ...CREDENTIAL, ...credential }, options)('/human')).toBe(`${base}/human`);
	});

	test.each<[string, object, Record<string, string>, string]>([
		['no channel', { channelId: '' }, {}, "'Channel ID' is empty"],
		['a channel of spaces', { channelId: '  ' }, {}, "'Channel ID' is empty"],
		['a channel in Options that is empty', {}, { channelId: '' }, "'Channel ID' is empty"],
		['a channel that was never filled in', { channelId: undefined }, {}, "'Channel ID' is empty"],
		[
			'a base URL that is none',
			{ baseUrl: 'gw.proto.cx/webhook' },
			{},
			"'Base URL' in the credential is not a web address",
		],
		[
			'a base URL of another kind',
			{ baseUrl: 'file:///etc' },
			{},
			"'Base URL' in the credential is not a web address",
		],
		['no base URL', { baseUrl: '' }, {}, "'Base URL' in the credential is not a web address"],
		['a channel that leads elsewhere', { channelId: '..' }, {}, "'..' cannot be used as an ID"],
	])('but not with %s', (_, credential, options, message) => {
		expect(() => protoMessaging.address({ ...CREDENTIAL, ...credential }, options)).toThrow(message);
	});
});
