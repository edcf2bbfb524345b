import type { NodeDefinition } from '../shared/panel';
import { channel } from './resources/channel';
import { contact } from './resources/contact';
import { message } from './resources/message';
import { notification } from './resources/notification';
import { settings } from './resources/settings';
import { amioService } from './service';

/** Everything the Amio node can do. */
export const amio: NodeDefinition = {
	service: amioService,
	resources: [channel, contact, message, notification, settings],
	usual: message,
};
