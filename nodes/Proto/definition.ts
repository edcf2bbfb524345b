import type { NodeDefinition } from '../shared/panel';
import { chat } from './resources/chat';
import { human } from './resources/human';
import { message } from './resources/message';
import { protoMessaging } from './service';

/** Everything the Proto node can do. */
export const proto: NodeDefinition = { service: protoMessaging, resources: [chat, human, message] };

/** The operations that need no credential, by the values that they have in the panel; no two resources share one. */
export const operationsThatSendNothing = (): string[] =>
	proto.resources.flatMap(({ operations }) =>
		operations.filter(({ sendsNothing }) => sendsNothing).map(({ value }) => value),
	);
