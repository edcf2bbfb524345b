import { describe, expect, test } from '@jest/globals';
import type { IExecuteContextData } from 'n8n-workflow';
import type { RunOfNode } from '../support/n8n.ts';
import { letters, textOf, useShelf } from './support';
import { acceptedBy, but, contextOf, ONE_BY_ONE, refused, texts } from './tries';

const { server, run } = useShelf();

const accepted = acceptedBy(server);

describe('an execution that failed and is repeated by hand', () => {
	const fail = async (): Promise<RunOfNode> => {
		server.answers('POST /letters', but('letter 1', refused));
		return await run({ operation: 'post', options: ONE_BY_ONE }, letters(3));
	};

	test('sends only what is missing', async () => {
		const contextData = contextOf(await fail());
		const { items } = await run({ operation: 'post', contextData }, letters(3));
		expect(accepted().sort()).toEqual(texts(3));
		expect(items.map(({ json }) => json.text)).toEqual(texts(3));
	});

	test('remembers through its being stored as JSON', async () => {
		const contextData = JSON.parse(JSON.stringify(contextOf(await fail()))) as IExecuteContextData;
		await run({ operation: 'post', contextData }, letters(3));
		expect(accepted().sort()).toEqual(texts(3));
	});

	test('is not misled by the memory of other parameters, another account or another operation', async () => {
		const contextData = contextOf(await fail());
		server.reset();
		const { items } = await run({ operation: 'post', contextData }, [
			{ text: 'new 0' },
			{ text: 'letter 1' },
		]);
		expect(server.arrivals.map(textOf).sort()).toEqual(['letter 1', 'new 0']);
		expect(items.map(({ json }) => json.text)).toEqual(['new 0', 'letter 1']);
	});

	test('sends what a corrected expression has changed, though the operation begins with a look as before', async () => {
		server.answers('POST /letters', but('letter 1', refused));
		const failed = await run({ operation: 'lookThenPost', options: ONE_BY_ONE }, letters(2));
		const posted = (): unknown[] => server.arrivals.filter(({ method }) => method === 'POST').map(textOf);
		expect(posted()).toEqual(['letter 0', 'letter 1']);
		server.reset();
		const parameters = { text: '={{ $json.text }}!' };
		const job = { operation: 'lookThenPost', parameters, contextData: contextOf(failed) };
		await run(job, letters(2));
		expect(posted().sort()).toEqual(['letter 0!', 'letter 1!']);
	});

	test('does not send again what is done when an expression is corrected for the sake of another item', async () => {
		const contextData = contextOf(await fail());
		server.reset();
		const parameters = { text: '={{ $json.text.trim() }}' };
		await run({ operation: 'post', parameters, contextData }, letters(3));
		expect(server.arrivals.map(textOf)).toEqual(['letter 1', 'letter 2']);
	});

	test('gives the whole letter when Simplify was switched off meanwhile', async () => {
		const letter = { id: 'a', text: 'Dear all' };
		server.answers('GET /letters/a', { body: letter });
		server.answers('GET /letters/b', { status: 404 }, { body: letter });
		const job = { operation: 'getBriefly', options: ONE_BY_ONE };
		const contextData = contextOf(await run(job, [{ id: 'a' }, { id: 'b' }]));
		const again = { ...job, parameters: { simplify: false }, contextData };
		const { items } = await run(again, [{ id: 'a' }, { id: 'b' }]);
		expect(items.map(({ json }) => json)).toEqual([letter, letter]);
	});

	test('sends to another address what the first one has got', async () => {
		const contextData = contextOf(await fail());
		server.reset();
		await run({ operation: 'post', contextData, url: `${server.url}/other` }, letters(1));
		expect(server.calls).toEqual(['POST /other/letters']);
	});
});
