import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Gate, isTooLong, type Patience } from '../../../nodes/shared/gate';

const running = new AbortController().signal;

const patience = (seconds = 1000): Patience => ({ left: seconds * 1000 });

beforeEach(() => {
	jest.useFakeTimers();
});
afterEach(() => {
	jest.useRealTimers();
});

/** Seconds on the clock of the test. */
const clock = (): number => Math.round(Date.now() / 1000);

describe('a gate', () => {
	test('lets everything through as long as nothing was refused', async () => {
		const gate = new Gate();
		const answers = await Promise.all(
			[1, 2, 3].map(
				async (answer) => await gate.pass(patience(0), running, async () => Promise.resolve(answer)),
			),
		);
		expect(answers).toEqual([1, 2, 3]);
		expect(jest.getTimerCount()).toBe(0);
	});

	test('waits 1, 2, 4 … and at most 20 seconds when nobody says how long the limit lasts', async () => {
		const gate = new Gate();
		const passed: number[] = [];
		const start = clock();
		const client = (async () => {
			const budget = patience();
			while (passed.length < 8) {
				await gate.pass(budget, running, async () => {
					passed.push(clock() - start);
					gate.close(undefined);
					return Promise.resolve();
				});
			}
			return budget.left;
		})();
		await jest.runAllTimersAsync();
		expect(passed).toEqual([0, 1, 3, 7, 15, 31, 51, 71]);
		expect(await client).toBe(1_000_000 - 71_000);
	});

	test('begins with one second again after the service took a request', async () => {
		const gate = new Gate();
		gate.close(undefined);
		await jest.advanceTimersByTimeAsync(1000);
		gate.close(undefined);
		gate.open(gate.epoch);
		await jest.advanceTimersByTimeAsync(2000);
		gate.close(undefined);
		const start = clock();
		const passing = gate.pass(patience(), running, async () => Promise.resolve(clock() - start));
		await jest.runAllTimersAsync();
		expect(await passing).toBe(1);
	});

	test('counts what was refused at the same moment as one refusal', async () => {
		const gate = new Gate();
		[1, 2, 3, 4, 5].forEach(() => gate.close(undefined));
		const start = clock();
		const passing = gate.pass(patience(), running, async () => Promise.resolve(clock() - start));
		await jest.runAllTimersAsync();
		expect(await passing).toBe(1);
	});

	test('stays closed until the latest time that the service named, and then opens for all', async () => {
		const gate = new Gate();
		const start = clock();
		gate.close(Date.now() + 30_000);
		gate.close(Date.now() + 10_000);
		const passing = Promise.all(
			[1, 2, 3].map(
				async () => await gate.pass(patience(), running, async () => Promise.resolve(clock() - start)),
			),
		);
		await jest.runAllTimersAsync();
		expect(await passing).toEqual([30, 30, 30]);
	});

	test('takes a time that has passed for no time at all', async () => {
		const gate = new Gate();
		const start = clock();
		gate.close(Date.now() - 5000);
		const passing = gate.pass(patience(), running, async () => Promise.resolve(clock() - start));
		await jest.runAllTimersAsync();
		expect(await passing).toBe(1);
	});
});

describe('a gate that is told when the next request is taken', () => {
	test('opens then for all at once, for nobody was refused', async () => {
		const gate = new Gate();
		const start = clock();
		expect(gate.closeUntil(Date.now() + 30_000)).toBe(true);
		gate.closeUntil(Date.now() + 10_000);
		const passing = Promise.all(
			[1, 2, 3].map(
				async () => await gate.pass(patience(), running, async () => Promise.resolve(clock() - start)),
			),
		);
		await jest.runAllTimersAsync();
		expect(await passing).toEqual([30, 30, 30]);
	});

	test.each([undefined, 0, 5000])('stays open for what is not to come: %p ms ago', async (ago) => {
		const gate = new Gate();
		const { epoch } = gate;
		expect(gate.closeUntil(ago === undefined ? undefined : Date.now() - ago)).toBe(false);
		expect(gate.epoch).toBe(epoch);
		expect(await gate.pass(patience(0), running, async () => Promise.resolve('through'))).toBe('through');
	});
});

describe('after a limit of unknown length', () => {
	test('one goes first, and when it is refused the others keep waiting', async () => {
		const gate = new Gate();
		gate.close(undefined);
		const start = clock();
		const tries: number[] = [];
		const clients = [1, 2, 3].map(async () => {
			const budget = patience();
			const ask = async (): Promise<unknown> =>
				await gate.pass(budget, running, async () => {
					const number = tries.push(clock() - start);
					await Promise.resolve();
					if (number > 2) {
						gate.open(gate.epoch);
						return true;
					}
					gate.close(undefined);
					return false;
				});
			while ((await ask()) === false);
		});
		await jest.runAllTimersAsync();
		await Promise.all(clients);
		expect(tries).toEqual([1, 3, 7, 7, 7]);
	});

	test('the others go on also when the first one breaks down', async () => {
		const gate = new Gate();
		gate.close(undefined);
		const first = gate.pass(patience(), running, async () => Promise.reject(new Error('Broken')));
		const second = gate.pass(patience(), running, async () => Promise.resolve('through'));
		const outcomes = Promise.allSettled([first, second]);
		await jest.runAllTimersAsync();
		expect(await outcomes).toMatchObject([{ status: 'rejected' }, { status: 'fulfilled', value: 'through' }]);
	});
});

describe('patience', () => {
	const never = async (): Promise<never> => Promise.reject(new Error('It was sent'));

	test('that does not reach to the known end of a limit is not wasted on it', async () => {
		const gate = new Gate();
		const until = Date.now() + 10_000;
		gate.close(until);
		expect(await gate.pass(patience(9), running, never)).toEqual({ until });
		expect(jest.getTimerCount()).toBe(0);
	});

	test('is used up for one more try when nobody knows the end', async () => {
		const gate = new Gate();
		gate.close(undefined);
		const budget = patience(0.5);
		const refused = gate.pass(budget, running, async () => {
			gate.close(undefined);
			return Promise.resolve('tried');
		});
		await jest.runAllTimersAsync();
		expect(await refused).toBe('tried');
		expect(budget.left).toBe(0);
		expect(await gate.pass(budget, running, never)).toEqual({ until: undefined });
	});

	test('ends with the run', async () => {
		const gate = new Gate();
		const run = new AbortController();
		gate.close(Date.now() + 10_000);
		const waiting = gate.pass(patience(), run.signal, never);
		const outcome = waiting.catch((error: unknown) => error);
		run.abort(new Error('Stopped'));
		expect(await outcome).toMatchObject({ message: 'Stopped' });
		expect(jest.getTimerCount()).toBe(0);
	});
});

test('a refusal is told from whatever the work gives', () => {
	expect([{ until: undefined }, { until: 1 }].every(isTooLong)).toBe(true);
	expect([null, undefined, 'until', {}, { outcome: 1 }].some(isTooLong)).toBe(false);
});
