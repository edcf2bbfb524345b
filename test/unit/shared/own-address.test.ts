import { expect, test } from '@jest/globals';
import { isOwnAddress } from '../../../nodes/shared/own-address';

const ID = 'b2c1f7a0-0000-4000-8000-000000000001';
const N8N = 'https://n8n.example.com';
const LIVE = `${N8N}/webhook/${ID}/amio`;
const HOOKS = 'https://hooks.example.com';

test.each([
	['live and for tests', LIVE, `${N8N}/webhook-test/${ID}/amio`, true],
	['the same', LIVE, LIVE, true],
	['on another n8n', LIVE, `https://other.example.com/webhook/${ID}/amio`, false],
	['for tests of another n8n', LIVE, `https://other.example.com/webhook-test/${ID}/amio`, false],
	['on another port', LIVE, `https://n8n.example.com:8443/webhook/${ID}/amio`, false],
	[
		'on another n8n of the same host',
		`https://example.com/one/webhook/${ID}/amio`,
		`https://example.com/two/webhook/${ID}/amio`,
		false,
	],
	[
		'on one n8n below a path',
		`https://example.com/one/webhook/${ID}/amio`,
		`https://example.com/one/webhook-test/${ID}/amio`,
		true,
	],
	['another trigger', LIVE, `${N8N}/webhook/b2c1f7a0-0000-4000-8000-000000000002/amio`, false],
	['no webhook at all', LIVE, `${N8N}/`, false],
	[
		'for tests, where webhooks have a host of their own',
		`${HOOKS}/webhook/${ID}/amio`,
		`${N8N}/webhook-test/${ID}/amio`,
		true,
	],
])('The own address or not: %s', (_, url, other, expected) => {
	expect(isOwnAddress({ url, isTest: false, webhookId: ID, editor: `${N8N}/` }, other)).toBe(expected);
});

test.each([
	['the live one on any host, which n8n does not name then', `${HOOKS}/webhook/${ID}/amio`, true],
	['for tests of another n8n', `${HOOKS}/webhook-test/${ID}/amio`, false],
])('The own address or not while the editor listens: %s', (_, other, expected) => {
	const url = `${N8N}/webhook-test/${ID}/amio`;
	expect(isOwnAddress({ url, isTest: true, webhookId: ID, editor: N8N }, other)).toBe(expected);
});

test('Without an ID only the address itself is the own one', () => {
	const own = { url: LIVE, isTest: false, webhookId: undefined, editor: N8N };
	expect(isOwnAddress(own, LIVE)).toBe(true);
	expect(isOwnAddress(own, `${N8N}/webhook-test/${ID}/amio`)).toBe(false);
});
