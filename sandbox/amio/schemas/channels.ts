import type { Contract, JsonSchema } from '../../core/contract.ts';
import { recordOf } from '../../core/record.ts';
import { CHANNEL_TYPES, platformOf, type ChannelType } from '../platforms.ts';
import { isChannelType } from '../state.ts';
import { closed, each, STRING, TEXT, withBody } from './common.ts';

/** A webhook as a caller gives it. With `url` at least where there is none yet. */
export interface WebhookBody {
	readonly url?: string;
	readonly ssl_verification?: boolean | 'true' | 'false';
}

/** Beside these keys a body has the one of its type, e.g. `facebook_page`. */
export interface CreateBody {
	readonly type: ChannelType;
	readonly name: string;
	readonly mode?: string;
	readonly webhook?: WebhookBody | null;
}

export type UpdateBody = Partial<Omit<CreateBody, 'type'>>;

/** The id and the secret are Amio's to make. Seed 003 calls the check a string, Amio's Postman samples have a boolean. */
const WEBHOOK: JsonSchema = {
	...closed({ url: TEXT, ssl_verification: { enum: [true, false, 'true', 'false'] } }),
	type: ['object', 'null'],
};

const SENDER = closed({ email: TEXT, name: TEXT }, ['email']);

interface Detail {
	readonly properties: Readonly<Record<string, JsonSchema>>;
	readonly required: readonly string[];
}

/**
 * What only one type has (seed 003, Amio's Postman collection). What must be given is said nowhere: what the channel could
 * not work without.
 */
const DETAILS: Readonly<Partial<Record<ChannelType, Detail>>> = {
	facebook_messenger: {
		properties: each(['id', 'access_token'], TEXT),
		required: ['id', 'access_token'],
	},
	mobile: {
		properties: {
			type: { const: 'messagebird' },
			...each(['sender_id', 'access_token', 'signing_key'], TEXT),
		},
		required: ['type', 'access_token'],
	},
	viber: { properties: { access_token: TEXT }, required: ['access_token'] },
	viber_business_messages: {
		properties: {
			sender_id: TEXT,
			default_message_ttl: {
				type: 'string',
				pattern: String.raw`^P(?=.)(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$`,
			},
			mode: { enum: platformOf('viber_business_messages').modes },
		},
		required: ['sender_id'],
	},
	rbm: {
		properties: {
			agent_name: TEXT,
			agent_state: { enum: ['new', 'create_requested', 'created', 'launch_requested', 'launched'] },
			region: TEXT,
		},
		required: ['agent_name'],
	},
	telegram: { properties: { access_token: TEXT }, required: ['access_token'] },
	email: {
		// The seed has `sender`, Postman's sample `domain` and `default_attributes`; which is older is not known.
		properties: {
			type: { const: 'mailgun' },
			access_token: TEXT,
			sender: SENDER,
			domain: TEXT,
			default_attributes: closed({ from: SENDER }),
		},
		required: ['type', 'access_token'],
	},
	whatsapp: { properties: { phone_number: TEXT }, required: ['phone_number'] },
};

const common = (type: ChannelType): Record<string, JsonSchema> => ({
	name: TEXT,
	mode: { enum: platformOf(type).modes },
	webhook: WEBHOOK,
});

const creation = (type: ChannelType): JsonSchema => {
	const { detail } = platformOf(type);
	const { properties, required } = DETAILS[type] ?? { properties: {}, required: [] };
	const own = detail === undefined ? {} : { [detail]: closed(properties, required) };
	return closed({ type: { const: type }, ...common(type), ...own }, ['type', 'name', ...Object.keys(own)]);
};

const CREATIONS = new Map(CHANNEL_TYPES.map((type) => [type, creation(type)]));

/** Of a type that there is not, or of none. */
const NO_SUCH_TYPE: JsonSchema = {
	...closed({ type: { enum: CHANNEL_TYPES }, name: TEXT }, ['type', 'name']),
	additionalProperties: true,
};

export const CREATE_CONTRACT: Contract = withBody((body) => {
	const { type } = recordOf(body);
	return (isChannelType(type) ? CREATIONS.get(type) : undefined) ?? NO_SUCH_TYPE;
});

/** All types' keys together: which channel it is stands in the path, and the route checks what belongs to it. */
const detailsOfAll = (): Record<string, JsonSchema> => {
	const merged: Record<string, Record<string, JsonSchema>> = {};
	for (const type of CHANNEL_TYPES) {
		const { detail } = platformOf(type);
		if (detail === undefined) continue;
		const properties = { ...merged[detail], ...DETAILS[type]?.properties };
		merged[detail] = { ...properties, ...(detail === 'provider' ? { type: STRING } : {}) };
	}
	return Object.fromEntries(Object.entries(merged).map(([key, properties]) => [key, closed(properties)]));
};

const ALL_MODES = [...new Set(CHANNEL_TYPES.flatMap((type) => platformOf(type).modes))];

export const UPDATE_CONTRACT: Contract = withBody({
	...closed({ name: TEXT, mode: { enum: ALL_MODES }, webhook: WEBHOOK, ...detailsOfAll() }),
	minProperties: 1,
});
