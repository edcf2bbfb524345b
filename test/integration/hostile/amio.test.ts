import { expect, test } from '@jest/globals';
import { amio } from '../../../nodes/Amio/definition';
import { OPERATIONS, settle } from '../amio/ready.ts';
import { useAmio } from '../amio/support.ts';
import { judge, PATIENCE } from './judge.ts';

const used = useAmio();

const prepare = (does: string) => {
	used.sandbox.reset();
	const job = settle(used.amio, does);
	// Else long titles would be cut.
	const whole = does === 'message send' ? { additionalFields: { cutLongTitles: false } } : {};
	return { ...job, parameters: { ...job.parameters, ...whole } };
};

const companions = {
	// A menu has something in it.
	locale: { items: { item: [{ type: 'postback', title: 'Orders', payload: 'ORDERS' }] } },
};

const closed = [
	// There must be another entry, for the default.
	'Menu > Locale',
	'User Inputs > Locale',
];

const subject = { definition: amio, used, prepare, companions, closed };

test.each(OPERATIONS)(
	'%s sends what it is given where it belongs, or refuses it',
	async (does) => {
		expect(await judge(subject, does)).toEqual([]);
	},
	PATIENCE,
);
