import type { IHookFunctions } from 'n8n-workflow';
import { Displaced } from '../../shared/displaced';
import { BadInput, ServiceFailure } from '../../shared/failure';
import { placeOf } from '../../shared/own-address';
import { asFailure } from '../../shared/values';
import { enter, look, type Webhook } from './channel';
import type { Registration, Target } from './memory';
import type { Settings } from './settings';

const displaced = new Displaced<Target | null>();

type Wanted = Pick<Settings, 'channel' | 'replaceExisting' | 'verifyCertificate'>;

const isAs = (webhook: Webhook, url: string, { verifyCertificate }: Wanted): boolean =>
	webhook.url === url && (webhook.verifies ?? verifyCertificate) === verifyCertificate;

/** Whether the webhook stands where it was entered, as the panel wants it; nothing is changed. */
export async function isFilled(
	context: IHookFunctions,
	{ channel, url, secret }: Registration,
	wanted: Wanted,
): Promise<boolean> {
	if (channel !== wanted.channel || url !== placeOf(context).url) {
		return false;
	}
	const present = await look(context, channel);
	return !!present && isAs(present, url, wanted) && present.secret === secret;
}

/**
 * Enters the address of this node. What stood there is remembered, unless it leads to this node: an n8n that stopped
 * while the editor listened has left the test address behind. While the editor listens, the live one is given back.
 *
 * @param before what this node has entered in the same channel, maybe under another address
 * @throws BadInput when it would take the place of another webhook, and the user has not allowed that
 */
export async function fill(
	context: IHookFunctions,
	wanted: Wanted,
	before: Registration | undefined,
): Promise<Registration> {
	const { url, isOwn, isTest } = placeOf(context);
	const { channel, replaceExisting, verifyCertificate } = wanted;
	const present = await look(context, channel);
	if (present === undefined) {
		throw new BadInput(
			'There is no such channel',
			'It does not exist, was deleted, or is of another account. Choose it from the list again.',
		);
	}
	const isForeign = present !== null && !isOwn(present.url) && present.url !== before?.url;
	if (isForeign && !replaceExisting) {
		throw new BadInput(
			`The channel sends its events to another address already: ${hostOf(present.url)}`,
			"A channel has one address only. Choose another channel, or switch on 'Replace Existing Webhook': that address gets nothing while this workflow is published, and is entered again when it is unpublished.",
		);
	}
	const isKept = isForeign || (isTest && present !== null && present.url !== url);
	const known = present && (before === undefined ? displaced.find(channel, present.url) : before.former);
	const former = isKept ? targetOf(present) : !known || known.url === url ? null : known;
	// Entering it once more might give it another secret, while deliveries are under way that have the old one.
	const isThere = present !== null && isAs(present, url, wanted);
	const entered = { channel, url, former, isTest };
	try {
		const now = isThere ? present : await enter(context, channel, { url, verifies: verifyCertificate });
		// What a change answers is described nowhere; a look shows the secret (seed 003).
		const secret = now?.secret ?? (await look(context, channel))?.secret;
		if (secret === undefined) {
			throw new ServiceFailure('Amio gives no secret for the webhook of this channel', {
				description:
					'Without it deliveries cannot be told from forged ones, so the webhook was taken away again.',
			});
		}
		if (isTest) {
			displaced.note(channel, url, former);
		}
		return { ...entered, secret };
	} catch (error) {
		// It may stand there all the same. Of what a refused trigger remembers, n8n keeps nothing.
		await giveBack(context, entered, (other) => other === url).catch(() => undefined);
		throw asFailure(error);
	}
}

/**
 * Puts back what stood there, if the address of this node still does: another one was entered by somebody else. The
 * live one may find that for tests in its place, which would bring it back when the editor stops listening.
 */
export async function empty(context: IHookFunctions, registration: Registration): Promise<void> {
	const { isOwn } = placeOf(context);
	const { url, isTest } = registration;
	await giveBack(context, registration, (other) => other === url || (!isTest && isOwn(other)));
}

async function giveBack(
	context: IHookFunctions,
	{ channel, url, former }: Pick<Registration, 'channel' | 'former' | 'url'>,
	isOurs: (url: string) => boolean,
): Promise<void> {
	const present = await look(context, channel);
	if (present && isOurs(present.url)) {
		await enter(context, channel, former);
	}
	displaced.forget(channel, url);
}

/** What this node has entered, for one that has forgotten it because it was renamed. */
export async function findFilled(
	context: IHookFunctions,
	channel: string,
): Promise<Registration | undefined> {
	const { url, isTest } = placeOf(context);
	const present = await look(context, channel);
	return present?.url === url
		? { channel, url, secret: present.secret ?? '', former: null, isTest }
		: undefined;
}

const targetOf = ({ url, verifies = true }: Webhook): Target => ({ url, verifies });

/** The rest of a foreign address may be what keeps strangers out of it. */
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : 'not a web address');
