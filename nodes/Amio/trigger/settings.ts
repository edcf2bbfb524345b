import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { ValuesOf } from '../../shared/fields';
import { readParameters, withDefaults } from '../../shared/parameters';
import { OPTION_FIELDS, TRIGGER_FIELDS } from './fields';

type Panel = ValuesOf<typeof TRIGGER_FIELDS>;

/** What the user has set in the trigger's panel. */
export type Settings = Pick<Panel, 'acknowledge' | 'channel' | 'events' | 'replaceExisting'> &
	Required<Panel['options']>;

/**
 * Reads the panel.
 *
 * @throws BadInput where an expression gives what the panel would not take
 */
export function settingsOf(context: IHookFunctions | IWebhookFunctions): Settings {
	const { options, ...panel } = readParameters(TRIGGER_FIELDS, ({ name, type, default: fallback }) =>
		context.getNodeParameter(name, fallback, { extractValue: type === 'resourceLocator' }),
	);
	return { ...panel, ...withDefaults(OPTION_FIELDS, options) };
}
