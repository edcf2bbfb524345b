import type { IDataObject } from 'n8n-workflow';
import type { Request } from '../../nodes/shared/request';
import type { FaultColumn } from './faults.ts';
import type { Fate } from './model.ts';
import type { Manner, Observed } from './run.ts';
import type { Place } from './watch.ts';

/** A run that was disturbed, and what it is held against. */
export interface Disturbed {
	/** The same without a fault. */
	readonly calm: Observed;
	readonly seen: Observed;
	readonly manner: Manner;
	readonly column: FaultColumn;
	readonly place: Place;
	readonly request: Request;
	readonly fate: Fate;
	/** Whether an answer that the operation is handed may be as it likes. */
	readonly takesAnything: boolean;
	/** Whether the operation may list nothing. */
	readonly lists: boolean;
	/** What must stand nowhere. */
	readonly secrets: readonly string[];
}

/** How the run ended for the middle item: an operation that was handed an answer may do either. */
export const endOf = ({ run }: Observed, { ends }: Fate, { name }: Manner): 'done' | 'failed' =>
	ends === 'handed'
		? (name === 'continue' ? run.items.some(isError) : run.error !== undefined)
			? 'failed'
			: 'done'
		: ends === 'answered'
			? 'done'
			: 'failed';

const isError = ({ json }: { readonly json: IDataObject }): boolean => json.error !== undefined;
