import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { toActivationError } from '../../shared/report';
import { follow, TIMES, type Happening, type Times } from './connection';
import { hear, listening, type Ear } from './hear';
import { placeOf } from './installation';
import { endLiving, startLiving } from './lives';
import { Memory } from './memory';
import { settingsOf } from './settings';

/** Activations of n8n's own accord: what happened meanwhile was meant for the workflow. */
const AGAIN: ReadonlySet<string> = new Set(['init', 'leadershipChange']);

/** A workflow that is on is published anew: nothing was meant to be missed either. */
const PUBLISHED_ANEW = 'update';

/** Where a trigger begins to hear. */
interface Beginning {
	readonly happenings: AsyncIterable<Happening>;
	/** Whether the memory says where to go on. */
	readonly knows: boolean;
}

/** Listens to Chatwoot until n8n closes the trigger. Switched on by a person, it tells at once what is wrong. */
export async function listen(context: ITriggerFunctions, times: Times = TIMES): Promise<ITriggerResponse> {
	const stop = new AbortController();
	const { signal } = stop;
	let running = Promise.resolve();
	const isTest = context.getMode() === 'manual';
	const end = async (): Promise<void> => {
		stop.abort();
		await running;
	};
	const begin = async (): Promise<void> => {
		const settings = settingsOf(context);
		const place = await placeOf(context, settings.role, signal);
		const memory = new Memory(context, place.name);
		const ear: Ear = { context, settings, place, memory, times };
		const { url, listener } = place;
		const happenings = follow({ url, listener, isKnown: !isTest && memory.isInterrupted, times, signal });
		const beginning = await beginningOf(ear, happenings, isTest ? undefined : end);
		running = live(ear, beginning, signal, isTest);
	};
	const start = async (): Promise<void> => {
		try {
			await begin();
		} catch (error) {
			stop.abort();
			throw inWords(context, error);
		}
	};
	if (isTest) {
		return { closeFunction: end, manualTriggerFunction: start };
	}
	await start();
	return { closeFunction: async () => await endLiving(context) };
}

/**
 * @param end ends this life of the trigger; not there for a test, which has none
 * @throws Failure what a person who publishes the workflow should know. After a failure it is waited for better times:
 * n8n itself tries a few times only
 */
async function beginningOf(
	ear: Ear,
	happenings: AsyncGenerator<Happening, void>,
	end: (() => Promise<void>) | undefined,
): Promise<Beginning> {
	const { context, memory, place, settings } = ear;
	const activation = context.getActivationMode();
	const { isInterrupted } = memory;
	if (end !== undefined && AGAIN.has(activation) && !isInterrupted) {
		await startLiving(context, end);
		return { happenings, knows: memory.recall() };
	}
	const { value } = await happenings.next();
	const first = value ?? undefined;
	const goesOn = end !== undefined && (isInterrupted || activation === PUBLISHED_ANEW) && memory.recall();
	if (first?.kind === 'down' && !(goesOn && isInterrupted)) {
		await happenings.return();
		throw first.failure;
	}
	if (end !== undefined) {
		await startLiving(context, end);
	}
	if (goesOn) {
		// Another life may have ended only now.
		memory.recall();
		return { happenings: led(first, happenings), knows: true };
	}
	listening(ear);
	if (end !== undefined && settings.catchUp > 0) {
		memory.begin(await place.newest());
	}
	return { happenings, knows: true };
}

/** With one that was taken already. */
async function* led(
	first: Happening | undefined,
	others: AsyncIterable<Happening>,
): AsyncGenerator<Happening, void> {
	if (first) {
		yield first;
	}
	yield* others;
}

/** Hears until the trigger is closed, or fails: then n8n closes it, shows the reason, and activates it again. */
async function live(
	ear: Ear,
	{ happenings, knows }: Beginning,
	signal: AbortSignal,
	isTest: boolean,
): Promise<void> {
	const { context, memory } = ear;
	const leave = (hasFailed: boolean): void => {
		if (!isTest) {
			memory.leave(hasFailed);
		}
	};
	try {
		await hear(ear, happenings, knows);
		leave(false);
	} catch (error) {
		leave(!signal.aborted);
		if (!signal.aborted) {
			context.emitError(inWords(context, error));
		}
	}
}

const inWords = (context: ITriggerFunctions, error: unknown): Error =>
	toActivationError(context.getNode(), error);
