import { expect, test } from '@jest/globals';
import { protoAicx } from '../../../nodes/ProtoAicx/definition';
import { OPERATIONS, READY, settle } from '../aicx/ready.ts';
import { useAicx } from '../aicx/support.ts';
import { judge, PATIENCE } from './judge.ts';

const used = useAicx();
const JOBS = new Map(READY);

const prepare = async (does: string) => {
	used.sandbox.reset();
	await settle(used.sandbox);
	return JOBS.get(does) ?? { does };
};

const subject = { definition: protoAicx, used, prepare };

test.each(OPERATIONS)(
	'%s sends what it is given where it belongs, or refuses it',
	async (does) => {
		expect(await judge(subject, does)).toEqual([]);
	},
	PATIENCE,
);
