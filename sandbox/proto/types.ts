/** A label with a value, as in the bodies of seed 000. */
export interface Tag {
	readonly id: string;
	readonly name?: string;
	readonly value: number | string | readonly string[];
}

/** A customer. `externalId` is in docs.proto.cx/docs/messaging-apis only. */
export interface Human {
	readonly id: string;
	name?: string;
	email?: string;
	phoneNumber?: string;
	profilePicUrl?: string;
	tags?: readonly Tag[];
	accessToken?: string;
	externalId?: string;
}

export interface Author {
	readonly type: 'human' | 'bot' | 'agent';
	readonly id: string;
	/** In webhooks only. */
	readonly name?: string;
}

export interface Content {
	readonly type: string;
	readonly data: Readonly<Record<string, unknown>>;
}

export interface Message {
	readonly author: Author;
	readonly message: Content;
}

export interface Chat {
	readonly id: string;
	readonly channelId: string;
	readonly humanId: string;
	active: boolean;
	/** `2021-11-30T00:12:33Z` */
	readonly createdAt: string;
	readonly data?: Readonly<Record<string, unknown>>;
	readonly lang?: string;
	readonly chatToken?: string;
	/** The last one that a customer's message brought along. */
	replyToken?: string;
	/** Who answers the customer at present. */
	answeredBy: 'bot' | 'agent';
	readonly messages: Message[];
}

/** A message within a webhook's event. Flat, where the API nests it (seed 000 has both forms). */
export interface EventMessage extends Content {
	readonly author: Author;
}

/** One event of a webhook. `type` and `channel`: docs.proto.cx/docs/webhook-events; absent in seed 000's sample. */
export interface ProtoEvent {
	readonly type?: string;
	readonly channel?: { readonly id: string };
	readonly chat: { readonly id: string; readonly human: { readonly id: string; readonly name?: string } };
	readonly chatToken?: string;
	readonly replyToken?: string;
	readonly accessToken?: string;
	readonly messages: readonly EventMessage[];
}
