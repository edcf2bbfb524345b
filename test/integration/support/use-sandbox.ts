import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { startSandbox, type JournalEntry, type Sandbox } from '../../../sandbox/index.ts';

/** A sandbox that is there while the tests run: read it in tests and hooks, not before. */
export interface UsedSandbox {
	readonly sandbox: Sandbox;
	/** What came in over the wire. */
	readonly calls: () => JournalEntry[];
	/** This test sends what the service does not know, on purpose. */
	readonly expectViolations: (...texts: unknown[]) => void;
}

/** A sandbox for the tests of one file, fresh for each; none may send what the service does not document. */
export function useSandbox(): UsedSandbox {
	let sandbox: Sandbox;
	let expected: unknown[] = [];
	beforeAll(async () => {
		sandbox = await startSandbox();
	});
	afterEach(() => {
		const violations = sandbox.violations.list();
		const wanted = expected;
		expected = [];
		sandbox.reset();
		expect(violations).toEqual(wanted);
	});
	afterAll(() => sandbox.close());
	return {
		get sandbox() {
			return sandbox;
		},
		calls: () => sandbox.journal.entries({ direction: 'in' }),
		expectViolations: (...texts) => {
			expected = texts;
		},
	};
}
