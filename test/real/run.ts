import { chatwoot } from '../../nodes/Chatwoot/definition.ts';
import { REALTIME_FIELDS } from '../../nodes/Chatwoot/realtime/fields.ts';
import { SOURCE_FIELDS } from '../../nodes/Chatwoot/trigger/fields.ts';
import type { WebhookHost } from '../integration/support/webhook-host.ts';
import { at, NotHeld, Skipped, type Check } from './check.ts';
import { CHECKS } from './checks/index.ts';
import { makeOwnThings, newSuffix, type OwnThings } from './own-things.ts';
import { removeOwnThings } from './remove.ts';
import { Server, type Installation } from './server.ts';
import { Table, type Result } from './table.ts';

const [SOURCE] = SOURCE_FIELDS;
const [LISTEN_AS] = REALTIME_FIELDS;

/** Every operation, and every way in which the triggers listen. */
const OPERATIONS: readonly string[] = [
	...chatwoot.resources.flatMap((resource) =>
		resource.operations.map((operation) => `${resource.value} ${operation.value}`),
	),
	...SOURCE.options.map(({ value }) => `trigger ${value}`),
	...LISTEN_AS.options.map(({ value }) => `realtime ${value}`),
];

const reasonOf = (error: unknown): string => {
	if (!(error instanceof Error)) return String(error);
	const { cause } = error;
	return cause instanceof Error ? `${error.message}: ${cause.message}` : error.message;
};

/** What is to be tried and what there is must be the same: an operation without a check has not held. */
const notCovered = (checks: readonly Check[]): Result[] => {
	const checked = new Set(checks.map(({ does }) => does));
	const missing = OPERATIONS.filter((operation) => !checked.has(operation));
	const unknown = [...checked].filter((operation) => !OPERATIONS.includes(operation));
	return [
		...missing.map((does) => ({ does, why: 'the operation has no check' })),
		...unknown.map((does) => ({ does, why: 'the node has no such operation' })),
	].map((one) => ({ ...one, that: 'every operation is checked', outcome: 'did not hold' }));
};

async function resultOf({ does, that, run }: Check, own: OwnThings): Promise<Result> {
	try {
		await run(own);
		return { does, that, outcome: 'held' };
	} catch (error) {
		if (error instanceof Skipped) return { does, that, outcome: 'skipped', why: error.message };
		const why = error instanceof NotHeld ? error.message : `it could not be checked: ${reasonOf(error)}`;
		return { does, that, outcome: 'did not hold', why };
	}
}

/** Why the installation cannot be used, if so; one that is just being started gets some seconds. */
async function refusalOf(server: Server): Promise<string | undefined> {
	const look = async (): Promise<{ why?: string; isFinal: boolean }> => {
		try {
			// Only administrators are shown these.
			const { status, body } = await server.ask('GET', 'webhooks');
			if (at(body, 'payload.webhooks') !== undefined) return { isFinal: true };
			const words = at(body, 'error') ?? 'not as Chatwoot does';
			const advice = status === 401 ? '; the token must be that of an administrator of the account' : '';
			return { why: `it answers ${status}: ${JSON.stringify(words)}${advice}`, isFinal: status < 500 };
		} catch (error) {
			return { why: reasonOf(error), isFinal: false };
		}
	};
	return (await server.eventually(look, ({ isFinal }) => isFinal)).why;
}

/** How many checks held and how many did not; those that were skipped are neither. */
export interface Tally {
	readonly passed: number;
	readonly failed: number;
}

/** How a run is reported, and ended early. */
export interface Reporting {
	readonly print: (line: string) => void;
	/** Begins no more checks and ends the one under way; what was made is still removed. */
	readonly stop: AbortSignal;
	/** Whether only what did not hold, or was skipped, is printed. */
	readonly isBrief: boolean;
	/** Where the installation can deliver to; without it, what is delivered is not checked. */
	readonly callback: WebhookHost | undefined;
}

/**
 * Makes every check against an installation, in things of its own, and removes them afterwards, whatever happened.
 */
export async function checkInstallation(
	installation: Installation,
	{ print, stop, isBrief, callback }: Reporting,
): Promise<Tally> {
	const suffix = newSuffix();
	const secrets = [installation.token];
	const table = new Table(print, OPERATIONS, secrets, isBrief);
	for (const result of notCovered(CHECKS)) table.add(result);
	const refusal = await refusalOf(new Server(installation, stop)).catch(reasonOf);
	if (refusal !== undefined) {
		// Nothing was made, so there is nothing to remove.
		table.add({
			does: 'everything',
			that: 'the installation lets an administrator in',
			outcome: 'did not hold',
			why: refusal,
		});
		return { passed: 0, failed: 1 };
	}
	try {
		const own = await makeOwnThings(installation, suffix, stop, callback);
		secrets.push(own.bot?.token ?? '', own.inbox.hmacToken, own.provingInbox.hmacToken);
		for (const check of CHECKS) {
			if (stop.aborted) break;
			table.add(await resultOf(check, own));
		}
	} catch (error) {
		table.add({
			does: 'everything',
			that: 'inboxes, team, labels …',
			outcome: 'did not hold',
			why: reasonOf(error),
		});
	}
	if (stop.aborted) print('Interrupted. Removing what was made …');
	const left = await removeOwnThings(new Server(installation, new AbortController().signal), suffix);
	const removal = { does: 'everything', that: `all that was made (…${suffix}) is removed` };
	table.add(
		left.length === 0
			? { ...removal, outcome: 'held' }
			: { ...removal, outcome: 'did not hold', why: `left behind: ${left.join(', ')}` },
	);
	const { held, 'did not hold': failed, skipped } = table.counts;
	print(`${held} held, ${failed} did not hold, ${skipped} skipped`);
	return { passed: held, failed };
}
