import type { ITriggerFunctions } from 'n8n-workflow';
import { BadInput } from '../../shared/failure';
import type { ValuesOf } from '../../shared/fields';
import { readParameters, withDefaults } from '../../shared/parameters';
import type { isWanted } from '../trigger/facts';
import { AGENT_OPTIONS, CONTACT_OPTIONS, REALTIME_FIELDS } from './fields';

type Filters = Parameters<typeof isWanted>[1];

/** Whom the workflow listens as. */
export type Role =
	| { readonly as: 'agent' }
	| { readonly as: 'contact'; readonly sourceId: string }
	| { readonly as: 'contact'; readonly pubsubToken: string };

/** What the user has set in the panel. */
export interface Settings {
	readonly role: Role;
	readonly filters: Filters;
	readonly includeSecrets: boolean;
	/** Seconds that are caught up at most. */
	readonly catchUp: number;
}

/**
 * Reads the panel.
 *
 * @throws BadInput when something is missing
 */
export function settingsOf(context: ITriggerFunctions): Settings {
	const panel = readParameters(REALTIME_FIELDS, ({ name, default: fallback }) =>
		context.getNodeParameter(name, fallback),
	);
	const isAgent = panel.listenAs === 'agent';
	const events: readonly string[] = isAgent ? panel.events : panel.contactEvents;
	if (events.length === 0) {
		throw new BadInput("'Events' is empty", 'Choose at least one event that starts the workflow.');
	}
	const options = isAgent
		? withDefaults(AGENT_OPTIONS, panel.options)
		: {
				// A contact sees no notes, and one inbox only.
				...{ inboxes: [], includePrivate: false },
				...withDefaults(CONTACT_OPTIONS, panel.contactOptions),
			};
	const direction = isAgent ? panel.direction : panel.contactDirection;
	return {
		role: roleOf(panel),
		filters: { ...options, events, direction },
		includeSecrets: options.includeSecrets,
		catchUp: options.catchUp * 60,
	};
}

const roleOf = ({ listenAs, contactBy, sourceId, pubsubToken }: ValuesOf<typeof REALTIME_FIELDS>): Role => {
	if (listenAs === 'agent') {
		return { as: 'agent' };
	}
	return contactBy === 'sourceId'
		? { as: 'contact', sourceId: sourceId.trim() }
		: { as: 'contact', pubsubToken: pubsubToken.trim() };
};
