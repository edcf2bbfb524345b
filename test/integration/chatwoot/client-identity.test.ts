import { describe, expect, test } from '@jest/globals';
import CryptoJS from 'crypto-js';
import { jsonOf } from '../support/results.ts';
import { placesOf } from '../support/secrets.ts';
import { fileOf, useChatwoot, type Job } from './support.ts';

const used = useChatwoot();
const { run, calls } = used;

const MAYBE = '. It may have been carried out all the same';

const SESSION = { contact_id: 1, inbox_id: 1, source_id: 'app-1' };

/** An API inbox with the session app-1, which has no conversation. */
const inbox = async (channel: object = {}): Promise<void> => {
	await used.beside(async (client) => {
		const id = await client.inbox(channel);
		const contact = await client.contact();
		await client.post(`contacts/${contact}/contact_inboxes`, { inbox_id: id, source_id: 'app-1' });
	});
};

describe('Who a contact is, is proved with the HMAC token of the inbox:', () => {
	const OPEN: Job = {
		does: 'clientContact create',
		parameters: { identifier: '={{ $json.id }}', attributesMode: 'fields' },
		inbox: 1,
	};
	const tokenOf = (): string => used.chatwoot.inboxes.get(1)?.hmac_token ?? '';

	test.each(['user-4711', 'Ünï 🙂', '42'])('the hash of %j is computed and taken', async (id) => {
		await inbox({ hmac_mandatory: true });
		const hmacToken = tokenOf();
		const done = await run({ ...OPEN, credential: { hmacToken } }, [{ id }]);
		const [contact] = jsonOf(done);
		const [made] = calls().filter(({ method }) => method === 'POST');
		expect(made?.body).toEqual({
			identifier: id,
			identifier_hash: CryptoJS.HmacSHA256(id, hmacToken).toString(),
		});
		const session = [...used.chatwoot.contactInboxes.values()].at(-1);
		expect(session).toMatchObject({ source_id: contact?.source_id, hmac_verified: true });
		expect(placesOf(hmacToken, done)).toEqual([]);
	});

	test('a token that was copied with space around it is the same', async () => {
		await inbox({ hmac_mandatory: true });
		const done = await run({ ...OPEN, credential: { hmacToken: ` ${tokenOf()}\n` } }, [{ id: 'user-1' }]);
		expect(jsonOf(done)).toHaveLength(1);
	});

	test.each<[string, object, string, string]>([
		['a wrong token', { hmac_mandatory: true }, 'mistyped', ': wrong HMAC token?'],
		['no token, where the inbox wants proof', { hmac_mandatory: true }, '', ': wrong HMAC token?'],
		['a wrong token, where nobody has to prove anything', {}, 'mistyped', MAYBE],
	])(
		'with %s the server says nothing but 500, and the user reads why',
		async (_, channel, hmacToken, why) => {
			await inbox(channel);
			const { error } = await run({ ...OPEN, credential: { hmacToken } }, [{ id: 'user-1' }]);
			expect(error?.message).toBe(`Internal Server Error${why} [item 0]`);
			expect(error?.httpCode).toBe('500');
			expect(error?.description).toContain('an identity that is not proved. Check the HMAC Token');
			expect(used.chatwoot.contacts.size).toBe(1);
		},
	);

	test('when the server has broken down, the user reads that the contact may be there, not of proof', async () => {
		await inbox({ hmac_mandatory: true });
		used.sandbox.faults.add({ after: 1, fault: { status: 500, body: { error: 'Internal Server Error' } } });
		const { error } = await run({ ...OPEN, credential: { hmacToken: tokenOf() } }, [{ id: 'user-1' }]);
		expect(error?.message).toBe(`Internal Server Error${MAYBE} [item 0]`);
		expect(error?.description).toContain('It was not sent again');
	});

	test('nobody is proved who has no identifier, and the user reads that one is needed', async () => {
		await inbox({ hmac_mandatory: true });
		const parameters = { sourceId: 'app-1', name: 'Anna', attributesMode: 'fields' };
		const { error } = await run({
			does: 'clientContact update',
			parameters,
			inbox: 1,
			credential: { hmacToken: tokenOf() },
		});
		expect(error?.message).toBe("Internal Server Error: 'Identifier' is empty [item 0]");
		expect(error?.description).toContain("it and the contact's 'Identifier' are needed");
	});

	test('without a token nothing is proved, and nothing said of it', async () => {
		await inbox();
		jsonOf(await run(OPEN, [{ id: 'user-1' }]));
		expect(calls().flatMap(({ body }) => (body === undefined ? [] : [body]))[0]).toEqual({
			identifier: 'user-1',
		});
	});

	test('messages and files go out as they are', async () => {
		await inbox();
		await used.beside(async (client) => await client.conversation(SESSION));
		const sent = await run({
			does: 'clientMessage create',
			parameters: { sourceId: 'app-1', conversationId: '1', binaryFields: 'data', content: 'See' },
			files: [{ data: fileOf('Invoice') }],
			inbox: 1,
			credential: { hmacToken: tokenOf() },
		});
		expect(jsonOf(sent)).toMatchObject([{ content: 'See', attachments: [{ file_type: 'file' }] }]);
	});
});
