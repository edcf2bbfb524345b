import type { ITriggerFunctions, JsonObject } from 'n8n-workflow';
import { ServiceFailure } from '../../shared/failure';
import { toNodeError } from '../../shared/report';
import { isWanted } from '../trigger/facts';
import type { Happening, Times } from './connection';
import { Debt } from './debt';
import type { Place } from './installation';
import { idOf, realtimeItem, toldOf, type Told } from './item';
import type { Memory } from './memory';
import type { Settings } from './settings';

/** Tries in a row after which the user is told, once. */
const MOST_TRIES = 10;

/** A trigger that listens. */
export interface Ear {
	readonly context: ITriggerFunctions;
	readonly settings: Settings;
	readonly place: Place;
	readonly memory: Memory;
	readonly times: Times;
}

/**
 * Starts the workflow with what is heard, and with what was missed.
 *
 * @param knows whether the memory says where to go on; else what is there when the connection is up is the start
 */
export async function hear(ear: Ear, happenings: AsyncIterable<Happening>, knows: boolean): Promise<void> {
	const debt = new Debt(ear, knows, (messages) => giveCaughtUp(ear, messages));
	for await (const happening of happenings) {
		switch (happening.kind) {
			case 'down':
				tell(ear.context, happening);
				break;
			case 'up':
				listening(ear);
				await debt.pay();
				break;
			case 'event':
				giveLive(ear, happening.event, happening.data);
				await debt.payAgain();
				break;
			case 'alive':
				await debt.payAgain();
		}
	}
}

export const listening = ({ context }: Ear): void => {
	context.logger.debug(`${context.getNode().name} listens to Chatwoot`);
};

const CREATED = 'message.created';

function giveLive(ear: Ear, event: string, data: JsonObject): void {
	const { memory } = ear;
	if (event === CREATED) {
		// It was caught up before its frame was read.
		if (memory.has(idOf(data))) {
			return;
		}
		memory.note(idOf(data));
	}
	give(ear, [toldOf(event, data)]);
}

/** All in one run: n8n lets runs go side by side, and their messages would overtake each other. */
function giveCaughtUp(ear: Ear, messages: readonly JsonObject[]): void {
	const { memory } = ear;
	const missed = messages.filter((message) => !memory.has(idOf(message)));
	missed.forEach((message) => memory.noteCaughtUp(idOf(message)));
	give(
		ear,
		missed.map((message) => toldOf(CREATED, message)),
	);
}

function give({ context, settings }: Ear, all: readonly Told[]): void {
	const wanted = all.filter(({ facts }) => isWanted(facts, settings.filters));
	if (wanted.length > 0) {
		context.emit([wanted.map((told) => ({ json: realtimeItem(told, settings.includeSecrets) }))]);
	}
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
