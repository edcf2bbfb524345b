import type { ChatwootService } from '../chatwoot/service.ts';
import { recordOf, textOf } from '../core/record.ts';
import type { AgentRole, Outcome } from './types.ts';

/** Tells the journey as whom the page called; no service knows it. */
export const AGENT_HEADER = 'x-sandbox-agent';

const reasonIn = (text: string): string => {
	try {
		const { error, message } = recordOf(JSON.parse(text));
		return textOf(error ?? message);
	} catch {
		return '';
	}
};

/** An agent's program: what is clicked on the page goes the way that a real agent's click goes. */
export const callAs = async (
	{ baseUrl, accountId, tokens }: ChatwootService,
	role: AgentRole,
	path: string,
	body?: object,
): Promise<Outcome> => {
	try {
		const response = await fetch(`${baseUrl}/api/v1/accounts/${accountId}/conversations/${path}`, {
			method: 'POST',
			headers: {
				api_access_token: tokens[role],
				[AGENT_HEADER]: role,
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		if (response.ok) return { ok: true };
		return { ok: false, says: `Chatwoot answered ${response.status}. ${reasonIn(text)}`.trim() };
	} catch {
		return { ok: false, says: 'Chatwoot did not answer.' };
	}
};
