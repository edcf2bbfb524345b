import type { Contract, JsonSchema } from '../../core/contract.ts';
import { closed, TEXT, withBody } from './common.ts';

export interface MenuItem {
	readonly type: 'url' | 'postback' | 'menu';
	readonly title: string;
	readonly payload: string | { readonly items: readonly MenuItem[] };
}

/** Bodies as they are once the contract has let them pass. `null` deletes. */
export interface SettingsBody {
	readonly get_started_button?: { readonly payload: string } | null;
	readonly menu?: readonly { readonly locale: string; readonly items: readonly MenuItem[] }[] | null;
	readonly user_inputs?: readonly { readonly locale: string; readonly enabled: boolean }[] | null;
	readonly domains_whitelist?: readonly string[] | null;
}

const orNull = (schema: JsonSchema, type: string): JsonSchema => ({ ...schema, type: [type, 'null'] });

/** `default` or e.g. `cs_CZ`. */
const LOCALE: JsonSchema = { type: 'string', pattern: '^(default|[a-z]{2,3}(_[A-Z]{2})?)$' };

/** `inner`: the items of a menu in a menu; Messenger has three levels. */
const item = (inner: JsonSchema | undefined): JsonSchema =>
	closed(
		{
			type: { enum: inner === undefined ? ['url', 'postback'] : ['url', 'postback', 'menu'] },
			title: TEXT,
			payload:
				inner === undefined
					? TEXT
					: {
							...closed({ items: { type: 'array', minItems: 1, items: inner } }, ['items']),
							type: ['string', 'object'],
						},
		},
		['type', 'title', 'payload'],
	);

const ITEM = item(item(item(undefined)));

/** Which of them a platform has, is the route's to check. */
export const SETTINGS_CONTRACT: Contract = withBody({
	...closed({
		get_started_button: orNull(closed({ payload: TEXT }, ['payload']), 'object'),
		menu: orNull(
			{
				items: closed({ locale: LOCALE, items: { type: 'array', minItems: 1, maxItems: 3, items: ITEM } }, [
					'locale',
					'items',
				]),
			},
			'array',
		),
		user_inputs: orNull(
			{ items: closed({ locale: LOCALE, enabled: { type: 'boolean' } }, ['locale', 'enabled']) },
			'array',
		),
		// A whole origin: with the protocol, and with the port where it is not the usual one.
		domains_whitelist: orNull(
			{ items: { type: 'string', pattern: '^(https?://[^/]+|localhost(:[0-9]+)?)$' } },
			'array',
		),
	}),
	minProperties: 1,
});
