/** What the user should know beyond the first line. */
export interface FailureDetails {
	/** The way out, in whole sentences. */
	readonly description?: string;
	/** HTTP status, when the service answered. */
	readonly status?: number;
	/** A request that must not be repeated was sent, and nobody knows whether the service acted on it. */
	readonly maybeDelivered?: boolean;
}

/** An item that could not be done. Pure code throws it; the runner turns it into n8n's own classes. */
export class Failure extends Error {
	readonly details: FailureDetails;
	/** A DELETE was sent before this happened: what it names may be gone by now. Set on the way out. */
	mayBeGone = false;

	constructor(message: string, details: FailureDetails = {}) {
		super(message);
		this.details = details;
		this.name = new.target.name;
	}
}

/** A parameter that cannot be used. Thrown before anything of the item is sent. */
export class BadInput extends Failure {
	constructor(message: string, description?: string) {
		super(message, description === undefined ? {} : { description });
	}
}

/** The service, or the way to it, did not do what was asked. */
export class ServiceFailure extends Failure {}

/** A 2xx with a body of another form than the service is known to give: it may have acted all the same. */
export class UnexpectedAnswer extends ServiceFailure {
	constructor(message: string) {
		super(message, {
			description: 'The request was accepted, but the answer is not what this node knows. Is the URL right?',
		});
	}
}

/** The user stopped the execution. n8n knows it by the word "canceled", and then marks the run so. */
export class Canceled extends Failure {
	constructor() {
		super('The execution was canceled', { description: 'Nothing more was started after that.' });
	}
}

/** The run stopped (first failed item, or cancelled) before this item was through. */
export class Stopped extends Failure {
	/** The service may have acted on a try of what was then not repeated; doing it once more does no harm. */
	readonly mayHaveActed: boolean;

	constructor(mayHaveActed = false) {
		super('Not started, because the run had stopped');
		this.mayHaveActed = mayHaveActed;
	}
}
