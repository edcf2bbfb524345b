import { describe, expect, test } from '@jest/globals';
import { webAddress } from '../../../nodes/shared/web-address';

describe('What Chatwoot is to send to is', () => {
	test.each([
		'https://n8n.example.com/webhook/chatwoot',
		'http://localhost:5678/webhook/1?secret=a%20b#c',
		'HTTPS://EXAMPLE.COM',
		'https://user:password@example.com/',
		'https://bücher.example/ü',
		'http://[::1]:3000/x',
	])('a web address, sent as it was given: %s', (url) => {
		expect(webAddress('URL', url)).toBe(url);
	});

	test('without spaces around it', () => {
		expect(webAddress('URL', ' https://example.com/x\n')).toBe('https://example.com/x');
	});

	test.each([
		'',
		'n8n.example.com/webhook',
		'/webhook/chatwoot',
		'https:n8n.example.com',
		'https://',
		'https:///webhook',
		'ftp://example.com',
		'javascript:alert(1)',
		'mailto:ann@example.com',
		'https://exa mple.com',
		'https://example.com/a b',
		'{{ $json.url }}',
		'undefined',
	])('nothing else: %j', (url) => {
		expect(() => webAddress('Callback URL', url)).toThrow("'Callback URL' is not a web address");
	});
});
