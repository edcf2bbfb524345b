import type { IWebhookFunctions } from 'n8n-workflow';
import { look } from './channel';
import type { Registration } from './memory';

/** How long what Amio said holds, in milliseconds: forged deliveries must not use up the requests of the hour. */
const HOLDS = 30_000;

/** Places that are kept in mind; a process with more of them only asks more often. */
const MOST_PLACES = 1000;

interface Known {
	readonly until: number;
	readonly secret: Promise<string | undefined>;
}

/** What was read, by channel and address: of this process only, and right to lose. */
const known = new Map<string, Known>();

/**
 * Reads the secret of the channel's webhook anew: it may have changed when the channel was given back after a test,
 * or by hand. At most once in a while, however many deliveries come in.
 *
 * @returns `undefined` if it cannot be read, or the channel does not send to this node
 */
export async function readAnew(
	context: IWebhookFunctions,
	{ channel, url }: Registration,
): Promise<string | undefined> {
	const place = `${channel} ${url}`;
	const before = known.get(place);
	if (before !== undefined && before.until > Date.now()) {
		return await before.secret;
	}
	if (known.size >= MOST_PLACES) {
		known.clear();
	}
	const secret = look(context, channel).then(
		(present) => (present?.url === url ? present.secret : undefined),
		() => undefined,
	);
	known.set(place, { until: Date.now() + HOLDS, secret });
	return await secret;
}
