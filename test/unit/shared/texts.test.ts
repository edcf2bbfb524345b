import { describe, expect, test } from '@jest/globals';
import { Workflow, type INodeTypes } from 'n8n-workflow';
import { amio } from '../../../nodes/Amio/definition';
import { chatwoot } from '../../../nodes/Chatwoot/definition';
import { proto } from '../../../nodes/Proto/definition';
import { protoAicx } from '../../../nodes/ProtoAicx/definition';
import type { Operation } from '../../../nodes/shared/operation';
import { propertiesOf, SUBTITLE, type NodeDefinition } from '../../../nodes/shared/panel';

const NODES: Readonly<Record<string, NodeDefinition>> = {
	Amio: amio,
	Chatwoot: chatwoot,
	Proto: proto,
	'Proto AICX': protoAicx,
};

/** Every operation, by its node and its action. */
const OPERATIONS = Object.entries(NODES).flatMap(([node, { resources }]) =>
	resources.flatMap(({ operations }) =>
		operations.map((operation): [string, string, Operation] => [node, operation.action, operation]),
	),
);

const TAKES_AWAY = /^(Delete|Merge|Remove|Reset|Set)/;

describe.each(Object.entries(NODES))('A new %s node', (_, definition) => {
	test('is set to nothing that takes something away, whatever resource is chosen', () => {
		const operations = propertiesOf(definition).filter(({ name }) => name === 'operation');
		expect(operations).toHaveLength(definition.resources.length);
		for (const { default: value, options = [] } of operations) {
			const chosen = options.find((option) => 'value' in option && option.value === value);
			expect(chosen?.name).not.toMatch(TAKES_AWAY);
		}
	});
});

// So n8n describes a tool to an AI agent.
test.each(OPERATIONS)('As a tool an operation is a phrase: %s: %s', (node, action) => {
	expect(`${action} in ${node}`.match(/ in /g)).toHaveLength(1);
});

test.each(OPERATIONS.filter(([, , { name }]) => /^(Delete|Merge$|Remove Webhook|Reset)/.test(name)))(
	'What takes something away says what: %s: %s',
	(_, __, { description }) => {
		expect(description).toMatch(/cannot be undone|are lost|hears nothing any more|stops working/);
	},
);

test.each([
	[{ resource: 'message', operation: 'sendToContact' }, 'send to contact: message'],
	[{ resource: 'clientContact', operation: 'getMany' }, 'get many: client contact'],
	[{ resource: 'chat', operation: 'create' }, 'create: chat'],
])('below its name a node with %j says %j', (parameters, words) => {
	const node = {
		id: '1',
		name: 'N',
		type: 'n',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const nodeTypes = { getByNameAndVersion: () => undefined } as unknown as INodeTypes;
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	expect(workflow.expression.getSimpleParameterValue(node, SUBTITLE, 'internal', {})).toBe(words);
});
