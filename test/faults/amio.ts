import type { INodeParameters } from 'n8n-workflow';
import { amio } from '../../nodes/Amio/definition';
import type { AmioService } from '../../sandbox/index.ts';
import { settle, WITH_JOB } from '../integration/amio/ready.ts';
import { byId, nodeIn } from '../integration/amio/support.ts';
import { N, nth, THREE } from '../integration/support/nth.ts';
import type { Row, Subject } from './matrix.ts';

/** @param furnish adds to the account, and gives what else is set */
const row = (
	does: string,
	special = '',
	furnish: (service: AmioService) => INodeParameters = () => ({}),
): Row => ({
	title: does + special,
	does,
	prepare: (sandbox) => {
		const job = settle(sandbox.amio, does);
		const parameters = { ...job.parameters, ...furnish(sandbox.amio) };
		return Promise.resolve(nodeIn(sandbox, { ...job, parameters }));
	},
});

/** More contacts of each channel than a page holds. */
function crowd(service: AmioService): INodeParameters {
	for (const channel of service.channels.values()) {
		for (let count = 0; count < 200; count++) service.contact(channel);
	}
	return { returnAll: true };
}

/** Only the web chat takes notifications of one's own. */
function webChat(service: AmioService): INodeParameters {
	const channel = service.channel();
	const contacts = THREE.map(() => service.contact(channel).id);
	const payload = `={ "n": ${N} }`;
	return { channel: byId(channel.id), contact: byId(nth(contacts)), notificationType: 'custom', payload };
}

export const AMIO: Subject = {
	title: 'Amio',
	definition: amio,
	rows: [
		...WITH_JOB.map((does) => row(does)),
		row('contact getMany', ', three pages', crowd),
		row('notification send', ', custom', webChat),
	],
	count: ({ amio: { channels, contacts, messages } }) => ({
		channels: channels.size,
		contacts: contacts.size,
		messages: messages.size,
	}),
	secrets: ({ amio: { token } }) => [token],
};
