import { TriggerContext, TriggersAndPollers } from 'n8n-core';
import type {
	IDataObject,
	INodeExecutionData,
	ITriggerFunctions,
	ITriggerResponse,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataOf, workflowOf, type NodeToRun } from './n8n.ts';

type Condition = () => boolean;

/** An error as a person sees it. */
interface Shown {
	readonly message: string;
	readonly description: string | null | undefined;
}

const shown = ({ message, description }: Error & { description?: string | null | undefined }): Shown => ({
	message,
	description,
});

let workflows = 0;

/**
 * A workflow with a trigger that stays awake, as one process of n8n keeps it: what the trigger says is kept here.
 * It can be activated again; another one that begins with what this one has saved is n8n started again.
 */
export class AwakeTrigger {
	/** The items of the executions that were started, in order. */
	readonly items: IDataObject[] = [];
	/** How many items each execution was started with. */
	readonly sizes: number[] = [];
	/** With which n8n would close the trigger, show them, and activate it again. */
	readonly errors: Shown[] = [];
	/** Failed executions that the trigger had n8n note down. */
	readonly failedRuns: Shown[] = [];
	readonly lines: string[] = [];
	/** What n8n has saved for the node: when it was activated, and at each start of a run. */
	saved: IDataObject;
	private readonly workflowId = `workflow-${(workflows += 1)}`;
	private waiting: { condition: Condition; resolve: () => void }[] = [];
	private response: ITriggerResponse | undefined;
	private keep = (): void => undefined;

	/** @param saved what is left of an earlier life */
	constructor(saved: IDataObject = {}) {
		this.saved = saved;
	}

	/** Activates it. @throws what the person who switches the workflow on would see */
	async activate(
		toRun: NodeToRun,
		activation: WorkflowActivateMode = 'activate',
		mode: WorkflowExecuteMode = 'trigger',
	): Promise<ITriggerResponse> {
		const { workflow, node } = workflowOf(toRun);
		workflow.id = this.workflowId;
		workflow.staticData = structuredClone(this.saved);
		this.keep = () => {
			this.saved = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
		};
		const contextOf = (): ITriggerFunctions => {
			const context = new TriggerContext(
				workflow,
				node,
				additionalDataOf(toRun),
				mode,
				activation,
				(data) => this.start(data),
				(error) => this.heard(this.errors, shown(error)),
				(error) => this.heard(this.failedRuns, shown(error)),
			);
			const keepLine = (message: string): void => this.heard(this.lines, message);
			const logger = { error: keepLine, warn: keepLine, info: keepLine, debug: keepLine };
			Object.defineProperty(context, 'logger', { value: logger });
			return context as unknown as ITriggerFunctions;
		};
		const surroundings = additionalDataOf(toRun);
		const n8n = new TriggersAndPollers();
		const response = await n8n.runTriggerFunction(workflow, node, contextOf, surroundings, mode, activation);
		if (response === undefined) {
			throw new Error('The trigger gives n8n nothing to close it with');
		}
		this.response = response;
		this.keep();
		return response;
	}

	/** The editor's test: the first items that come. */
	async listen(toRun: NodeToRun): Promise<IDataObject[]> {
		const response = await this.activate(toRun, 'manual', 'manual');
		await response.manualTriggerFunction?.();
		const data = (await response.manualTriggerResponse) ?? [];
		return data.flat().map(({ json }) => json);
	}

	/** Deactivates it, or what happens when n8n stops. */
	async close(): Promise<void> {
		await this.response?.closeFunction?.();
		this.response = undefined;
	}

	/** Resolves as soon as the condition is met, looked at whenever the trigger says something. */
	async until(condition: Condition): Promise<void> {
		if (!condition()) {
			await new Promise<void>((resolve) => {
				this.waiting.push({ condition, resolve });
			});
		}
	}

	private start(data: INodeExecutionData[][]): void {
		this.keep();
		const items = data.flat().map(({ json }) => json);
		this.sizes.push(items.length);
		this.heard(this.items, ...items);
	}

	private heard<T>(list: T[], ...things: T[]): void {
		list.push(...things);
		this.waiting = this.waiting.filter(({ condition, resolve }) => {
			const isMet = condition();
			if (isMet) {
				resolve();
			}
			return !isMet;
		});
	}
}
