import type { JsonObject } from 'n8n-workflow';
import { ServiceFailure, Stopped } from '../../shared/failure';
import { toNodeError } from '../../shared/report';
import { asFailure } from '../../shared/values';
import type { Ear } from './hear';

/** Seconds added to the time in which something may have been missed, for what was under way. */
const MARGIN = 60;

/** Pauses between tries grow up to so many of the longest between connections. */
const MOST_PAUSES = 16;

/**
 * The messages that a workflow was not given because the connection was cut. Frames wait while they are fetched. If
 * that fails, the user is told once, what comes live goes on, and the debt stays until it is paid.
 */
export class Debt {
	private readonly ear: Ear;
	private readonly give: (messages: readonly JsonObject[]) => void;
	private isKnown: boolean;
	private failures = 0;
	private notBefore = 0;
	/** When the connection was up again, in milliseconds since 1970. What is caught up counts back from there. */
	private upSince: number | undefined;

	/**
	 * @param isKnown whether the memory says what was given; else what is there now is the start
	 * @param give starts the workflow with messages, which come in the order of their IDs
	 */
	constructor(ear: Ear, isKnown: boolean, give: (messages: readonly JsonObject[]) => void) {
		this.ear = ear;
		this.isKnown = isKnown;
		this.give = give;
	}

	/** Gives what was missed, for the connection is up again. */
	async pay(): Promise<void> {
		const { context, memory, place, settings } = this.ear;
		if (place.missed === undefined || settings.catchUp === 0 || context.getMode() === 'manual') {
			return;
		}
		memory.owe();
		this.upSince ??= Date.now();
		try {
			if (this.isKnown) {
				const within = secondsSince(
					Math.max(memory.since - MARGIN * 1000, this.upSince - settings.catchUp * 1000),
				);
				this.give(await place.missed({ behind: memory.behind, within }));
				memory.settle();
			} else {
				memory.begin(await place.newest());
				this.isKnown = true;
			}
			this.failures = 0;
			this.upSince = undefined;
		} catch (error) {
			if (!(error instanceof Stopped)) {
				this.fail(error);
			}
		}
	}

	/** Tries it once more, if it is due: rarer each time, because frames wait meanwhile. */
	async payAgain(): Promise<void> {
		if (this.failures > 0 && Date.now() >= this.notBefore) {
			await this.pay();
		}
	}

	private fail(error: unknown): void {
		const { context, times } = this.ear;
		const node = context.getNode();
		const { message, details } = asFailure(error);
		const failure = new ServiceFailure(`Messages may be missing: ${message}`, {
			...details,
			description: `What was missed while the connection was cut could not be read; the node tries again. ${details.description ?? ''}`,
		});
		if (this.failures === 0) {
			context.saveFailedExecution(toNodeError(node, failure) as never);
		}
		this.notBefore = Date.now() + times.longestPause * Math.min(2 ** this.failures, MOST_PAUSES);
		this.failures += 1;
		context.logger.warn(`${node.name}: ${failure.message}`);
	}
}

const secondsSince = (time: number): number => Math.ceil((Date.now() - time) / 1000);
