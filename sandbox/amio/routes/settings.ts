import { json } from '../../core/answer.ts';
import { recordOf } from '../../core/record.ts';
import type { Call, Route } from '../../core/service.ts';
import { forbidden, unprocessable } from '../problems.ts';
import { platformOf } from '../platforms.ts';
import { PLAIN } from '../schemas/common.ts';
import { SETTINGS_CONTRACT, type MenuItem, type SettingsBody } from '../schemas/settings.ts';
import type { Channel } from '../types.ts';
import { channelOf, type Handler, type Surroundings } from './around.ts';

const checkItem = (item: MenuItem): void => {
	const { type, title, payload } = item;
	if ((type === 'menu') !== (typeof payload === 'object')) {
		const needed = type === 'menu' ? 'items' : 'a text';
		throw forbidden('menu', title, `The payload of the ${type} item ${title} must be ${needed}.`);
	}
	if (typeof payload === 'object') for (const inner of payload.items) checkItem(inner);
};

const checkDefault = (key: 'menu' | 'user_inputs', locales: readonly { readonly locale: string }[]): void => {
	if (locales.some(({ locale }) => locale === 'default')) return;
	throw forbidden(key, null, 'The locale default is required.');
};

/** What Messenger asks of its settings as a whole (seed 003). */
const checkTogether = (after: SettingsBody): void => {
	const { menu, user_inputs: inputs, get_started_button: button } = after;
	if (menu && !button) {
		throw unprocessable('menu', null, 'The menu requires the get started button.');
	}
	if (!menu && inputs?.some(({ enabled }) => !enabled) === true) {
		throw unprocessable('user_inputs', null, 'To disable user inputs, the menu is required.');
	}
};

/** Settings, of the two platforms that have some. */
export const settingsRoutes = ({ state }: Surroundings): readonly Route[] => {
	const ofChannel = ({ params }: Call): Channel => {
		const channel = channelOf(state, params.channelId ?? '');
		if (platformOf(channel.type).settings.length > 0) return channel;
		throw unprocessable('channel.type', channel.type, `Settings are not supported by ${channel.type}.`);
	};

	const update: Handler = (call) => {
		const channel = ofChannel(call);
		const body = call.body as SettingsBody;
		const strange = Object.keys(body).find((key) => !platformOf(channel.type).settings.includes(key));
		if (strange !== undefined) {
			throw forbidden(strange, null, `A ${channel.type} channel has no setting ${strange}.`);
		}
		if (body.menu) {
			checkDefault('menu', body.menu);
			for (const item of body.menu.flatMap(({ items }) => items)) checkItem(item);
		}
		if (body.user_inputs) checkDefault('user_inputs', body.user_inputs);
		checkTogether({ ...channel.settings, ...body });
		Object.assign(channel.settings, body);
		return json(channel.settings);
	};

	const path = '/v1/channels/:channelId/settings';
	return [
		{ method: 'GET', path, contract: PLAIN, handle: (call) => json(ofChannel(call).settings) },
		{
			method: 'PATCH',
			path,
			contract: SETTINGS_CONTRACT,
			describe: ({ body }) => Object.keys(recordOf(body)).join(', '),
			handle: update,
		},
	];
};
