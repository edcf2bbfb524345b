import { mkdirSync, writeFileSync } from 'node:fs';
import type { Request } from '../../nodes/shared/request';
import { operationsOf } from '../integration/support/operations.ts';
import type { Finding, Findings, Row, Subject } from './matrix.ts';
import { isHarmless } from './model.ts';
import { MIDDLE, type Observed } from './run.ts';
import {
	RECORDS,
	SERVICE,
	type Cells,
	type OperationKind,
	type RequestKind,
	type Written,
} from './written.ts';

interface Seen extends Findings {
	readonly row: Row;
}

const kindOf = (request: Request): RequestKind =>
	request.method === 'GET' ? 'read' : isHarmless(request) ? 'harmless' : 'once';

/** By the middle item's requests when all is well; the pages of a list are one request. */
function operationKind({ watch }: Observed): OperationKind {
	const [first, ...more] = watch.items[MIDDLE]?.rounds.flat() ?? [];
	if (first === undefined) {
		return 'local';
	}
	const reads = [first, ...more].every(({ method }) => method === 'GET');
	return more.length > 0 && !reads ? 'several' : kindOf(first);
}

/** What became of a request in words, the same for all services. */
function outcomeOf({ fate, column, request, place }: Finding, all: readonly Finding[]): string | undefined {
	const isRepeated = all.some(
		(other) => other.place === place && other.column === column && other.manner.name === 'passing',
	);
	switch (fate.ends) {
		case 'answered':
			return request.answer === undefined ? 'taken' : undefined;
		case 'handed':
			// What else an operation goes on with is its own affair.
			return column.kind === 'foreign' ? 'looked at' : undefined;
		case 'failed': {
			const sent = column.kind === 'limit' ? 'waits, again' : isRepeated ? 'again' : 'once';
			// The document says of these in words what they are.
			return fate.found ? undefined : `${sent}, ${fate.maybe ? '**may be done**' : 'fails'}`;
		}
	}
}

/** What a user reads first, of any service. */
function messageOf({ fate, column: { kind } }: Finding, service: string): string | undefined {
	if (fate.ends !== 'failed') {
		return fate.ends === 'handed' && kind === 'foreign' ? 'what the answer lacks' : undefined;
	}
	return kind === 'refusal' || kind === 'breakdown'
		? "the service's own words"
		: fate.says.replace(service, SERVICE).replace(/http\S+$|(?<=: )$/, '…');
}

function cellsOf(seen: readonly Seen[], textOf: (finding: Finding, row: Seen) => string | undefined): Cells {
	const cells: Record<string, Partial<Record<RequestKind, string[]>>> = {};
	for (const row of seen) {
		for (const finding of row.findings.filter(({ manner }) => manner.name === 'stop')) {
			const cell = ((cells[finding.column.name] ??= {})[kindOf(finding.request)] ??= []);
			const text = textOf(finding, row);
			if (text !== undefined && !cell.includes(text)) {
				cell.push(text);
			}
		}
	}
	return cells;
}

/** Writes down what was seen of a service. */
export function writeDown(name: string, { title, definition }: Subject, seen: readonly Seen[]): void {
	const rowsOf = (does: string): Seen[] => seen.filter(({ row }) => row.does === does);
	const operations = operationsOf(definition).flatMap(
		({ does, resource, operation }): [string, OperationKind[]][] => {
			const kinds = new Set(rowsOf(does).map(({ calm }) => operationKind(calm)));
			return kinds.size === 0 ? [] : [[`${resource.name}: ${operation.name}`, [...kinds]]];
		},
	);
	const written: Written = {
		node: title,
		operations: Object.fromEntries(operations),
		outcomes: cellsOf(seen, (finding, { findings }) => outcomeOf(finding, findings)),
		messages: cellsOf(seen, (finding, { service }) => messageOf(finding, service.name)),
		runs: seen.reduce((sum, { findings }) => sum + findings.length + 1, 0),
	};
	mkdirSync(RECORDS, { recursive: true });
	writeFileSync(`${RECORDS}/${name}.json`, JSON.stringify(written, undefined, '\t'));
}
