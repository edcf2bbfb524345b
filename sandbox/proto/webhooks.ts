import { deliver, type DeliveryResult, type DeliverySurroundings } from '../core/delivery.ts';
import { recordOf } from '../core/record.ts';
import { signature, type Encoding } from '../core/signature.ts';
import { shownHuman } from './routes.ts';
import type { Author, Chat, Content, Human, ProtoEvent } from './types.ts';

/**
 * How the signature is written. Seed 000 says HMAC-SHA1 with the channel's secret over the body, and nothing of
 * the encoding: every plausible one can be chosen.
 */
export type ProtoEncoding = Encoding | `sha1=${Encoding}`;

/** A channel's webhook settings. */
export interface ProtoWebhook {
	/** Where events go; without it none are sent. */
	url?: string;
	/** Where the bot asks for a customer's profile; without it, it does not ask. */
	profileUrl?: string;
	/** Default `hex`. */
	encoding?: ProtoEncoding;
	/** Waits in milliseconds before further attempts. Default false: no redelivery is documented. */
	redeliver?: false | readonly number[];
	/**
	 * Where a human's `accessToken` stands in events: beside `chatToken` (default) or in `chat.human`. That it is
	 * included is documented, the place is not.
	 */
	accessTokenIn?: 'event' | 'human';
	/** Default 10 000; no limit is documented. */
	timeoutMs?: number;
}

export interface ProtoChannel {
	readonly id: string;
	secret: string;
	webhook: ProtoWebhook;
}

/** A right signature, one of another secret, none, or whatever the function makes of the body. */
export type Signing = 'right' | 'wrong' | 'none' | ((bytes: Buffer) => string);

export interface Sending {
	readonly url: string;
	readonly body: string | Buffer;
	readonly sign?: Signing;
	readonly encoding?: ProtoEncoding;
	readonly description: string;
	readonly signal: AbortSignal;
}

const DEFAULT_TIMEOUT = 10_000;

const signatureOf = (
	secret: string,
	bytes: Buffer,
	sign: Signing,
	form: ProtoEncoding,
): string | undefined => {
	if (typeof sign === 'function') return sign(bytes);
	if (sign === 'none') return undefined;
	return signature('sha1', sign === 'right' ? secret : `not-${secret}`, bytes, form);
};

/** Sends one webhook of a channel: POST, JSON, signed in `X-PROTO-SIGNATURE`. */
export const send = (
	channel: ProtoChannel,
	sending: Sending,
	around: DeliverySurroundings,
): Promise<DeliveryResult> => {
	const { webhook, secret } = channel;
	const { url, sign = 'right', encoding = webhook.encoding ?? 'hex', description, signal } = sending;
	const bytes = Buffer.from(sending.body);
	const signed = signatureOf(secret, bytes, sign, encoding);
	const how =
		signed === undefined ? 'unsigned' : typeof sign === 'function' ? 'own signature' : `signed ${encoding}`;
	return deliver(
		{
			service: 'proto',
			url,
			body: bytes,
			headers: {
				'content-type': 'application/json',
				...(signed === undefined ? {} : { 'x-proto-signature': signed }),
			},
			timeoutMs: webhook.timeoutMs ?? DEFAULT_TIMEOUT,
			redeliver: webhook.redeliver === false ? [] : (webhook.redeliver ?? []),
			description: `${description}, ${sign === 'wrong' ? 'wrongly ' : ''}${how}`,
			signal,
		},
		around,
	);
};

/** A `new_messages` event. Tokens stand in it only if they were given before (seed 000). */
export const eventOf = (
	{ webhook }: ProtoChannel,
	chat: Chat,
	human: Human,
	author: Author,
	messages: readonly Content[],
	replyToken: string | undefined,
): ProtoEvent => {
	const token = human.accessToken === undefined ? {} : { accessToken: human.accessToken };
	const inHuman = webhook.accessTokenIn === 'human';
	return {
		type: 'new_messages',
		channel: { id: chat.channelId },
		chat: { id: chat.id, human: { ...shownHuman(human), ...(inHuman ? token : {}) } },
		...(chat.chatToken === undefined ? {} : { chatToken: chat.chatToken }),
		...(replyToken === undefined ? {} : { replyToken }),
		...(inHuman ? {} : token),
		messages: messages.map(({ type, data }) => ({ author, type, data })),
	};
};

/** The profile request: `human` is the plain id (seed 000). */
export const profileRequestOf = (human: Human, chatToken: string | undefined): Record<string, string> => ({
	human: human.id,
	...(chatToken === undefined ? {} : { chatToken }),
	...(human.accessToken === undefined ? {} : { accessToken: human.accessToken }),
});

/**
 * What a profile answer adds to a human; nothing when it is not `{"result": {…}}`, for the webhook is optional.
 * `phoneNumber` is named in prose only (seed 000); the key is the Human API's.
 */
export const profileIn = (body: unknown): Partial<Pick<Human, 'name' | 'email' | 'phoneNumber' | 'tags'>> => {
	const { name, email, phoneNumber, tags } = recordOf(recordOf(body).result);
	return {
		...(typeof name === 'string' ? { name } : {}),
		...(typeof email === 'string' ? { email } : {}),
		...(typeof phoneNumber === 'string' ? { phoneNumber } : {}),
		...(Array.isArray(tags) ? { tags: tags as NonNullable<Human['tags']> } : {}),
	};
};
