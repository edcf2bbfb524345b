import { expect, test } from '@jest/globals';
import { proto } from '../../../nodes/Proto/definition';
import { OPERATIONS, settle } from '../proto/ready.ts';
import { useProto, type Job } from '../proto/support.ts';
import { judge, PATIENCE } from './judge.ts';

const used = useProto();

/** People and chats have IDs made up anew each time: those of one operation's runs stay the same. */
const settled = new Map<string, Promise<Job>>();

const prepare = async (does: string): Promise<Job> => {
	const job = settled.get(does) ?? settle(used.sandbox).then((jobOf) => jobOf(does));
	settled.set(does, job);
	return await job;
};

const companions = { tagsJson: { tagsJson: '[{ "id": "1", "name": "plan", "value": "gold" }]' } };

const subject = { definition: proto, used, prepare, companions };

test.each(OPERATIONS)(
	'%s sends what it is given where it belongs, or refuses it',
	async (does) => {
		expect(await judge(subject, does)).toEqual([]);
	},
	PATIENCE,
);
