import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { Importable } from '../../host/instance.ts';
import { ChatwootClient } from '../support/chatwoot-client.ts';
import { setStage, type Stage } from './stage.ts';
import { byId, ours } from './workflow.ts';

const SERVER = 'Desk';
const TOOL = 'Answer Customer';

const WORKFLOW: Importable = {
	id: 'mcpServer0000001',
	name: 'Our node for every MCP client',
	nodes: [
		{
			name: SERVER,
			type: '@n8n/n8n-nodes-langchain.mcpTrigger',
			typeVersion: 2,
			webhookId: 'desk',
			parameters: { path: 'desk' },
		},
		ours(
			TOOL,
			'chatwootTool',
			{
				descriptionType: 'manual',
				toolDescription: 'Answers the customer.',
				resource: 'message',
				operation: 'send',
				conversation: byId("={{ $fromAI('conversation', 'Number of the conversation', 'string') }}"),
				content: "={{ $fromAI('text', 'What to say', 'string') }}",
			},
			{ retryOnFail: true },
		),
	].map((node) => ({ typeVersion: 1, ...node, id: node.name, position: [0, 0] })),
	connections: { [TOOL]: { ai_tool: [[{ node: SERVER, type: 'ai_tool', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
};

describe('A node behind n8n’s MCP Server Trigger', () => {
	let stage: Stage;

	beforeAll(async () => {
		stage = await setStage({ workflows: [WORKFLOW] });
		await stage.n8n.publish(WORKFLOW.id);
	});

	afterAll(async () => {
		await stage.close();
	});

	test('answers a customer for a client that found it by its name, and says when there is no such conversation', async () => {
		const { n8n, sandbox } = stage;
		const chatwoot = new ChatwootClient(sandbox);
		const conversation = await chatwoot.conversation();
		const client = new Client({ name: 'somebody', version: '1.0.0' });
		await client.connect(new StreamableHTTPClientTransport(new URL(`${n8n.url}/mcp/desk`)));
		try {
			const { tools } = await client.listTools();
			expect(tools.map(({ description }) => description)).toEqual(['Answers the customer.']);
			const [{ name } = { name: '' }] = tools;
			const say = async (number: number): Promise<string> =>
				JSON.stringify(
					await client.callTool({
						name,
						arguments: { conversation: String(number), text: 'It left today.' },
					}),
				);
			expect(await say(conversation)).toContain('It left today.');
			expect(await say(conversation + 99)).toContain('Chatwoot answered 404');
			expect([...sandbox.chatwoot.messages.values()].map(({ content }) => content)).toEqual([
				'It left today.',
			]);
		} finally {
			await client.close();
		}
	});
});
