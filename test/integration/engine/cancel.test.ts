import { describe, expect, test } from '@jest/globals';
import { CONTINUES } from '../support/results.ts';
import { letters, textOf, useShelf } from './support';

const { server, start } = useShelf();

/** The texts that arrived before the run was over; nothing may arrive after it either. */
const arrivedInAll = async (): Promise<string[]> => {
	await server.settled();
	return server.arrivals.map(textOf);
};

describe('a run that is stopped by the user', () => {
	test('starts nothing more, and hangs up on what is on its way', async () => {
		server.answers('POST /letters', { hangs: true });
		const running = start({ operation: 'post', options: { maxParallel: 2 } }, letters(6));
		const arrivals = await server.arrived(2);
		running.cancel();
		const { run } = await running.done;
		await Promise.all(arrivals.map(({ gone }) => gone));
		expect(run.status).toBe('canceled');
		expect(await arrivedInAll()).toEqual(['letter 0', 'letter 1']);
	});

	test('says what is done, what may be, and what was not begun', async () => {
		server.answers('POST /letters', { body: {} }, { hangs: true });
		const running = start({ operation: 'post', options: { maxParallel: 1 } }, letters(3));
		await server.arrived(2);
		running.cancel();
		expect((await running.done).error?.description).toContain(
			'Of 3 items: Done: 1 (item 0). Not started: 1 (item 2). May have been delivered: 1 (item 1).',
		);
	});

	test('says so of a single letter too', async () => {
		server.answers('POST /letters', { hangs: true });
		const running = start({ operation: 'post' }, letters(1));
		await server.arrived(1);
		running.cancel();
		expect((await running.done).error?.description).toContain(
			'Of 1 item: May have been delivered: 1 (item 0).',
		);
	});

	test('starts nothing more with "continue on fail" and Retry On Fail either', async () => {
		server.answers('POST /letters', { hangs: true });
		const settings = { ...CONTINUES, retryOnFail: true, waitBetweenTries: 1 };
		const running = start({ operation: 'post', settings, options: { maxParallel: 1 } }, letters(4));
		await server.arrived(1);
		running.cancel();
		await running.done;
		expect(await arrivedInAll()).toEqual(['letter 0']);
	});

	test('does not wait for the end of a rate limit', async () => {
		server.answers('POST /letters', { status: 429, headers: { 'retry-after': '60' } });
		const running = start({ operation: 'post' }, letters(3));
		await Promise.all((await server.arrived(3)).map(({ gone }) => gone));
		running.cancel();
		expect((await running.done).run.status).toBe('canceled');
		expect(await arrivedInAll()).toHaveLength(3);
	});

	test('does not repeat what broke down', async () => {
		server.answers('GET /letters/1', { status: 502 });
		const running = start({ operation: 'get', options: { maxRetries: 20 } }, [{ id: '1' }]);
		await server.arrived(3);
		running.cancel();
		expect((await running.done).run.status).toBe('canceled');
		const count = server.arrivals.length;
		await server.settled();
		expect(server.calls).toHaveLength(count);
	});

	test('does not take the second of two steps', async () => {
		server.answers('POST /letters', () => {
			running.cancel();
			return { body: { id: '1' } };
		});
		const running = start({ operation: 'register' }, letters(1));
		await running.done;
		await server.settled();
		expect(server.calls).toEqual(['POST /letters']);
	});
});
