import type { MessageBody } from './schemas/messages.ts';
import { forbidden, unprocessable } from './problems.ts';
import { platformOf } from './platforms.ts';
import type { Channel, Content, Json, QuickReply } from './types.ts';

const MOST_REPLIES = 11;
const LONGEST_TITLE = 20;
const LONGEST_PAYLOAD = 1000;
const LONGEST_PLATFORM_METADATA = 1000;

const checkReply = (reply: QuickReply, index: number): void => {
	const field = `content.quick_replies[${index}]`;
	if (reply.type !== 'text') {
		const more = Object.keys(reply).filter((key) => key !== 'type');
		if (more.length > 0)
			throw forbidden(field, reply, `A ${reply.type} quick reply has no ${more.join(', ')}.`);
		return;
	}
	for (const key of ['title', 'payload'] as const) {
		if (reply[key] === undefined)
			throw forbidden(`${field}.${key}`, null, `Property '${key}' cannot be null.`);
	}
	if ((reply.payload ?? '').length > LONGEST_PAYLOAD) {
		const message = `The payload is longer than ${LONGEST_PAYLOAD} characters.`;
		throw forbidden(`${field}.payload`, reply.payload, message);
	}
};

/**
 * Quick replies stand in Messenger's chapter; an SMS can have none. Of the other platforms nothing is said, so they
 * are let through.
 */
const checkContent = ({ type: platform }: Channel, { type, quick_replies: replies }: Content): void => {
	const textOnly = platformOf(platform).textOnly === true;
	if ((textOnly && type !== 'text') || (type === 'receipt' && platform !== 'facebook_messenger')) {
		throw unprocessable('content.type', type, `Message type ${type} is not supported by ${platform}.`);
	}
	if (!replies) return;
	if (textOnly) {
		throw unprocessable('content.quick_replies', replies, `Quick replies are not supported by ${platform}.`);
	}
	if (replies.length > MOST_REPLIES) {
		throw forbidden(
			'content.quick_replies',
			replies.length,
			`At most ${MOST_REPLIES} quick replies are allowed.`,
		);
	}
	for (const [index, reply] of replies.entries()) checkReply(reply, index);
};

/** The reserved keys; any other may hold anything (seed 003). */
const checkMetadata = ({ type: platform }: Channel, metadata: Json): void => {
	const { platform_metadata: own, tag, type } = metadata;
	const isMessenger = platform === 'facebook_messenger';
	if (own !== undefined && (isMessenger || platform === 'viber')) {
		if (typeof own !== 'string' || own.length > LONGEST_PLATFORM_METADATA) {
			const message = `It must be a text of at most ${LONGEST_PLATFORM_METADATA} characters.`;
			throw forbidden('metadata.platform_metadata', own, message);
		}
	}
	if (!isMessenger) return;
	if (tag !== undefined && typeof tag !== 'string') {
		throw forbidden('metadata.tag', tag, 'A tag must be a text.');
	}
	if (type === undefined) return;
	if (type !== 'response' && type !== 'update') {
		throw forbidden('metadata.type', type, 'The type must be response or update.');
	}
	if (tag !== undefined) throw forbidden('metadata.type', type, 'Type can be set only if no tag is used.');
};

/** What a schema cannot say of a message. */
export const checkMessage = (
	channel: Channel,
	{ content, message_template, metadata }: MessageBody,
): void => {
	if (message_template !== undefined && channel.type !== 'whatsapp') {
		throw unprocessable('message_template', message_template, 'Templates are sent through WhatsApp only.');
	}
	if (content) checkContent(channel, content);
	if (metadata) checkMetadata(channel, metadata);
};

/** Titles of more than 20 characters are cut (seed 003). */
export const cut = (content: Content): Content => {
	const { quick_replies: replies } = content;
	if (!replies) return content;
	const short = (title: string): string => Array.from(title).slice(0, LONGEST_TITLE).join('');
	return {
		...content,
		quick_replies: replies.map((reply) =>
			reply.title === undefined ? reply : { ...reply, title: short(reply.title) },
		),
	};
};
