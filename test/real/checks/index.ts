import type { Check } from '../check.ts';
import { clientContactChecks, clientConversationChecks, clientMessageChecks } from './client.ts';
import { contactChecks } from './contact.ts';
import { assignmentChecks, attributeChecks, stateChecks } from './conversation-change.ts';
import { conversationChecks } from './conversation.ts';
import { inboxChecks } from './inbox.ts';
import { labelChecksOf, listChecks } from './labels.ts';
import { messageChecks, sendChecks } from './message.ts';
import { realtimeChecks } from './realtime.ts';
import { triggerChecks } from './trigger.ts';
import { webhookChecks } from './webhook.ts';

/** Every check, in the order in which they are made. */
export const CHECKS: readonly Check[] = [
	...listChecks,
	...contactChecks,
	...labelChecksOf('contact'),
	...conversationChecks,
	...assignmentChecks,
	...attributeChecks,
	...labelChecksOf('conversation'),
	...stateChecks,
	...sendChecks,
	...messageChecks,
	...clientContactChecks,
	...clientConversationChecks,
	...clientMessageChecks,
	...inboxChecks,
	...webhookChecks,
	...triggerChecks,
	...realtimeChecks,
];
