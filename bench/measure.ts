import type { Instance } from '../host/instance.ts';
import type { ServiceProcess } from './service-process.ts';
import type { Report, Settings } from './service-types.ts';
import type { Measured } from './workflows.ts';

/** What a run shows: the clock of the nodes, and what the service has seen. */
export interface Run extends Report {
	readonly wallMs: number;
	/** CPU time of n8n, user and system. */
	readonly cpuMs: number;
	readonly items: number;
	/** Memory of n8n before the run and at its peak, bytes. */
	readonly rssBefore: number;
	readonly rssPeak: number;
	/** n8n's status for the run. */
	readonly ok: boolean;
}

export interface Bench {
	readonly n8n: Instance;
	readonly service: ServiceProcess;
}

/** A result of a measurement: printed as one line of JSON, and a row of the table. */
export interface Result {
	readonly measure: string;
	readonly what: string;
	readonly figures: Readonly<Record<string, number | string>>;
	/** What was to be reached, and whether it was. */
	readonly goal?: {
		readonly words: string;
		readonly reached: boolean;
		/** Said if it was not reached: why, and what would be needed. */
		readonly why?: string;
	};
}

/** Lets a workflow do its work once. */
export const run = async (
	{ n8n, service }: Bench,
	measured: Measured,
	items: { readonly count: number; readonly conversations?: number },
	settings: Settings,
): Promise<Run> => {
	await service.set(settings);
	const begin = performance.now();
	const answer = await fetch(`${n8n.url}/webhook/bench-${measured}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ conversations: 50, ...items }),
	});
	const shown = (await answer.json()) as Partial<Run>;
	const report = await service.report();
	// A run that failed has no end, and so no clock.
	const { wallMs = performance.now() - begin, cpuMs = NaN, rssBefore = NaN, rssPeak = NaN } = shown;
	return { wallMs, cpuMs, rssBefore, rssPeak, items: shown.items ?? 0, ...report, ok: answer.ok };
};

export const median = (values: readonly number[]): number => {
	const sorted = values.toSorted((one, other) => one - other);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
};

/** To a few digits, for people. */
export const rounded = (value: number, digits = 3): number => Number(value.toPrecision(digits));
