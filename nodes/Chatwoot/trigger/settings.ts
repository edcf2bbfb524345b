import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { ValuesOf } from '../../shared/fields';
import { readParameters, withDefaults } from '../../shared/parameters';
import { OPTION_FIELDS, TRIGGER_FIELDS } from './fields';

type Panel = ValuesOf<typeof TRIGGER_FIELDS>;

/** What the user has set in the trigger's panel. */
export interface Settings extends Required<Omit<Panel['options'], 'maxAge'>> {
	readonly source: Panel['source'];
	readonly setUp: Panel['setUp'];
	readonly inbox: string;
	readonly agentBot: string;
	readonly events: readonly string[];
	readonly direction: Panel['direction'];
	/** Seconds between a delivery's own time and now. */
	readonly maxAge: number;
}

/** Reads the panel; what the chosen source does not have, has its default. */
export function settingsOf(context: IHookFunctions | IWebhookFunctions): Settings {
	const panel = readParameters(TRIGGER_FIELDS, ({ name, type, default: fallback }) =>
		context.getNodeParameter(name, fallback, { extractValue: type === 'resourceLocator' }),
	);
	const options = withDefaults(OPTION_FIELDS, panel.options);
	const events = { accountWebhook: panel.events, apiInbox: panel.inboxEvents, agentBot: panel.botEvents };
	return {
		...options,
		source: panel.source,
		setUp: panel.setUp,
		inbox: panel.inbox,
		agentBot: panel.agentBot,
		events: events[panel.source],
		direction: panel.source === 'apiInbox' ? panel.inboxDirection : panel.direction,
		maxAge: options.maxAge * 60,
	};
}
