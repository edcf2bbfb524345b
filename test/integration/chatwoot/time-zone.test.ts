import { expect, test } from '@jest/globals';
import { jsonOf } from '../support/results.ts';
import { runNode } from '../support/n8n.ts';
import { byId, useChatwoot } from './support.ts';

const used = useChatwoot();

test.each([
	['Asia/Tokyo', '2035-01-01T00:00:00.000Z'],
	['America/New_York', '2035-01-01T14:00:00.000Z'],
])(
	'A date from the calendar of the panel, which has no time zone, is one of the workflow: %s',
	async (timezone, instant) => {
		const id = await used.beside((client) => client.conversation());
		const parameters = { conversation: byId(id), status: 'snoozed', snoozedUntil: '2035-01-01T09:00:00' };
		const node = used.toRun({ does: 'conversation setStatus', parameters });
		const done = await runNode({ ...node, workflowSettings: { timezone } });
		expect(jsonOf(done)).toMatchObject([{ snoozed_until: instant }]);
	},
);
