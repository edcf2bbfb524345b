import { describe, expect, test } from '@jest/globals';
import { AmioMessagingApi } from '../../../credentials/AmioMessagingApi.credentials';
import { amioService } from '../../../nodes/Amio/service';

const addressOf = (baseUrl: unknown): string => amioService.address({ baseUrl } as never, {})('/channels');

describe('The address of every request', () => {
	test.each([
		['https://api.amio.io/v1', 'https://api.amio.io/v1/channels'],
		[' https://api.amio.io/v1/\n', 'https://api.amio.io/v1/channels'],
		['http://10.0.0.1:8080/x/', 'http://10.0.0.1:8080/x/channels'],
	])('begins with what the user entered: %j', (baseUrl, address) => {
		expect(addressOf(baseUrl)).toBe(address);
	});

	test.each(['', 'api.amio.io/v1', 'ftp://api.amio.io', undefined])('is not made of %j', (baseUrl) => {
		expect(() => addressOf(baseUrl)).toThrow("'Base URL' in the credential is not a web address");
	});
});

describe('The credential', () => {
	const { name, properties, authenticate } = new AmioMessagingApi();
	const property = (wanted: string) => properties.find(({ name: found }) => found === wanted);

	test('is the one that the service asks for', () => {
		expect(amioService.credential).toBe(name);
	});

	test('hides the token, and sends it in a header only', () => {
		expect(property('accessToken')).toMatchObject({ typeOptions: { password: true }, required: true });
		expect(authenticate).toEqual({
			type: 'generic',
			properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
		});
	});

	test('knows the address', () => {
		expect(property('baseUrl')?.default).toBe('https://api.amio.io/v1');
	});
});
