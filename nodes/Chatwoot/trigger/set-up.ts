import type { IHookFunctions } from 'n8n-workflow';
import { BadInput } from '../../shared/failure';
import { settingUp } from '../../shared/report';
import { findEntry, hasEntry, makeEntry, removeEntry } from './entry';
import { installationOf, type Installation } from './installation';
import { forget, remember, remembered, type Registration } from './memory';
import { isSecretKnown, isSecretMeant } from './secret';
import { settingsOf, type Settings } from './settings';
import { empty, fill, findFilled, isFilled, slotOf } from './slot';

/** Whether Chatwoot knows the workflow's address, as the panel wants it. Changes nothing. */
export const isSetUp = async (context: IHookFunctions): Promise<boolean> =>
	await settingUp(context, async () => {
		const settings = settingsOf(context);
		const registration = remembered(context);
		if (settings.setUp === 'byHand' || registration === undefined || !isSafe(registration, settings)) {
			return false;
		}
		const installation = installationOf(context);
		if (registration.kind === 'entry') {
			return (
				settings.source === 'accountWebhook' && (await hasEntry(installation, registration, settings.events))
			);
		}
		return (
			settings.source !== 'accountWebhook' && (await isFilled(installation, registration, slotOf(settings)))
		);
	});

/** Lets Chatwoot know the workflow's address; takes away one that the panel no longer wants. */
export const setUp = async (context: IHookFunctions): Promise<boolean> =>
	await settingUp(context, async () => {
		const settings = settingsOf(context);
		if (settings.events.length === 0) {
			throw new BadInput("'Events' is empty", 'Choose at least one event that starts the workflow.');
		}
		if (settings.setUp === 'byHand') {
			// What was entered before by itself is out of reach, for n8n hides the credential, and now the user's.
			forget(context);
			return await requireSecret(context, settings);
		}
		const installation = installationOf(context);
		const before = remembered(context);
		if (before !== undefined && !isWanted(before, settings, installation)) {
			await remove(installation, before);
			forget(context);
		}
		const registration =
			settings.source === 'accountWebhook'
				? await makeEntry(installation, settings.events)
				: await fill(installation, slotOf(settings), remembered(context));
		if (!isSafe(registration, settings)) {
			await remove(installation, registration);
			throw unsigned();
		}
		remember(context, registration);
		return true;
	});

/** Takes the workflow's address away again, and puts back what stood there. */
export const tearDown = async (context: IHookFunctions): Promise<boolean> =>
	await settingUp(context, async () => {
		// Not all settings: what is remembered goes even if they are no longer right.
		if (context.getNodeParameter('setUp') === 'automatic') {
			const installation = installationOf(context);
			const registration = remembered(context) ?? (await forgotten(installation, settingsOf(context)));
			await (registration && remove(installation, registration));
		}
		forget(context);
		return true;
	});

/** What leads to this node, for one that has lost its memory because it was renamed. */
const forgotten = async (
	installation: Installation,
	settings: Settings,
): Promise<Registration | undefined> =>
	settings.source === 'accountWebhook'
		? await findEntry(installation)
		: await findFilled(installation, slotOf(settings));

const remove = async (installation: Installation, registration: Registration): Promise<void> => {
	await (registration.kind === 'entry'
		? removeEntry(installation, registration)
		: empty(installation, registration));
};

/** Whether a registration is the one that the panel asks for, though it may need changes. */
const isWanted = (registration: Registration, settings: Settings, installation: Installation): boolean => {
	if (registration.url !== installation.url) {
		return false;
	}
	return registration.kind === 'entry'
		? settings.source === 'accountWebhook'
		: settings.source !== 'accountWebhook' && registration.path === slotOf(settings).path;
};

const isSafe = ({ secret }: Registration, { acceptUnsigned }: Settings): boolean =>
	secret !== undefined || acceptUnsigned;

async function requireSecret(context: IHookFunctions, settings: Settings): Promise<boolean> {
	if (await isSecretKnown(context, settings)) {
		return true;
	}
	if (!settings.acceptUnsigned) {
		throw new BadInput(
			'There is no secret to check deliveries with',
			"Choose a 'Chatwoot Webhook Secret API' credential and enter the secret that Chatwoot shows beside the address. A server that is too old to have one needs 'Accept Unsigned Deliveries' in Options.",
		);
	}
	if (isSecretMeant(context, settings)) {
		throw new BadInput(
			"The secret in 'Chatwoot Webhook Secret API' is empty or cannot be read",
			'Enter the secret that Chatwoot shows beside the address. For a server that has none, use a node without this credential.',
		);
	}
	return true;
}

const unsigned = (): BadInput =>
	new BadInput(
		'This installation does not sign what it sends, so that anybody could start the workflow',
		"Newer versions of Chatwoot sign (account webhooks from 4.11.2 on, API inboxes from 4.13.0 on). To believe unsigned deliveries all the same, switch on 'Accept Unsigned Deliveries' in Options and keep the workflow's address secret.",
	);
