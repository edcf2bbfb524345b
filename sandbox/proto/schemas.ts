import type { Contract, JsonSchema } from '../core/contract.ts';
import type { Author, Content, Human } from './types.ts';

/** Bodies as they are once the contract has let them pass. */
export type HumanBody = Omit<Human, 'id'>;

export interface ChatBody {
	readonly human?: Partial<Pick<Human, 'id' | 'name' | 'email' | 'tags'>>;
	readonly data?: Readonly<Record<string, unknown>>;
	readonly lang?: string;
	readonly chatToken?: string;
}

export interface MessageBody {
	readonly author: Author;
	readonly message: Content;
	readonly replyToken?: string;
}

/** The 31 language codes of seed 000. */
export const LANGUAGES =
	'en zh_CN zh_TW id ja pt th tl vi es fr de ms yo ha ig hi mr bn sw rw tw ceb bem ny ar kqn loz lue lun ton'.split(
		' ',
	);

const STRING: JsonSchema = { type: 'string' };

const closed = (properties: Record<string, JsonSchema>, required: readonly string[] = []): JsonSchema => ({
	type: 'object',
	additionalProperties: false,
	required,
	properties,
});

/**
 * Seed 000 shows ids of 32 hexadecimal digits and values that are a number or a list of texts; text values are in
 * what docs.proto.cx/docs/messaging-apis returns. Which keys are required is said nowhere: without `id` or
 * `value` a tag says nothing, `name` is left out by the page. The id's form is not enforced.
 */
const TAGS: JsonSchema = {
	type: 'array',
	items: closed({ id: STRING, name: STRING, value: { type: ['number', 'string', 'array'], items: STRING } }, [
		'id',
		'value',
	]),
};

/** No key is marked as required (seed 000), and none as clearable: `null` is refused. */
const HUMAN = closed({
	name: STRING,
	email: STRING,
	phoneNumber: STRING,
	profilePicUrl: STRING,
	tags: TAGS,
	accessToken: STRING,
	externalId: STRING,
});

/** Only these four keys of a human stand in a chat's body (seed 000). */
const CHAT = closed({
	human: closed({ id: STRING, name: STRING, email: STRING, tags: TAGS }),
	data: { type: 'object' },
	lang: { enum: LANGUAGES },
	chatToken: STRING,
});

const CHATS_QUERY = closed({
	humanId: STRING,
	chatId: STRING,
	// Text, because that is what a query holds. No upper bound is documented.
	max: { type: 'string', pattern: '^[1-9][0-9]*$' },
});

const message = (type: JsonSchema, data: JsonSchema): JsonSchema =>
	closed(
		{
			// The sample has both keys of the author, and only customers write through this call (seed 000).
			author: closed({ type: { const: 'human' }, id: STRING }, ['type', 'id']),
			message: closed({ type, data }, ['type', 'data']),
			replyToken: STRING,
		},
		['author', 'message'],
	);

const DATA: Readonly<Record<string, JsonSchema>> = {
	text: closed({ text: STRING }, ['text']),
	button: closed({ payload: STRING }, ['payload']),
	manual_trigger: closed({ trigger_name: STRING }, ['trigger_name']),
	media: closed({ attachment: closed({ filename: STRING, url: STRING }, ['filename', 'url']) }, [
		'attachment',
	]),
};

const KNOWN = new Map(Object.entries(DATA).map(([type, data]) => [type, message({ const: type }, data)]));
const SOME_KNOWN_TYPE = message({ enum: Object.keys(DATA) }, { type: 'object' });
const ANY_TYPE = message(STRING, { type: 'object' });

const typeOf = (body: unknown): unknown => (body as { message?: { type?: unknown } } | null)?.message?.type;

export const NOTHING_ELSE: Contract = {};
export const HUMAN_CONTRACT: Contract = { body: HUMAN };
export const CHAT_CONTRACT: Contract = { body: CHAT };
export const CHATS_CONTRACT: Contract = { query: CHATS_QUERY };

/** The four kinds of seed 000; any other kind is refused unless `acceptsUnknown` says that Proto has learnt one. */
export const messageContract = (acceptsUnknown: () => boolean): Contract => ({
	body: (body) => KNOWN.get(String(typeOf(body))) ?? (acceptsUnknown() ? ANY_TYPE : SOME_KNOWN_TYPE),
});
