import type { Run, Sandbox } from '../sandbox/index.ts';
import type { Execution } from './executions.ts';
import { OWNER, type Instance } from './instance.ts';

/** What only n8n's list holds. */
interface ListedExecution extends Omit<Execution, 'startedAt'> {
	readonly workflowName: string;
	/** Null while it waits for its turn. */
	readonly startedAt: string | null;
}

const MOST_RUNS = 20;

/** Shows an n8n on the sandbox's page: where it is, how to sign in, and its newest runs with a link to each. */
export const showOnPage = ({ page }: Sandbox, n8n: Instance): void => {
	page.n8n = { url: n8n.url, signIn: `Sign in as ${OWNER.email} with the password ${OWNER.password}` };
	page.runs = async (): Promise<Run[]> => {
		const answer = await n8n.api('GET', `/rest/executions?limit=${MOST_RUNS}&filter=%7B%7D`);
		const { results } = answer as { results: readonly ListedExecution[] };
		return results.map(({ id, workflowId, workflowName, status, startedAt }) => ({
			workflow: workflowName,
			status,
			startedAt,
			url: `${n8n.url}/workflow/${workflowId}/executions/${id}`,
		}));
	};
};
