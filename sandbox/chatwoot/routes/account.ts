import { json } from '../../core/answer.ts';
import type { Route } from '../../core/service.ts';
import { notFound } from '../answers.ts';
import type { Installation } from '../installation.ts';
import { contractOf } from '../keys.ts';
import { iso, wholeNumber } from '../values.ts';
import { shownProfile } from '../views/people.ts';
import { answering, signedIn, userOf } from './access.ts';

/** What an installation without a licence has switched on. */
const FEATURES = [
	'inbound_emails',
	'channel_email',
	'channel_facebook',
	'channel_twitter',
	'help_center',
	'agent_bots',
	'macros',
	'agent_management',
	'team_management',
	'inbox_management',
	'labels',
	'custom_attributes',
	'automations',
	'canned_responses',
	'integrations',
	'voice_recorder',
	'channel_website',
	'campaigns',
	'reports',
	'crm',
	'auto_resolve_conversations',
	'chatwoot_v4',
	'report_v4',
	'contact_chatwoot_support_team',
	'channel_instagram',
	'channel_tiktok',
];

const VERSION = '4.10.0';

/** The installation, the own profile, the account. */
export const accountRootRoutes = (installation: Installation): readonly Route[] => {
	const { state, now } = installation;
	return [
		{
			method: 'GET',
			path: '/api',
			contract: contractOf({}),
			handle: () =>
				json({
					version: VERSION,
					timestamp: iso(now()).replace('T', ' ').slice(0, 19),
					queue_services: 'ok',
					data_services: 'ok',
				}),
		},
		{
			method: 'GET',
			path: '/api/v1/profile',
			contract: contractOf({}),
			handle: signedIn(installation, (ask) => {
				const user = userOf(ask);
				const account = state.accounts.get(user.account_id);
				if (!account) throw notFound();
				return json(shownProfile(user, account));
			}),
		},
		{
			method: 'GET',
			path: '/api/v1/accounts/:accountId',
			contract: contractOf({}),
			// Accounts of others are not found here, while calls within them are refused.
			handle: (call) =>
				answering(call, () =>
					signedIn(installation, ({ author }) => {
						const account = state.accounts.get(wholeNumber(call.params.accountId));
						if (account?.id !== author.account_id) throw notFound();
						return json({
							settings: {},
							created_at: iso(account.created_at),
							domain: null,
							features: Object.fromEntries(FEATURES.map((feature) => [feature, true])),
							id: account.id,
							locale: 'en',
							name: account.name,
							support_email: 'a@example.com',
							status: 'active',
							cache_keys: { label: '0000000000', inbox: '0000000000', team: '0000000000' },
							latest_chatwoot_version: null,
							subscribed_features: [],
						});
					})(call),
				),
		},
	];
};
