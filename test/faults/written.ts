/** What a request does, as far as repeating it goes. */
export type RequestKind = 'harmless' | 'once' | 'read';

/** An operation is of the kind of its only request, if it has but one; what it is set to may make a difference. */
export type OperationKind = RequestKind | 'local' | 'several';

/** Texts by name of the fault and kind of request: one, if all is as it should be. */
export type Cells = Readonly<Record<string, Readonly<Partial<Record<RequestKind, readonly string[]>>>>>;

/** What is written down of a service's matrix, or of a part of it. */
export interface Written {
	readonly node: string;
	/** In the words of the panel, e.g. `Message: Send`. */
	readonly operations: Readonly<Record<string, readonly OperationKind[]>>;
	/** What became of a request. */
	readonly outcomes: Cells;
	/** What the user reads first. */
	readonly messages: Cells;
	/** How many runs of the node were looked at. */
	readonly runs: number;
}

/** Where that is kept until docs/faults.md is made of it. */
export const RECORDS = '.cache/faults';

/** Stands for the name of a service. */
export const SERVICE = '_Service_';
