import type { JsonSchema } from '../core/contract.ts';
import { recordOf, textOf } from '../core/record.ts';
import { complains, found, type Story } from './story.ts';

/** An argument of a tool, as its schema describes it. */
interface Argument {
	readonly name: string;
	readonly schema: JsonSchema;
}

const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)|^.*$/m.exec(text)?.[0].trim() ?? '';

/** Those of several words that fit what was asked; the last one where none does. */
const chosen = (words: readonly string[], story: Story): string[] => {
	const asked = story.asked.toLowerCase();
	const fits = (word: string): boolean =>
		asked.includes(word.toLowerCase()) || (word === 'complaint' && complains(story));
	const fitting = words.filter(fits);
	return fitting.length > 0 ? fitting : words.slice(-1);
};

/** What was tried, and did not work the last time either. */
const failures = ({ deeds }: Story): string[] =>
	[...new Map(deeds.map((deed) => [deed.tool, deed])).values()].flatMap(({ tool, error }) =>
		error === undefined ? [] : [`${tool}: ${error}`],
	);

/** For a colleague: what it is about, what could be answered, and what did not work. */
const noteOf = (story: Story): string => {
	const [name = ''] = textOf(found(story, 'name')).split(' ');
	const trouble = complains(story) ? ' I am sorry for the trouble.' : '';
	const failed = failures(story);
	return [
		`The customer writes: ${firstSentence(story.asked)}`,
		`Suggested answer:\n\nHello ${name || 'there'}, thank you for writing.${trouble} We look into it and come back to you.`,
		...(failed.length === 0 ? [] : [`What did not work:\n${failed.join('\n')}`]),
	].join('\n\n');
};

const textFor = ({ name, schema }: Argument, story: Story): string => {
	const meaning = `${name} ${textOf(schema.description)}`;
	// What may be said often stands in the description, in quotation marks.
	const words = [...meaning.matchAll(/"([^"]+)"/g)].map(([, word = '']) => word);
	if (words.length > 0) return chosen(words, story).join(', ');
	if (/subject|title|summary/i.test(meaning)) return firstSentence(story.asked);
	if (/note|answer|reply/i.test(meaning)) return noteOf(story);
	return story.asked;
};

/** The value of an argument: of the type that its schema asks for, from what was said and found. */
const valueFor = (argument: Argument, story: Story): unknown => {
	const { name, schema } = argument;
	if (Array.isArray(schema.enum)) return chosen(schema.enum.map(String), story)[0];
	const known = found(story, name);
	switch (schema.type) {
		case 'number':
		case 'integer':
			return typeof known === 'number' ? known : Number(/\d+/.exec(story.asked)?.[0] ?? 1);
		case 'boolean':
			return true;
		case 'array': {
			const items = recordOf(schema.items);
			return Array.isArray(items.enum)
				? chosen(items.enum.map(String), story)
				: [valueFor({ name, schema: items }, story)];
		}
		case 'object':
			return argumentsFor(schema, story);
		default:
			return typeof known === 'string' ? known : textFor(argument, story);
	}
};

/** The arguments that a tool cannot do without; what it could also be given is left out. */
export const argumentsFor = (schema: JsonSchema, story: Story): Readonly<Record<string, unknown>> => {
	const required = Array.isArray(schema.required) ? schema.required.map(String) : [];
	const properties = recordOf(schema.properties);
	return Object.fromEntries(
		required.map((name) => [name, valueFor({ name, schema: recordOf(properties[name]) }, story)]),
	);
};
