import { setTimeout as wait } from 'node:timers/promises';

const POLL_EVERY_MS = 200;
const GIVE_UP_AFTER_MS = 60_000;

/** Looks again and again until there is something to see. */
export const poll = async <T>(complaint: string, look: () => Promise<T | undefined>): Promise<T> => {
	const until = Date.now() + GIVE_UP_AFTER_MS;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() > until) throw new Error(`${complaint} within ${GIVE_UP_AFTER_MS / 1000} s`);
		await wait(POLL_EVERY_MS);
	}
};
