import { ALL_PIECES, WHOLES } from './values.ts';

const DEPTH = 2_000;

/** Just below the largest body that n8n takes: 16 MiB, with the rest of the delivery. */
const LARGE = 16 * 2 ** 20 - 2_000;

/** JSON as an attacker, or a program with a bug, writes it. */
export const VALUES: Readonly<Record<string, string>> = {
	'deep nesting': '['.repeat(DEPTH) + ']'.repeat(DEPTH),
	'deep nesting of objects': '{"a":'.repeat(DEPTH) + '{}' + '}'.repeat(DEPTH),
	prototypes: '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
	'huge numbers': '[9007199254740993,1e400,-1e400,1e-400,123456789012345678901234567890]',
	'a key that comes twice': '{"a":1,"a":2}',
	'halves of characters': '["\\ud83d","\\ude00","\\ude00\\ud83d"]',
	'null bytes': '{"a\\u0000b":"\\u0000"}',
	'16 megabytes': `"${'x'.repeat(LARGE)}"`,
	'texts of all kinds': JSON.stringify([ALL_PIECES, ...Object.values(WHOLES)]),
};

/** Bodies that are no deliveries, whoever signs them. */
export const NO_DELIVERIES: Readonly<Record<string, string>> = {
	nothing: '',
	null: 'null',
	'a number': '1',
	'a text': '"text"',
	'a list': '[]',
	'an empty object': '{}',
	'half of JSON': '{"event":"message_',
	'a null byte': '\u0000',
	'brackets without end': '['.repeat(100_000),
	'an event in the prototype': '{"__proto__":{"event":"message_created","events":[{}]}}',
	'values of other types': '{"event":{"toString":1},"events":{"length":1},"human":{}}',
};
