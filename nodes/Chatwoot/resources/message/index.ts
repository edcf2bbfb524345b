import type { Resource } from '../../../shared/operation';
import { remove, setDeliveryStatus } from './change';
import { downloadAttachments } from './download';
import { getMany } from './read';
import { send } from './send';
import { sendToContact } from './send-to-contact';

/** What is said in a conversation. */
export const message: Resource = {
	name: 'Message',
	value: 'message',
	operations: [remove, downloadAttachments, getMany, send, sendToContact, setDeliveryStatus],
	usual: send,
};
