import { expect, test } from '@jest/globals';
import { PROTO } from './proto.ts';
import { LONGEST, useMatrix } from './suite.ts';

const { titles, missing, wrongIn } = useMatrix('proto', PROTO);

test('Every operation of the node is in the matrix', () => {
	expect(missing).toEqual([]);
});

test.each(titles)(
	'Whatever a request meets, it is sent, told and left as designed: %s',
	async (title) => {
		expect(await wrongIn(title)).toEqual([]);
	},
	LONGEST,
);
