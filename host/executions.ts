import { createRequire } from 'node:module';
import { join } from 'node:path';
import type {
	ExecutionStatus,
	INodeExecutionData,
	IRunExecutionData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { poll } from './poll.ts';
import type { Rest } from './rest.ts';

const UNFINISHED: ReadonlySet<ExecutionStatus> = new Set(['new', 'running', 'waiting', 'unknown']);
const ENDED: readonly ExecutionStatus[] = ['success', 'error', 'crashed', 'canceled'];
const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';

/** A run of a workflow, as n8n's list of executions shows it. */
export interface Execution {
	readonly id: string;
	readonly workflowId: string;
	readonly status: ExecutionStatus;
	readonly mode: WorkflowExecuteMode;
	readonly startedAt: string;
	readonly stoppedAt?: string | null;
}

/** A run with what went in and out of every node: `data.resultData.runData[nodeName][run].data.main[output]`. */
export interface FullExecution extends Execution {
	readonly data: IRunExecutionData;
}

interface StoredWorkflow {
	readonly nodes: readonly { readonly name: string; readonly type: string; readonly disabled?: boolean }[];
}

/** The runs of one n8n's workflows, read and started by the interface that the editor uses. */
export class Executions {
	readonly #rest: Rest;
	/** n8n stores and sends run data "flattened", each value once and referred to by number. */
	readonly #unflatten: (text: string) => unknown;

	constructor(rest: Rest, host: string) {
		this.#rest = rest;
		const n8nRequire = createRequire(join(host, 'package.json'));
		this.#unflatten = (n8nRequire('flatted') as { parse: (text: string) => unknown }).parse;
	}

	/** The newest hundred runs, newest first. */
	async list(workflowId?: string): Promise<Execution[]> {
		return await this.#find(workflowId === undefined ? {} : { workflowId });
	}

	/** Every run of a workflow that has ended, newest first. */
	async ended(workflowId: string, before?: string): Promise<Execution[]> {
		// Asked by status, n8n lists runs by their numbers, which its pages go by; else by the time of their start.
		const page = await this.#find({ workflowId, status: ENDED }, before);
		const last = page.at(-1);
		return last === undefined ? [] : [...page, ...(await this.ended(workflowId, last.id))];
	}

	async get(id: string): Promise<FullExecution> {
		const execution = (await this.#rest.call('GET', `/rest/executions/${id}`)) as Execution & {
			data: string;
		};
		return { ...execution, data: this.#unflatten(execution.data) as IRunExecutionData };
	}

	/** Waits until a run has ended, in whatever way. */
	async finished(id: string): Promise<FullExecution> {
		return await poll(`Execution ${id} did not end`, async () => {
			const execution = await this.get(id);
			return UNFINISHED.has(execution.status) ? undefined : execution;
		});
	}

	/** Waits until a workflow has at least so many ended runs, and gives them all, oldest first. */
	async count(workflowId: string, atLeast: number): Promise<FullExecution[]> {
		const ended = await poll(`Workflow ${workflowId} did not run ${atLeast} times`, async () => {
			const all = await this.list(workflowId);
			const done = all.filter(({ status }) => !UNFINISHED.has(status));
			return done.length >= atLeast ? done.reverse() : undefined;
		});
		return await Promise.all(ended.map(async ({ id }) => await this.get(id)));
	}

	/**
	 * Does what the editor's "Execute workflow" does, beginning at the given trigger (by default: at the manual one),
	 * and waits for the end. n8n's own `execute` command cannot be used beside a running server.
	 */
	async runOnce(workflowId: string, trigger?: string): Promise<FullExecution> {
		const workflow = (await this.#rest.call('GET', `/rest/workflows/${workflowId}`)) as StoredWorkflow;
		const name = trigger ?? workflow.nodes.find(({ type }) => type === MANUAL_TRIGGER)?.name;
		if (name === undefined) throw new Error(`Workflow ${workflowId} has no manual trigger`);
		const answer = await this.#rest.call('POST', `/rest/workflows/${workflowId}/run`, {
			triggerToStartFrom: { name },
		});
		const { executionId } = answer as { executionId?: string };
		if (executionId === undefined) throw new Error(`${name} waits for a call from outside`);
		return await this.finished(executionId);
	}

	async #find(filter: object, before?: string): Promise<Execution[]> {
		const query = encodeURIComponent(JSON.stringify(filter));
		const from = before === undefined ? '' : `&lastId=${before}`;
		const answer = await this.#rest.call('GET', `/rest/executions?limit=100&filter=${query}${from}`);
		return (answer as { results: Execution[] }).results;
	}
}

/** The items that a node put out of its first output in its last run; none if it did not run. */
export const itemsOf = ({ data }: FullExecution, node: string): INodeExecutionData[] =>
	data.resultData.runData[node]?.at(-1)?.data?.main?.[0] ?? [];
