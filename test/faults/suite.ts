import { afterAll, beforeAll } from '@jest/globals';
import { operationsOf } from '../integration/support/operations.ts';
import { findingsOf, type Findings, type Subject } from './matrix.ts';
import { Places } from './places.ts';
import { writeDown } from './record.ts';
import { makeWatchable } from './watch.ts';

/** Milliseconds that all may take, on a machine that has much else to do. */
export const LONGEST = 30 * 60_000;

/** The matrix of one service, for a test file. */
export interface Suite {
	readonly titles: readonly string[];
	/** The node's operations that are not in it. */
	readonly missing: readonly string[];
	/** Everything that is wrong with what was seen in a row. */
	readonly wrongIn: (title: string) => Promise<string[]>;
}

/**
 * Plays the matrix of a service before its tests; what they read of it is there as soon as it is ready.
 *
 * @param name that of the record which is kept of it
 * @param half one half of the rows, for two files that run beside each other
 */
export function useMatrix(name: string, subject: Subject, half?: 0 | 1): Suite {
	const rows = subject.rows.filter((_, index) => half === undefined || index % 2 === half);
	const started = new Map<string, Promise<Findings>>();
	let places: Places | undefined;

	beforeAll(async () => {
		makeWatchable(subject.definition);
		const open = await Places.open();
		places = open;
		// All at once: most of the time is spent waiting.
		for (const row of rows) {
			const findings = findingsOf(open, subject, row);
			findings.catch(() => undefined);
			started.set(row.title, findings);
		}
	});
	afterAll(async () => {
		const all = await Promise.allSettled(started.values());
		const seen = rows.flatMap((row, index) => {
			const one = all[index];
			return one?.status === 'fulfilled' ? [{ row, ...one.value }] : [];
		});
		writeDown(name, subject, seen);
		await places?.close();
	}, LONGEST);

	const known = new Set(subject.rows.map(({ does }) => does));
	return {
		titles: rows.map(({ title }) => title),
		missing: operationsOf(subject.definition).flatMap(({ does }) => (known.has(does) ? [] : [does])),
		wrongIn: async (title) => {
			const { findings } = (await started.get(title)) ?? { findings: [] };
			return findings
				.filter(({ complaints }) => complaints.length > 0)
				.map(({ request: { method, path }, column, manner, complaints }) =>
					[`${method} ${path} x ${column.name} (${manner.name})`, ...complaints].join('; '),
				);
		},
	};
}
