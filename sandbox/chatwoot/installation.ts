import type { EventBus } from './events.ts';
import type { ChatwootState } from './state.ts';

/** What everything below the routes works on. */
export interface Installation {
	readonly state: ChatwootState;
	readonly events: EventBus;
	/** Milliseconds since 1970, with fractions. */
	readonly now: () => number;
	/** The installation's URL, without a slash at the end. */
	readonly origin: () => string;
	/** Whether this is a newer server, which signs its deliveries. */
	readonly signs: () => boolean;
	/** Whether a proxy in front of it drops headers with underscores in their names. */
	readonly dropsUnderscores: () => boolean;
}
