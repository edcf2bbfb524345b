import { empty, json } from '../../core/answer.ts';
import type { Call, Route } from '../../core/service.ts';
import { LIST, PLAIN } from '../schemas/common.ts';
import type { Contact } from '../types.ts';
import { shownContact } from '../views.ts';
import { channelOf, contactOf, page, type Handler, type Surroundings } from './around.ts';

/** Contacts. They come into being by messages only. */
export const contactRoutes = ({ state }: Surroundings): readonly Route[] => {
	const ofContact = ({ params: { channelId = '', contactId = '' } }: Call): Contact =>
		contactOf(state, channelId, contactId);

	const list: Handler = (call) => {
		const { id } = channelOf(state, call.params.channelId ?? '');
		const contacts = [...state.contacts.values()].filter(({ channelId }) => channelId === id);
		return page(contacts, call, shownContact);
	};

	const remove: Handler = (call) => {
		state.removeContact(ofContact(call).id);
		return empty(204);
	};

	const all = '/v1/channels/:channelId/contacts';
	const one = `${all}/:contactId`;
	return [
		{ method: 'GET', path: all, contract: LIST, handle: list },
		{
			method: 'GET',
			path: one,
			contract: PLAIN,
			handle: (call) => json(shownContact(ofContact(call))),
		},
		{ method: 'DELETE', path: one, contract: PLAIN, handle: remove },
	];
};
