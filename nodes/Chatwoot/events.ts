const SELDOM =
	'Servers accept this event and seldom deliver it: it is off unless the installation says otherwise';

/** Events of an account, as a webhook subscribes them (seed 002; the last ones are recorded from real servers). */
export const ACCOUNT_EVENTS = [
	{ name: 'Contact Created', value: 'contact_created' },
	{
		name: 'Contact Updated',
		value: 'contact_updated',
		description: 'Also whenever a contact writes, because their last activity changes',
	},
	{ name: 'Conversation Created', value: 'conversation_created' },
	{ name: 'Conversation Status Changed', value: 'conversation_status_changed' },
	{ name: 'Conversation Typing Off', value: 'conversation_typing_off' },
	{ name: 'Conversation Typing On', value: 'conversation_typing_on' },
	{ name: 'Conversation Updated', value: 'conversation_updated' },
	{ name: 'Inbox Created', value: 'inbox_created', description: SELDOM },
	{ name: 'Inbox Updated', value: 'inbox_updated', description: SELDOM },
	{ name: 'Message Created', value: 'message_created' },
	{
		name: 'Message Updated',
		value: 'message_updated',
		description: 'Delivery, reading, deletion, and choices and forms that customers submit',
	},
	{
		name: 'Web Widget Triggered',
		value: 'webwidget_triggered',
		description: 'A visitor opens the chat on a website',
	},
] as const;

/** What every version of Chatwoot knows; older servers refuse the others, without saying which. */
export const KNOWN_EVERYWHERE: ReadonlySet<string> = new Set([
	'contact_created',
	'contact_updated',
	'conversation_created',
	'conversation_status_changed',
	'conversation_updated',
	'message_created',
	'message_updated',
	'webwidget_triggered',
]);
