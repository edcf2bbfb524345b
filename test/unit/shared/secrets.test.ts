import { describe, expect, test } from '@jest/globals';
import type { JsonValue } from 'n8n-workflow';
import { dropSecrets } from '../../../nodes/shared/secrets';

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
