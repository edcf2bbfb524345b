import type { JsonObject, JsonValue } from 'n8n-workflow';
import { BadInput } from '../shared/failure';
import type { Fields, ValuesOf } from '../shared/fields';
import { filled, isObject } from '../shared/rows';
import { textList } from '../shared/text-list';

/** Tags of a human, as a form and as JSON: the first is for typing, the second for lists made by a workflow. */
export const TAG_FIELDS = [
	{
		displayName: 'Tags',
		name: 'tags',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Tag',
		default: {},
		description: 'Tags of the human, as they are defined in Proto',
		options: [
			{
				displayName: 'Tag',
				name: 'tag',
				values: [
					{
						displayName: 'Tag ID',
						name: 'id',
						type: 'string',
						required: true,
						default: '',
						placeholder: 'e.g. 9e763004dffb47b4a44e7915dc2026f6',
						description: 'ID of the tag in Proto, 32 letters and digits',
					},
					{
						displayName: 'Tag Name',
						name: 'name',
						type: 'string',
						default: '',
						placeholder: 'e.g. VIP',
						description: 'Name of the tag in Proto',
					},
					{
						displayName: 'Type',
						name: 'type',
						type: 'options',
						options: [
							{ name: 'List', value: 'list', description: 'Several texts, separated by commas' },
							{ name: 'Number', value: 'number' },
							{ name: 'Text', value: 'text' },
						],
						default: 'text',
						description: 'What kind of value the tag takes',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						ignoreValidationDuringExecution: true,
						default: '',
						placeholder: 'e.g. en, fr',
						description: 'Value of the tag. An expression may give a number or a list as it is.',
					},
				],
			},
		],
	},
	{
		displayName: 'Tags (JSON)',
		name: 'tagsJson',
		type: 'json',
		default: '[]',
		description:
			"Tags as a JSON list, in the form that Human 'Get' gives them, for lists that a workflow makes",
	},
] as const satisfies Fields;

type Given = Partial<ValuesOf<typeof TAG_FIELDS>>;

/** What the panel can know of a human; each operation offers the part that its call takes. */
interface Profile extends Given {
	readonly id?: string;
	readonly name?: string;
	readonly email?: string;
	readonly phoneNumber?: string;
	readonly profilePicUrl?: string;
	readonly externalId?: string;
	readonly accessToken?: string;
}

/**
 * A human as Proto takes it: only what was filled in; tags as `{ id, name, value }`, where the value is text, a
 * number or a list of texts (seed 000).
 *
 * @throws BadInput for a tag whose value is an object, or no number where one is meant
 */
export function humanBody({ tags, tagsJson, ...texts }: Profile): JsonObject {
	const typed = (tags?.tag ?? []).map(({ id, name, type, value }, index) => ({
		...filled({ id, name }),
		value: valueOf(`Tag ${index + 1}`, type, value),
	}));
	const listed = (tagsJson ?? []).map((tag, index) => {
		const label = `Tags (JSON), entry ${index + 1}`;
		if (!isObject(tag)) {
			throw new BadInput(
				`'${label}' must be an object`,
				'Each tag looks like { "id": …, "name": …, "value": … }.',
			);
		}
		return { ...tag, value: valueOf(label, 'text', tag.value ?? '') };
	});
	return filled({ ...texts, tags: [...typed, ...listed] });
}

function valueOf(label: string, type: 'list' | 'number' | 'text', value: JsonValue): JsonValue {
	if (isObject(value) || (Array.isArray(value) && value.some((entry) => typeof entry === 'object'))) {
		throw new BadInput(`The value of '${label}' is an object`, TAKES);
	}
	if (type === 'number') {
		return numberOf(label, value);
	}
	if (type === 'list' || Array.isArray(value)) {
		return textList(`Value of ${label}`, value);
	}
	if (typeof value === 'boolean' || value === null) {
		throw new BadInput(`The value of '${label}' is ${String(value)}`, TAKES);
	}
	return typeof value === 'number' ? numberOf(label, value) : value;
}

function numberOf(label: string, value: Exclude<JsonValue, JsonObject>): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		const given = Array.isArray(value) ? 'a list' : `'${String(value)}'`;
		throw new BadInput(`The value of '${label}' must be a number, but is ${given}`, TAKES);
	}
	return number;
}

const TAKES = 'A tag takes text, a number, or a list of texts.';
