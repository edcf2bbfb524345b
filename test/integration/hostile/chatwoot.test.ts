import { expect, test } from '@jest/globals';
import { chatwoot } from '../../../nodes/Chatwoot/definition';
import { OPERATIONS, READY, settle } from '../chatwoot/ready.ts';
import { byId, useChatwoot } from '../chatwoot/support.ts';
import { judge, PATIENCE } from './judge.ts';

const used = useChatwoot();
const JOBS = new Map(READY);

const prepare = async (does: string) => {
	await settle(used.sandbox);
	return JOBS.get(does) ?? { does };
};

/** A card without something to press is refused, whatever stands on it. */
const ON_A_CARD = { actions: { action: [{ type: 'link', text: 'See', uri: 'https://example.com/' }] } };

const companions = {
	sourceId: { inbox: byId(1) },
	snoozedUntil: { status: 'snoozed' },
	title: ON_A_CARD,
	description: ON_A_CARD,
	mediaUrl: ON_A_CARD,
};

const closed = [
	// One to five.
	'Rating',
	// The items have no files.
	'Attachment Binary Fields',
];

const subject = { definition: chatwoot, used, prepare, companions, closed };

test.each(OPERATIONS)(
	'%s sends what it is given where it belongs, or refuses it',
	async (does) => {
		expect(await judge(subject, does)).toEqual([]);
	},
	PATIENCE,
);
