import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { ValuesOf } from '../../../shared/fields';
import { filled, isObject } from '../../../shared/rows';
import { someTexts } from '../../../shared/text-list';
import type { CONTENT_FIELDS } from './content-fields';

export type Content = ValuesOf<typeof CONTENT_FIELDS>;

type Interactive = 'article' | 'cards' | 'form' | 'input_select';

const LABELS: Readonly<Record<Interactive, string>> = {
	article: 'Articles',
	cards: 'Cards',
	form: 'Questions',
	input_select: 'Choices',
};

/**
 * The items of an interactive message. The server takes a card only with actions (recorded), which is found before
 * anything is sent; keys that it does not know, it names itself.
 *
 * @throws BadInput for no items, for what is none, and for a card without actions
 */
export function itemsOf(content: Content, type: Interactive): JsonValue[] {
	const isJson = content.itemsMode === 'json';
	const items = isJson ? [...content.itemsJson] : fromFields(content, type);
	const label = isJson ? 'Items (JSON)' : LABELS[type];
	if (items.length === 0) {
		throw new BadInput(`'${label}' is empty`, 'Give at least one; the server refuses a message without any.');
	}
	const stranger = items.findIndex((item) => !isObject(item));
	if (stranger >= 0) {
		throw new BadInput(`'${label}' holds something that is no object`, `It is number ${stranger + 1}.`);
	}
	const bare = type === 'cards' ? items.findIndex((item) => !hasActions(item)) : -1;
	if (bare >= 0) {
		throw new BadInput(
			`'${label}' has a card without actions`,
			`It is card ${bare + 1}. Give each card at least one action, a link or a postback.`,
		);
	}
	return items;
}

const hasActions = (item: JsonValue): boolean =>
	isObject(item) && Array.isArray(item.actions) && item.actions.length > 0;

function fromFields({ articles, cards, questions, choices }: Content, type: Interactive): JsonObject[] {
	switch (type) {
		case 'article':
			return (articles.item ?? []).map((article) => filled({ ...article }));
		case 'cards':
			return (cards.item ?? []).map(({ title, description, mediaUrl, actions }) => ({
				...filled({ title, description, media_url: mediaUrl }),
				actions: (actions.action ?? []).map((action) => filled({ ...action })),
			}));
		case 'form':
			return (questions.item ?? []).map(({ options, required, ...question }) =>
				filled({
					...question,
					options: question.type === 'select' ? choicesOf(options) : undefined,
					// The form of HTML, as the server's own forms have it (recorded).
					required: required ? 'required' : undefined,
				}),
			);
		case 'input_select':
			return (choices.item ?? []).map(({ title, value }) => ({ title, value }));
	}
}

const choicesOf = (options: JsonValue): JsonObject[] =>
	someTexts('Choices', options).map((text) => ({ label: text, value: text }));
