import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { ValuesOf } from '../../shared/fields';
import { readParameters, withDefaults } from '../../shared/parameters';
import { AUTHORS, OPTION_FIELDS, TRIGGER_FIELDS } from './fields';

type Panel = ValuesOf<typeof TRIGGER_FIELDS>;

/** What the user has set in the trigger's panel. */
export type Settings = Pick<Panel, 'events' | 'split'> & Required<Panel['options']>;

/**
 * Reads the panel. With no author chosen, those are meant that are usual: none at all would never start anything.
 *
 * @throws BadInput where an expression gives what the panel would not take
 */
export function settingsOf(context: IHookFunctions | IWebhookFunctions): Settings {
	const { events, split, options } = readParameters(TRIGGER_FIELDS, ({ name, default: fallback }) =>
		context.getNodeParameter(name, fallback),
	);
	const { authors, messageTypes } = withDefaults(OPTION_FIELDS, options);
	return { events, split, messageTypes, authors: authors.length === 0 ? AUTHORS.default : authors };
}
