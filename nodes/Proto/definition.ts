import type { NodeDefinition } from '../shared/panel';
import { chat } from './resources/chat';
import { human } from './resources/human';
import { message } from './resources/message';
import { protoMessaging } from './service';

/** Everything the Proto node can do. */
export const proto: NodeDefinition = { service: protoMessaging, resources: [chat, human, message] };
