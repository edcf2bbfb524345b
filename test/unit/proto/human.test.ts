import { describe, expect, test } from '@jest/globals';
import { human } from '../../../nodes/Proto/resources/human';
import { operationOf, requestOf, resultOf, type Given } from '../support/request-of.ts';

const create = operationOf(human, 'create');
const get = operationOf(human, 'get');
const buildProfileReply = operationOf(human, 'buildProfileReply');

const VIP = { id: '9e763004dffb47b4a44e7915dc2026f6', name: 'VIP' };
const LOCALE = { id: '5703bdefe5e74660993bf0137dacf549', name: 'locale' };

/** Tags as the form holds them. */
const form = (...tag: object[]): Given => ({ tags: { tag } });

describe('Create sends', () => {
	test.each<[string, Given, object]>([
		['only a name', { name: 'Ann' }, { name: 'Ann' }],
		['nothing but braces, when nothing is filled in', {}, {}],
		[
			'everything a human can have',
			{
				name: 'Ann',
				additionalFields: {
					accessToken: 'her token',
					email: 'ann@example.com',
					externalId: 'customer-4711',
					phoneNumber: '+15551234567',
					profilePicUrl: 'https://example.com/ann.png',
				},
			},
			{
				name: 'Ann',
				accessToken: 'her token',
				email: 'ann@example.com',
				externalId: 'customer-4711',
				phoneNumber: '+15551234567',
				profilePicUrl: 'https://example.com/ann.png',
			},
		],
		['no field that was added and left empty', { name: '', additionalFields: { email: '' } }, {}],
		[
			'a phone number that an expression gives as a number',
			{ additionalFields: { phoneNumber: 4711 } },
			{ phoneNumber: '4711' },
		],
		['letters of any language as they are', { name: '安 Ünal 🙂 "x"' }, { name: '安 Ünal 🙂 "x"' }],
	])('%s', (_, given, body) => {
		expect(requestOf(create, given)).toEqual({ method: 'POST', path: '/human', body });
	});
});

describe('A tag goes out with', () => {
	const sent = (given: Given): unknown => {
		const { body } = requestOf(create, { additionalFields: given });
		return (body as { tags?: unknown }).tags;
	};

	test.each<[string, Given, unknown]>([
		['a text', form({ ...VIP, type: 'text', value: 'gold' }), [{ ...VIP, value: 'gold' }]],
		[
			'a text that looks like a number',
			form({ ...VIP, type: 'text', value: '007' }),
			[{ ...VIP, value: '007' }],
		],
		['text, when no type was chosen', form({ ...VIP, value: 'gold' }), [{ ...VIP, value: 'gold' }]],
		['a number', form({ ...VIP, type: 'number', value: '3' }), [{ ...VIP, value: 3 }]],
		['zero', form({ ...VIP, type: 'number', value: ' 0 ' }), [{ ...VIP, value: 0 }]],
		['a negative fraction', form({ ...VIP, type: 'number', value: '-1.5' }), [{ ...VIP, value: -1.5 }]],
		['a number from an expression', form({ ...VIP, type: 'number', value: 3 }), [{ ...VIP, value: 3 }]],
		[
			'a list',
			form({ ...LOCALE, type: 'list', value: 'en, fr,,de ' }),
			[{ ...LOCALE, value: ['en', 'fr', 'de'] }],
		],
		['a list of one', form({ ...LOCALE, type: 'list', value: 'en' }), [{ ...LOCALE, value: ['en'] }]],
		[
			'a list from an expression',
			form({ ...LOCALE, type: 'list', value: ['en, us', 'fr'] }),
			[{ ...LOCALE, value: ['en, us', 'fr'] }],
		],
		[
			'texts, for a list of numbers from an expression',
			form({ ...VIP, value: [1, 2] }),
			[{ ...VIP, value: ['1', '2'] }],
		],
		[
			'no name, when none is given',
			form({ id: VIP.id, type: 'number', value: '3' }),
			[{ id: VIP.id, value: 3 }],
		],
		['an empty text', form({ ...VIP, type: 'text', value: '' }), [{ ...VIP, value: '' }]],
		['what JSON says', { tagsJson: JSON.stringify([{ ...VIP, value: 3 }]) }, [{ ...VIP, value: 3 }]],
		[
			'what a list from an expression says',
			{ tagsJson: [{ ...LOCALE, value: ['en', 'fr'] }] },
			[{ ...LOCALE, value: ['en', 'fr'] }],
		],
		['an empty text, when JSON has no value', { tagsJson: [{ id: VIP.id }] }, [{ id: VIP.id, value: '' }]],
		[
			'those of the form before those of JSON',
			{ ...form({ ...VIP, type: 'number', value: '3' }), tagsJson: [{ ...LOCALE, value: ['en'] }] },
			[
				{ ...VIP, value: 3 },
				{ ...LOCALE, value: ['en'] },
			],
		],
		['not at all, when the list is empty', { tags: {}, tagsJson: '[]' }, undefined],
	])('%s', (_, given, tags) => {
		expect(sent(given)).toEqual(tags);
	});

	test.each<[string, Given, string]>([
		['an object', form({ ...VIP, value: { level: 3 } }), "The value of 'Tag 1' is an object"],
		[
			'an object in a list',
			form({ ...VIP, value: 'gold' }, { ...LOCALE, type: 'list', value: ['en', { code: 'fr' }] }),
			"The value of 'Tag 2' is an object",
		],
		[
			'an object in JSON',
			{ tagsJson: [{ ...VIP, value: { level: 3 } }] },
			"The value of 'Tags (JSON), entry 1' is an object",
		],
		['no object at all in JSON', { tagsJson: '["VIP"]' }, "'Tags (JSON), entry 1' must be an object"],
		[
			'text for a number',
			form({ ...VIP, type: 'number', value: 'gold' }),
			"The value of 'Tag 1' must be a number, but is 'gold'",
		],
		[
			'nothing for a number',
			form({ ...VIP, type: 'number', value: ' ' }),
			"The value of 'Tag 1' must be a number, but is ' '",
		],
		// JSON has no such number: it would go out as null.
		[
			'no end to a number',
			form({ ...VIP, type: 'number', value: 'Infinity' }),
			"The value of 'Tag 1' must be a number, but is 'Infinity'",
		],
		['true', form({ ...VIP, value: true }), "The value of 'Tag 1' is true"],
		['no ID', form({ id: '', value: 'gold' }), "'Tag ID' is empty"],
		['a type that does not exist', form({ ...VIP, type: 'date', value: '1' }), "'Type' does not have 'date'"],
	])('but not with %s', (_, given, message) => {
		expect(() => sent(given)).toThrow(message);
	});
});

describe('Get asks for', () => {
	test.each([
		['a human', 'human_4361a99d71fa3', '/human/human_4361a99d71fa3'],
		['an ID with letters that mean something in an address', 'a/b?c#d%', '/human/a%2Fb%3Fc%23d%25'],
	])('%s', (_, humanId, path) => {
		expect(requestOf(get, { humanId })).toEqual({ method: 'GET', path });
	});

	test.each([undefined, null, '', '  '])('nobody, when the ID is %p', (humanId) => {
		expect(() => requestOf(get, { humanId })).toThrow("'Human ID' is empty");
	});
});

describe('Build Profile Reply gives', () => {
	test.each<[string, Given, object]>([
		['only a name', { name: 'Ann' }, { name: 'Ann' }],
		['an empty result, with which the bot just goes on', {}, {}],
		[
			'all that Proto takes',
			{
				name: 'Ann',
				profile: {
					email: 'ann@example.com',
					phoneNumber: '+15551234567',
					...form({ ...VIP, type: 'number', value: '3' }),
					tagsJson: [{ ...LOCALE, value: ['en', 'fr'] }],
				},
			},
			{
				name: 'Ann',
				email: 'ann@example.com',
				phoneNumber: '+15551234567',
				tags: [
					{ ...VIP, value: 3 },
					{ ...LOCALE, value: ['en', 'fr'] },
				],
			},
		],
	])('%s', (_, given, result) => {
		expect(resultOf(buildProfileReply, given)).toEqual({ rows: [{ result }] });
	});

	test('and no operation but this one sends nothing', () => {
		expect(human.operations.filter(({ sendsNothing }) => sendsNothing)).toEqual([buildProfileReply]);
	});
});
