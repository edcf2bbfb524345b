import { expect, test } from '@jest/globals';
import { validateNodeCredentials, type INode, type INodeParameters } from 'n8n-workflow';
import { proto } from '../../../nodes/Proto/definition';
import { Proto } from '../../../nodes/Proto/Proto.node';

/** What n8n finds missing when a workflow with such a node is published. */
const missing = (parameters: INodeParameters): string[] => {
	const node: INode = {
		id: '1',
		name: 'Proto',
		type: 'proto',
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	return validateNodeCredentials(node, new Proto()).map(({ credentialName }) => credentialName);
};

const all = proto.resources.flatMap(({ value: resource, operations }) =>
	operations.map(({ value: operation, sendsNothing }) => ({ resource, operation, sendsNothing })),
);

test.each(all)(
	'n8n publishes $resource $operation without a credential: $sendsNothing',
	({ resource, operation, sendsNothing }) => {
		expect(missing({ resource, operation })).toEqual(sendsNothing ? [] : ['protoMessagingApi']);
	},
);

test('nor does n8n publish a node that was put there and left as it was', () => {
	expect(missing({})).toEqual(['protoMessagingApi']);
});

test('Build Profile Reply is one that needs none', () => {
	expect(all.filter(({ sendsNothing }) => sendsNothing)).toEqual([
		{ resource: 'human', operation: 'buildProfileReply', sendsNothing: true },
	]);
});
