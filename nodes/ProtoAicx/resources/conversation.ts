import { operation, type Resource } from '../../shared/operation';

const createTicket = operation({
	name: 'Create Ticket',
	value: 'createTicket',
	action: 'Create ticket for customer',
	description: 'Open a ticket, a conversation that a person takes care of, for a customer',
	fields: [
		{
			displayName: 'Subject',
			name: 'subject',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. Cannot log in since Monday',
			description: 'What the ticket is about, as the team will read it',
		},
		{
			displayName: 'Find Customer By',
			name: 'customerKey',
			type: 'options',
			options: [
				{
					name: 'Customer ID',
					value: 'customer_id',
					description: 'The ID that Proto AICX gave the customer',
				},
				{
					name: 'External Customer ID',
					value: 'external_customer_id',
					description: 'The ID of the customer in another system, as it is kept in Proto AICX',
				},
				{
					name: 'Gateway Profile ID',
					value: 'gateway_profile_id',
					description: "The ID of the customer's profile at a messaging channel",
				},
				{
					name: 'Provided Unique ID',
					value: 'provided_unique_id',
					description: 'Your own ID of the customer, with which they were created by this API',
				},
			],
			default: 'provided_unique_id',
			description: 'Which of their IDs says who the customer is. Exactly one is sent.',
		},
		{
			displayName: 'Customer',
			name: 'customerReference',
			type: 'string',
			required: true,
			default: '',
			placeholder: 'e.g. user-4711',
			description:
				"The ID, of the kind that is chosen in 'Find Customer By'; Customer 'Get' gives those that a customer has",
		},
	],
	request: ({ subject, customerKey, customerReference }) => ({
		method: 'POST',
		path: '/v1/conversations/{teamspace}/create-ticket',
		body: { subject, [customerKey]: customerReference },
	}),
	lane: ({ customerKey, customerReference }) => `${customerKey} ${customerReference}`,
});

/** What a team and a customer say to each other. */
export const conversation: Resource = {
	name: 'Conversation',
	value: 'conversation',
	operations: [createTicket],
};
