import type { ITriggerFunctions, ITriggerResponse, JsonObject } from 'n8n-workflow';
import { ServiceFailure, Stopped } from '../../shared/failure';
import { toActivationError, toNodeError } from '../../shared/report';
import { asFailure } from '../../shared/values';
import { isWanted } from '../trigger/facts';
import { follow, TIMES, type Happening, type Times } from './connection';
import { placeOf, type Place } from './installation';
import { idOf, realtimeItem, toldOf } from './item';
import { Memory } from './memory';
import { settingsOf, type Settings } from './settings';

/** Activations of n8n's own accord: what happened meanwhile was meant for the workflow. */
const AGAIN: ReadonlySet<string> = new Set(['init', 'leadershipChange']);

/** Seconds added to the time in which something may have been missed, for what was under way. */
const MARGIN = 60;

/** Tries in a row after which the user is told, once. */
const MOST_TRIES = 10;

interface Ear {
	readonly context: ITriggerFunctions;
	readonly settings: Settings;
	readonly place: Place;
	readonly memory: Memory;
}

/** Listens to Chatwoot until n8n closes the trigger. Switched on by a person, it tells at once what is wrong. */
export async function listen(context: ITriggerFunctions, times: Times = TIMES): Promise<ITriggerResponse> {
	const stop = new AbortController();
	const { signal } = stop;
	let running = Promise.resolve();
	const isTest = context.getMode() === 'manual';
	const begin = async (): Promise<void> => {
		const settings = settingsOf(context);
		const place = await placeOf(context, settings.role, signal);
		const ear: Ear = { context, settings, place, memory: new Memory(context, place.name) };
		const happenings = follow({ url: place.url, listener: place.listener, times, signal });
		if (!isTest && AGAIN.has(context.getActivationMode())) {
			const knows = ear.memory.recall();
			running = hear(ear, happenings, knows).catch((error: unknown) => fail(context, error, signal));
			return;
		}
		await first(ear, happenings, isTest);
		running = hear(ear, happenings, true).catch((error: unknown) => fail(context, error, signal));
	};
	const start = async (): Promise<void> => {
		try {
			await begin();
		} catch (error) {
			stop.abort();
			throw inWords(context, error);
		}
	};
	const closeFunction = async (): Promise<void> => {
		stop.abort();
		await running;
	};
	if (isTest) {
		return { closeFunction, manualTriggerFunction: start };
	}
	await start();
	return { closeFunction };
}

/** The first connection of a workflow that a person switches on: it is up, or they learn why not. */
async function first(ear: Ear, happenings: AsyncGenerator<Happening, void>, isTest: boolean): Promise<void> {
	const { value } = await happenings.next();
	if (value?.kind === 'down') {
		await happenings.return();
		throw value.failure;
	}
	listening(ear);
	if (!isTest && ear.settings.catchUp > 0) {
		ear.memory.begin(await ear.place.newest());
	}
}

/** @param knows whether the memory says where to go on; else what is there when the connection is up is the start */
async function hear(ear: Ear, happenings: AsyncGenerator<Happening, void>, knows: boolean): Promise<void> {
	let isKnown = knows;
	for await (const happening of happenings) {
		switch (happening.kind) {
			case 'event':
				take(ear, happening.event, happening.data);
				break;
			case 'down':
				tell(ear.context, happening);
				break;
			case 'up':
				listening(ear);
				isKnown = await catchUp(ear, isKnown);
		}
	}
}

const listening = ({ context }: Ear): void => {
	context.logger.debug(`${context.getNode().name} listens to Chatwoot`);
};

function take({ context, settings, memory }: Ear, event: string, data: JsonObject): void {
	const told = toldOf(event, data);
	if (event === 'message.created') {
		const id = idOf(data);
		// It was caught up before its frame was read.
		if (memory.has(id)) {
			return;
		}
		memory.note(id);
	}
	if (isWanted(told.facts, settings.filters)) {
		context.emit([[{ json: realtimeItem(told, settings.includeSecrets) }]]);
	}
}

/** Gives what was missed. Frames wait meanwhile. A failure is shown, and what comes live goes on. */
async function catchUp(ear: Ear, isKnown: boolean): Promise<boolean> {
	const { context, memory, place, settings } = ear;
	if (place.missed === undefined || settings.catchUp === 0 || context.getMode() === 'manual') {
		return true;
	}
	try {
		if (!isKnown) {
			memory.begin(await place.newest());
			return true;
		}
		const seconds = Math.ceil((Date.now() - memory.since) / 1000) + MARGIN;
		const within = Math.min(settings.catchUp, seconds);
		for (const message of await place.missed({ behind: memory.behind, within })) {
			take(ear, 'message.created', message);
		}
		memory.tidy();
	} catch (error) {
		if (error instanceof Stopped) {
			return isKnown;
		}
		const { message, details } = asFailure(error);
		const { description = '' } = details;
		const failure = new ServiceFailure(`Messages may be missing: ${message}`, {
			...details,
			description: `What was missed while the connection was cut could not be read. ${description}`,
		});
		context.saveFailedExecution(toNodeError(context.getNode(), failure) as never);
	}
	return isKnown;
}

function tell(
	context: ITriggerFunctions,
	{ failure, failures, pause }: Extract<Happening, { kind: 'down' }>,
): void {
	const node = context.getNode();
	const wait = (pause / 1000).toFixed(1);
	context.logger.warn(`${node.name}: ${failure.message}. Next try in ${wait} s.`);
	if (failures === MOST_TRIES) {
		const { description = '' } = failure.details;
		const told = new ServiceFailure(failure.message, {
			description: `The workflow hears nothing, and goes on trying to connect. ${description}`,
		});
		context.saveFailedExecution(toNodeError(node, told) as never);
	}
}

/** n8n closes the trigger, shows the reason, and activates it again after a while. */
function fail(context: ITriggerFunctions, error: unknown, signal: AbortSignal): void {
	if (!signal.aborted) {
		context.emitError(inWords(context, error));
	}
}

const inWords = (context: ITriggerFunctions, error: unknown): Error =>
	toActivationError(context.getNode(), error);
