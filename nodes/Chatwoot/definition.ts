import type { NodeDefinition } from '../shared/panel';
import { agent } from './resources/agent';
import { clientContact, clientConversation, clientMessage } from './resources/client';
import { contact } from './resources/contact';
import { conversation } from './resources/conversation';
import { inbox } from './resources/inbox';
import { label } from './resources/label';
import { message } from './resources/message';
import { team } from './resources/team';
import { webhook } from './resources/webhook';
import { chatwootService } from './service';

/** Everything the Chatwoot node can do. */
export const chatwoot: NodeDefinition = {
	service: chatwootService,
	resources: [
		agent,
		clientContact,
		clientConversation,
		clientMessage,
		contact,
		conversation,
		inbox,
		label,
		message,
		team,
		webhook,
	],
	usual: message,
};

/**
 * The resources that a credential opens: the Client API has one of its own.
 *
 * @param credential its type
 */
export const resourcesWith = (credential: string): string[] =>
	chatwoot.resources
		.filter(({ service = chatwoot.service }) => service.credential === credential)
		.map(({ value }) => value);
