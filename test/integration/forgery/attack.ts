import { afterEach, beforeEach, expect, jest } from '@jest/globals';
import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { forgeries, Tally, valid } from '../../support/forgery/forgeries.ts';
import {
	genuine,
	oracle,
	rightDigest,
	type Original,
	type Scheme,
	type Sent,
} from '../../support/forgery/scheme.ts';
import type { WebhookHost } from '../support/webhook.ts';

/** Deliveries that are tampered with, for each trigger; `npm test` wants a hundred thousand. */
export const RUNS = Number(process.env.FORGERIES ?? 5_000);

/** So many take half a minute, on a machine that has nothing else to do. */
export const PATIENCE = 600_000;

/** When everything happens, in seconds since 1970: the clock stands still, so that an age is exact. */
export const NOW = 1_790_000_000;

/** The clock stands still in the tests of this file. */
export function stopTheClock(): void {
	beforeEach(() => {
		jest.spyOn(Date, 'now').mockReturnValue(NOW * 1000);
	});
	afterEach(() => {
		jest.restoreAllMocks();
	});
}

/** A trigger that is switched on, and a delivery of which it makes one item. */
export interface Target {
	readonly host: WebhookHost;
	readonly scheme: Scheme;
	readonly original: Original;
}

/** What came of one delivery. */
interface Outcome {
	readonly status: number;
	readonly items: readonly IDataObject[];
	readonly lines: readonly string[];
}

/** Hands a delivery to the trigger; whatever the trigger throws is thrown. */
export async function deliver({ host }: Target, { headers, body }: Sent): Promise<Outcome> {
	host.started.length = 0;
	host.lines.length = 0;
	const status = await host.hand({ headers, rawBody: body });
	return { status, items: host.items(), lines: [...host.lines] };
}

/** The item without what a sender may choose as they like: the ID that Chatwoot does not sign. */
const toldBy = ({ items }: Outcome): unknown => items.map(({ deliveryId: _, ...item }) => item);

/**
 * Tampers with a delivery again and again. What means the same as before must start the workflow with the same item;
 * nothing else may start anything, nor leave more than one line in the log, which gives nothing away.
 *
 * @returns how many were withstood: all of them, or it throws the first that was not
 */
export async function attack(target: Target, runs: number): Promise<number> {
	const { scheme, original } = target;
	const isUnchanged = oracle(scheme, original, NOW);
	const expected = toldBy(await deliver(target, genuine(scheme, original)));
	expect(expected).toHaveLength(1);
	const secrets = [original.secret, rightDigest(scheme, original)];
	const given = JSON.stringify(expected);
	const tally = new Tally();
	await fc.assert(
		fc.asyncProperty(forgeries(scheme, original), async (forgery) => {
			const outcome = await deliver(target, forgery.sent);
			const { status, items, lines } = outcome;
			const isAccepted = isUnchanged(forgery.sent);
			tally.count(forgery, isAccepted);
			if (isAccepted) {
				return status === 200 && lines.length === 0 && JSON.stringify(toldBy(outcome)) === given;
			}
			const isQuiet = lines.length === 1 && !secrets.some((secret) => lines[0]?.includes(secret));
			return status === 401 && items.length === 0 && isQuiet;
		}),
		{ numRuns: runs },
	);
	expect(tally.accepted).toBeGreaterThan(runs / 100);
	// Every kind of change has done some harm, so none of them stands here for show.
	expect(tally.rare(scheme, original, runs / 500)).toEqual([]);
	return tally.total;
}

/** The service writes what it signs in whatever way; gives how many such deliveries were believed. */
export async function believed(target: Target, runs: number): Promise<number> {
	const writings = fc.sample(valid(target.scheme, target.original), runs);
	let count = 0;
	for (const sent of writings) {
		const { status, items } = await deliver(target, sent);
		count += status === 200 && items.length === 1 ? 1 : 0;
	}
	return count;
}

/** The IDs in the items of a delivery that comes twice, as Amio sends it again or somebody who has listened in. */
export async function idsOfTwo(target: Target): Promise<unknown[]> {
	const sent = genuine(target.scheme, target.original);
	const both = [await deliver(target, sent), await deliver(target, sent)];
	return both.flatMap(({ items }) => items.map(({ deliveryId }) => deliveryId));
}
