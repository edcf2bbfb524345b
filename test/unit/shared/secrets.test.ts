import { describe, expect, test } from '@jest/globals';
import type { ICredentialType, JsonValue } from 'n8n-workflow';
import { AmioMessagingApi } from '../../../credentials/AmioMessagingApi.credentials';
import { ChatwootInboxApi } from '../../../credentials/ChatwootInboxApi.credentials';
import { ChatwootInstallationApi } from '../../../credentials/ChatwootInstallationApi.credentials';
import { ProtoAicxApi } from '../../../credentials/ProtoAicxApi.credentials';
import { ProtoMessagingApi } from '../../../credentials/ProtoMessagingApi.credentials';
import { amioService } from '../../../nodes/Amio/service';
import { chatwootClientService } from '../../../nodes/Chatwoot/client-service';
import { chatwootService } from '../../../nodes/Chatwoot/service';
import { protoMessaging } from '../../../nodes/Proto/service';
import { protoAicxService } from '../../../nodes/ProtoAicx/service';
import type { Service } from '../../../nodes/shared/service';
import { dropSecrets, hideIn, hiding } from '../../../nodes/shared/secrets';

const SECRETS = { keys: ['hmac_token', 'pubsub_token'], notIn: ['custom_attributes'] };

const without = (value: JsonValue, kept?: readonly string[]): JsonValue => {
	dropSecrets(value, SECRETS, kept);
	return value;
};

describe('keys that open something are taken out of an answer', () => {
	test('wherever they stand', () => {
		expect(
			without({
				id: 1,
				hmac_token: 'a',
				contact_inbox: { source_id: 's', pubsub_token: 'b' },
				messages: [{ content: 'pubsub_token', sender: { pubsub_token: 'c' } }, null, 'hmac_token'],
			}),
		).toEqual({
			id: 1,
			contact_inbox: { source_id: 's' },
			messages: [{ content: 'pubsub_token', sender: {} }, null, 'hmac_token'],
		});
	});

	test('but not out of what users name themselves', () => {
		const contact = { custom_attributes: { hmac_token: 'mine' } };
		expect(without([contact])).toEqual([{ custom_attributes: { hmac_token: 'mine' } }]);
	});

	test('but for those that the user asked for', () => {
		expect(without([{ pubsub_token: 'a', hmac_token: 'b' }], ['pubsub_token'])).toEqual([
			{ pubsub_token: 'a' },
		]);
	});

	test.each<[JsonValue | undefined]>([[null], ['hmac_token'], [7], [undefined], [[]]])(
		'and an answer that is no object stays as it is: %j',
		(value) => {
			expect(() => {
				dropSecrets(value, SECRETS);
			}).not.toThrow();
		},
	);
});

const TOKEN = 'token/of=the+shop';

describe('A token is taken out of', () => {
	const { hide, mayBeIn } = hiding(` ${TOKEN}\n`);

	test.each([
		['a text', `Bearer ${TOKEN}, ${TOKEN}!`, 'Bearer ***, ***!'],
		['an address', `/?token=${encodeURIComponent(TOKEN)}`, '/?token=***'],
	])('%s', (_, text, expected) => {
		expect(hide(text)).toBe(expected);
	});

	test('an answer, wherever it stands', () => {
		const answer = { id: 1, [TOKEN]: [TOKEN, null, { [`${TOKEN}!`]: { name: TOKEN } }], text: 'as it was' };
		expect(hideIn(answer, hide)).toEqual({
			id: 1,
			text: 'as it was',
			'***': ['***', null, { '***!': { name: '***' } }],
		});
	});

	test.each<[string, boolean]>([
		[`"${TOKEN}"`, true],
		['"token\\/of\\u003dthe+shop"', true],
		['"/?token=token%2Fof%3Dthe%2Bshop"', true],
		['"another"', false],
		['', false],
	])('%s, if a first look says that it may stand there: %j', (json, expected) => {
		expect(mayBeIn(Buffer.from(json))).toBe(expected);
	});

	test.each([[undefined], [null], [7], [true], [''], [[]], [{}]])('nothing in %j', (value) => {
		expect(hideIn(value as JsonValue, hide)).toEqual(value);
	});

	test('no text, as long as it is too short to be one', () => {
		for (const short of ['', '  ', 'a', '1234567']) {
			expect(hiding(short).hide('a 1234567')).toBe('a 1234567');
			expect(hiding(short).mayBeIn(Buffer.from('a 1234567'))).toBe(false);
		}
	});
});

test.each<[Service, ICredentialType]>([
	[protoMessaging, new ProtoMessagingApi()],
	[protoAicxService, new ProtoAicxApi()],
	[chatwootService, new ChatwootInstallationApi()],
	[chatwootClientService, new ChatwootInboxApi()],
	[amioService, new AmioMessagingApi()],
])('The only secret of a credential is known as that to its service: %#', (service, credential) => {
	const hidden = credential.properties.filter(({ typeOptions }) => typeOptions?.password === true);
	expect(credential.name).toBe(service.credential);
	expect(hidden.map(({ name }) => name)).toEqual([service.tokenField]);
});
