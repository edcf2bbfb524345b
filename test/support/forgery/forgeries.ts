import fc from 'fast-check';
import { changesOf, type Change } from './changes.ts';
import { genuine, type Original, type Scheme, type Sent, type Writing } from './scheme.ts';

/** A delivery that somebody has changed, once to three times. Some mean the same as before. */
export interface Forgery {
	/** What was done to it. */
	readonly kinds: readonly string[];
	readonly sent: Sent;
}

const writings: fc.Arbitrary<Writing> = fc.record({
	isNamed: fc.boolean(),
	base64: fc.boolean(),
	capitals: fc.oneof(fc.constant(0), fc.constant(-1), fc.integer()),
});

/** Deliveries as the service might write them. */
export const valid = (scheme: Scheme, original: Original): fc.Arbitrary<Sent> =>
	writings.map((writing) => genuine(scheme, original, writing));

/** Deliveries that were tampered with. */
export function forgeries(scheme: Scheme, original: Original): fc.Arbitrary<Forgery> {
	const kinds = Object.entries(changesOf(scheme, original)).map(([kind, changes]) =>
		changes.map((change): readonly [string, Change] => [kind, change]),
	);
	const from = valid(scheme, original);
	return fc
		.tuple(from, fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: 3 }))
		.map(([sent, changes]) => ({
			kinds: changes.map(([kind]) => kind),
			sent: changes.reduce((changed, [, change]) => change(changed), sent),
		}));
}

/** What became of forgeries, so that a kind that never forges anything is noticed. */
export class Tally {
	readonly refused = new Map<string, number>();
	accepted = 0;

	get total(): number {
		return this.accepted + (this.refused.get('') ?? 0);
	}

	count({ kinds }: Forgery, isAccepted: boolean): void {
		if (isAccepted) {
			this.accepted += 1;
			return;
		}
		for (const kind of ['', ...new Set(kinds)]) {
			this.refused.set(kind, (this.refused.get(kind) ?? 0) + 1);
		}
	}

	/** Kinds with fewer refusals. */
	rare(scheme: Scheme, original: Original, least: number): string[] {
		return Object.keys(changesOf(scheme, original)).filter((kind) => (this.refused.get(kind) ?? 0) < least);
	}
}
