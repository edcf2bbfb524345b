import type { IHookFunctions } from 'n8n-workflow';
import { BadInput } from '../../shared/failure';
import { settingUp } from '../../shared/report';
import { forget, remember, remembered } from './memory';
import { settingsOf } from './settings';
import { empty, fill, findFilled, isFilled } from './slot';

/** Whether the channel sends its events to this workflow, as the panel wants it. Changes nothing. */
export const isSetUp = async (context: IHookFunctions): Promise<boolean> =>
	await settingUp(context, async () => {
		const registration = remembered(context);
		return registration !== undefined && (await isFilled(context, registration, settingsOf(context)));
	});

/** Lets the channel send its events to this workflow; gives back one that the panel no longer names. */
export const setUp = async (context: IHookFunctions): Promise<boolean> =>
	await settingUp(context, async () => {
		const settings = settingsOf(context);
		if (settings.events.length === 0) {
			throw new BadInput("'Events' is empty", 'Choose at least one event that starts the workflow.');
		}
		const before = remembered(context);
		if (before !== undefined && before.channel !== settings.channel) {
			await empty(context, before);
			forget(context);
		}
		remember(context, await fill(context, settings, remembered(context)));
		return true;
	});

/** Takes the workflow's address away again, and puts back what stood there. */
export const tearDown = async (context: IHookFunctions): Promise<boolean> =>
	await settingUp(context, async () => {
		// The settings only where they must be known: what is remembered goes even if they are no longer right.
		const registration = remembered(context) ?? (await findFilled(context, settingsOf(context).channel));
		await (registration && empty(context, registration));
		forget(context);
		return true;
	});
