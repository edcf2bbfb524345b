import type { Action, Outcome } from '../types.ts';

/** Asks the sandbox to do something. Never throws. */
export const act = async (action: Action): Promise<Outcome> => {
	try {
		const response = await fetch('/page/act', {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(action),
		});
		return (await response.json()) as Outcome;
	} catch {
		return { ok: false, says: 'The sandbox does not answer.' };
	}
};
