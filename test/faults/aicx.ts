import { protoAicx } from '../../nodes/ProtoAicx/definition';
import { READY, settle } from '../integration/aicx/ready.ts';
import { nodeIn } from '../integration/aicx/support.ts';
import type { Subject } from './matrix.ts';

export const AICX: Subject = {
	title: 'Proto AICX',
	definition: protoAicx,
	rows: READY.map(([does, job]) => ({
		title: does,
		does,
		prepare: async (sandbox) => {
			await settle(sandbox);
			return nodeIn(sandbox, job);
		},
	})),
	takeAnything: ['customer addCustomFields', 'customer addTags'],
	count: ({ aicx: { customers, tickets, customFields } }) => ({
		customers: customers.size,
		tickets: tickets.size,
		'custom fields': customFields.size,
	}),
	secrets: ({ aicx: { secret } }) => [secret],
};
