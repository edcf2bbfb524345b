import type { NodeDefinition } from '../shared/panel';
import { conversation } from './resources/conversation';
import { customer } from './resources/customer';
import { customField } from './resources/customField';
import { protoAicxService } from './service';

/** Everything the Proto AICX node can do. */
export const protoAicx: NodeDefinition = {
	service: protoAicxService,
	resources: [conversation, customField, customer],
};
