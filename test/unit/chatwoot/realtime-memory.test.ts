import { expect, test } from '@jest/globals';
import type { IDataObject, ITriggerFunctions } from 'n8n-workflow';
import { Memory } from '../../../nodes/Chatwoot/realtime/memory';

/** A memory that began behind message 100, and what n8n keeps of it. */
function begun(): { memory: Memory; kept: () => { done: number; seen: number[]; at: number } } {
	const store: IDataObject = {};
	const context = { getWorkflowStaticData: () => store } as unknown as ITriggerFunctions;
	const memory = new Memory(context, 'here');
	memory.begin(100);
	return { memory, kept: () => store.realtime as never };
}

/** Numbers of messages, the first one and those behind it. */
const from = (first: number, count: number): number[] =>
	Array.from({ length: count }, (_, index) => first + index);

test('Messages that come out of order near the newest are still told apart', () => {
	const { memory, kept } = begun();
	const late = 690;
	for (const id of from(101, 600).filter((one) => one !== late)) memory.note(id);
	expect(kept().seen.length).toBeLessThanOrEqual(500);
	expect(memory.behind).toBeLessThan(late);
	expect([memory.has(late), memory.has(late + 1), memory.has(late - 1)]).toEqual([false, true, true]);
});

test('While a gap is owed, it is not given up for thousands of messages behind it', () => {
	const { memory } = begun();
	memory.owe();
	for (const id of from(1001, 4000)) memory.note(id);
	expect(memory.behind).toBe(100);
	expect([memory.has(500), memory.has(1001), memory.has(5000)]).toEqual([false, true, true]);
});

test('At last it is given up: n8n is not to keep more and more', () => {
	const { memory, kept } = begun();
	memory.owe();
	for (const id of from(1001, 20_000)) memory.note(id);
	expect(kept().seen.length).toBeLessThanOrEqual(5000);
});

test('While thousands are caught up, n8n keeps little of them, and their frames are still known', () => {
	const { memory, kept } = begun();
	memory.owe();
	for (const id of from(101, 4000)) {
		memory.noteCaughtUp(id);
		expect(kept().seen.length).toBeLessThanOrEqual(500);
	}
	memory.settle();
	expect([memory.has(101), memory.has(4100), memory.has(4101)]).toEqual([true, true, false]);
});

test('What came live meanwhile does not hide what is still to be caught up', () => {
	const { memory } = begun();
	memory.owe();
	for (const id of from(1001, 600)) memory.note(id);
	memory.noteCaughtUp(101);
	expect(memory.behind).toBeLessThanOrEqual(101);
	memory.settle();
	expect(memory.behind).toBeGreaterThan(1001);
});
