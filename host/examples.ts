import { readFile } from 'node:fs/promises';
import type { Importable } from './instance.ts';

/** The example workflows, by what they are for; each is a file in `examples/`. */
export const EXAMPLES = {
	bot: 'bot-behind-amio',
	escalation: 'escalation',
	profile: 'profile-on-request',
	contactSync: 'contact-sync',
	aiAgent: 'ai-agent',
} as const;

export type ExampleName = keyof typeof EXAMPLES;

export const ALL_EXAMPLES = Object.keys(EXAMPLES) as readonly ExampleName[];

/** A node of a workflow, as far as it matters here. */
export interface StoredNode {
	readonly name: string;
	readonly type: string;
	readonly webhookId?: string;
	readonly parameters: Readonly<Record<string, unknown>>;
}

/** A workflow as it is exported. */
export interface Workflow extends Importable {
	readonly nodes: readonly StoredNode[];
}

/** What an example leaves for its user to choose from lists, by the name of the field. */
export type Choices = Readonly<Partial<Record<'channel' | 'inbox', string>>>;

const isBlank = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && '__rl' in value && 'value' in value && value.value === '';

const chosen = ({ parameters, ...node }: StoredNode, choices: Choices): StoredNode => ({
	...node,
	parameters: {
		...parameters,
		...Object.fromEntries(
			Object.entries(choices)
				.filter(([field]) => isBlank(parameters[field]))
				.map(([field, value]) => [field, { __rl: true, mode: 'id', value }]),
		),
	},
});

/** Reads an example, and makes the choices that its first sticky note asks for. */
export const readExample = async (name: ExampleName, choices: Choices): Promise<Workflow> => {
	const workflow = JSON.parse(await readFile(`examples/${EXAMPLES[name]}.json`, 'utf8')) as Workflow;
	return { ...workflow, nodes: workflow.nodes.map((node) => chosen(node, choices)) };
};

/** The manual trigger that makes an example's tables; some have one. */
const SET_UP = 'Set Up Once';

export const hasSetUp = ({ nodes }: Workflow): boolean => nodes.some(({ name }) => name === SET_UP);
export { SET_UP };
