import { expect, test } from '@jest/globals';
import { CHATWOOT } from './chatwoot.ts';
import { LONGEST, useMatrix } from './suite.ts';

const { titles, missing, wrongIn } = useMatrix('chatwoot-1', CHATWOOT, 0);

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
