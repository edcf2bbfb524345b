import { requiredText } from '../../shared/field-kinds';
import { operation, type Resource } from '../../shared/operation';
import { path } from '../../shared/path';
import { made } from '../../shared/rows';
import { EMAIL, HUMAN_ID, NAME, PHONE_NUMBER } from '../fields';
import { humanBody, TAG_FIELDS } from '../tags';

const create = operation({
	name: 'Create',
	value: 'create',
	action: 'Create human',
	description:
		"Create a human, which is Proto's word for a customer, and get the ID that chats and messages need",
	fields: [
		NAME,
		{
			displayName: 'Additional Fields',
			name: 'additionalFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [
				{
					displayName: 'Access Token',
					name: 'accessToken',
					type: 'string',
					typeOptions: { password: true },
					default: '',
					description:
						'A token of your own that Proto stores and repeats in its webhooks, so that you can act for this human',
				},
				EMAIL,
				{
					displayName: 'External ID',
					name: 'externalId',
					type: 'string',
					default: '',
					placeholder: 'e.g. customer-4711',
					description: 'Your own ID of the human, which Proto shows in its reports',
				},
				PHONE_NUMBER,
				{
					displayName: 'Profile Picture URL',
					name: 'profilePicUrl',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/nathan.png',
					description: 'Address of a picture of the human',
				},
				...TAG_FIELDS,
			],
		},
	],
	request: ({ name, additionalFields }) => ({
		method: 'POST',
		path: '/human',
		body: humanBody({ name, ...additionalFields }),
	}),
	rows: (body) => [made(body, 'human')],
});

const get = operation({
	name: 'Get',
	value: 'get',
	action: 'Get human',
	description: 'Retrieve the profile of one human, with its tags',
	fields: [
		requiredText(
			...HUMAN_ID,
			"ID of the human. It begins with human_ and comes from 'Create', from a chat, or from the Proto Trigger.",
		),
	],
	request: ({ humanId }) => ({ method: 'GET', path: path`/human/${humanId}` }),
});

const buildProfileReply = operation({
	name: 'Build Profile Reply',
	value: 'buildProfileReply',
	action: 'Build profile reply for human',
	description:
		'Make the answer to a Human Profile Request of the Proto Trigger. Nothing is sent to Proto: let this be the last node of the workflow.',
	fields: [
		NAME,
		{
			displayName: 'Profile',
			name: 'profile',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			options: [EMAIL, PHONE_NUMBER, ...TAG_FIELDS],
		},
	],
	result: ({ name, profile }) => ({ result: humanBody({ name, ...profile }) }),
});

/** A customer, in Proto's words. */
export const human: Resource = {
	name: 'Human',
	value: 'human',
	description: "Proto's word for a customer",
	operations: [buildProfileReply, create, get],
	usual: create,
};
