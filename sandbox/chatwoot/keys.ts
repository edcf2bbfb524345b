import type { Contract, JsonSchema } from '../core/contract.ts';

/**
 * The keys that a server takes: true for a value of any kind, or the keys of an object, or of each object in a list.
 * It passes over all others without a word; the sandbox records them.
 */
export interface Keys {
	readonly [key: string]: true | Keys;
}

const all = (...names: readonly string[]): Keys => Object.fromEntries(names.map((name) => [name, true]));

/** Types are not checked: what a server does with a value of the wrong kind, its own code shows. */
const schemaOf = (keys: true | Keys): JsonSchema => {
	if (keys === true) return {};
	const properties = Object.fromEntries(Object.entries(keys).map(([key, inner]) => [key, schemaOf(inner)]));
	const closed = { properties, additionalProperties: false };
	return { ...closed, items: closed };
};

const PROFILE = all(
	'name',
	'email',
	'phone_number',
	'identifier',
	'avatar',
	'avatar_url',
	'custom_attributes',
);
const CONTACT: Keys = { ...PROFILE, ...all('blocked', 'additional_attributes') };
const LABELS = all('labels');
const MEMBERS = all('user_ids');
const CONDITIONS: Keys = {
	payload: all(
		'attribute_key',
		'filter_operator',
		'values',
		'query_operator',
		'custom_attribute_type',
		'attribute_model',
	),
};
const MESSAGE = all(
	'content',
	'message_type',
	'private',
	'content_type',
	'content_attributes',
	'attachments',
	'echo_id',
	'source_id',
	'template_params',
	'campaign_id',
	'sender_type',
	'sender_id',
);
const INBOX: Keys = {
	...all(
		'name',
		'avatar',
		'greeting_enabled',
		'greeting_message',
		'enable_email_collect',
		'csat_survey_enabled',
		'csat_config',
		'enable_auto_assignment',
		'auto_assignment_config',
		'working_hours_enabled',
		'working_hours',
		'out_of_office_message',
		'timezone',
		'allow_messages_after_resolved',
		'lock_to_single_conversation',
		'portal_id',
		'sender_name_type',
		'business_name',
	),
	channel: all(
		'type',
		'webhook_url',
		'hmac_mandatory',
		'additional_attributes',
		'website_url',
		'welcome_title',
		'welcome_tagline',
		'widget_color',
		'allowed_domains',
		'reply_time',
		'selected_feature_flags',
		'pre_chat_form_enabled',
		'pre_chat_form_options',
		'continuity_via_email',
	),
};
const WEBHOOK = all('url', 'name', 'subscriptions', 'inbox_id');
const DEFINITION = all(
	'attribute_display_name',
	'attribute_display_type',
	'attribute_description',
	'attribute_key',
	'attribute_values',
	'attribute_model',
	'regex_pattern',
	'regex_cue',
);

/** Some calls take their keys also within an object of this name. */
const wrapped = (name: string, keys: Keys): Keys => ({ ...keys, [name]: keys });

/** What the calls with a body take; the others take none. Those outside the published description are marked. */
const BODY_KEYS = {
	contactCreate: { ...CONTACT, ...all('inbox_id', 'source_id') },
	contactUpdate: CONTACT,
	contactAttributes: all('custom_attributes'), // outside
	contactFilter: CONDITIONS,
	contactMerge: all('base_contact_id', 'mergee_contact_id'),
	labels: LABELS,
	note: all('content'), // outside
	session: all('inbox_id', 'source_id'),
	sessionFilter: all('inbox_id', 'source_id'), // outside
	conversationCreate: {
		...all(
			'source_id',
			'inbox_id',
			'contact_id',
			'additional_attributes',
			'custom_attributes',
			'status',
			'snoozed_until',
			'assignee_id',
			'team_id',
		),
		message: MESSAGE,
	},
	conversationUpdate: all('priority'),
	conversationFilter: CONDITIONS,
	status: all('status', 'snoozed_until'),
	priority: all('priority'),
	typing: all('typing_status', 'is_private'),
	conversationAttributes: all('custom_attributes'),
	assignment: all('assignee_id', 'team_id', 'assignee_type'),
	transcript: all('email'), // outside
	message: MESSAGE,
	messageUpdate: all('status', 'external_error'), // outside
	translate: all('target_language'), // outside
	inboxCreate: INBOX,
	inboxUpdate: INBOX,
	inboxMembers: { ...all('inbox_id'), ...MEMBERS },
	inboxBot: all('agent_bot'),
	webhook: wrapped('webhook', WEBHOOK),
	agentBot: all('name', 'description', 'outgoing_url', 'avatar', 'avatar_url', 'bot_type', 'bot_config'),
	team: wrapped('team', all('name', 'description', 'allow_auto_assign')),
	members: MEMBERS,
	label: wrapped('label', all('title', 'description', 'color', 'show_on_sidebar')),
	cannedResponse: wrapped('canned_response', all('short_code', 'content')),
	definition: wrapped('custom_attribute_definition', DEFINITION),
	clientContact: { ...PROFILE, ...all('source_id', 'identifier_hash') },
	clientConversation: all('custom_attributes'),
	clientTyping: all('typing_status'),
	clientMessage: all('content', 'echo_id', 'attachments'),
	clientSubmission: {
		submitted_values: {
			...all('name', 'title', 'value'),
			csat_survey_response: all('feedback_message', 'rating'),
		},
	},
} as const satisfies Readonly<Record<string, Keys>>;

/** The parameters in the address. */
const QUERY_KEYS = {
	contacts: ['page', 'sort', 'labels', 'labels[]', 'include_contact_inboxes'],
	contact: ['include_contact_inboxes'],
	contactSearch: ['q', 'page', 'sort', 'include_contact_inboxes'],
	page: ['page', 'include_contact_inboxes'],
	conversations: [
		'page',
		'status',
		'assignee_type',
		'inbox_id',
		'team_id',
		'labels',
		'labels[]',
		'q',
		'sort_by',
		'conversation_type',
		'source_id', // outside
		'updated_within', // outside
	],
	conversationSearch: ['q', 'page'], // outside
	messages: ['before', 'after', 'filter_internal_messages'],
	files: ['page'], // outside
	typing: ['typing_status', 'is_private'],
	cannedResponses: ['search'],
	definitions: ['attribute_model'],
	inboxIds: ['inbox_ids[]', 'inbox_ids'],
	clientMessages: ['before'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const withMinus = (...names: readonly string[]): string[] => [...names, ...names.map((name) => `-${name}`)];

const eachWay = (...names: readonly string[]): string[] =>
	names.flatMap((name) => [`${name}_asc`, `${name}_desc`]);

/** Parameters that take only these words: any other counts as if it were not there. */
const QUERY_WORDS: Readonly<Record<string, readonly string[]>> = {
	sort: withMinus(
		'name',
		'email',
		'phone_number',
		'last_activity_at',
		'created_at',
		'company_name',
		'city',
		'country',
	),
	sort_by: eachWay('last_activity_at', 'created_at', 'priority', 'waiting_since'),
	status: ['open', 'resolved', 'pending', 'snoozed', 'all'],
	assignee_type: ['me', 'unassigned', 'assigned', 'all'],
	conversation_type: ['mention', 'unattended', 'participating'],
};

const querySchema = (names: readonly string[]): JsonSchema => {
	const schemas = names.map((name) => {
		const words = QUERY_WORDS[name];
		return [name, words === undefined ? {} : { enum: words }] as const;
	});
	return { properties: Object.fromEntries(schemas), additionalProperties: false };
};

export interface Taken {
	readonly body?: keyof typeof BODY_KEYS;
	readonly query?: keyof typeof QUERY_KEYS;
}

/** The same for the sandbox's core. A body may always be missing, or come as a form. */
export const contractOf = ({ body, query }: Taken): Contract => ({
	form: true,
	bodyOptional: true,
	...(query === undefined ? {} : { query: querySchema(QUERY_KEYS[query]) }),
	// An empty object says as little as no body.
	body: body === undefined ? { additionalProperties: false } : schemaOf(BODY_KEYS[body]),
});
