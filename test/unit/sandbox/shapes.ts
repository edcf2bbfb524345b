type Json = Readonly<Record<string, unknown>>;

/** What stands at a place: the types seen there, and for objects the keys of each. */
interface Place {
	readonly types: Set<string>;
	readonly keys: Set<string>[];
}

/** By place, e.g. `message_created.sender<user>.name`. */
export type Shapes = Map<string, Place>;

/** Whatever a user has put there. */
const OPEN =
	/((custom|additional|content)_attributes|(previous|current)_value|previous_changes\.\w+|cache_keys)(\[\])?$/;

const typeOf = (value: unknown): string => {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'list' : typeof value;
};

/** Long lists are cut in the recordings. */
const isCut = (value: unknown): boolean => typeof value === 'string' && /^… \d+ more$/.test(value);

/** Conversations and messages are alike wherever they stand within others; people are told apart by their `type`. */
const placeOf = (path: string, value: unknown): string => {
	if (typeOf(value) !== 'object' || !path.includes('.')) return path;
	const thing = value as Json;
	if ('can_reply' in thing) return 'conversation';
	if ('processed_message_content' in thing) return 'message';
	return /(sender|user|performer|assignee)$/.test(path) ? `${path}<${String(thing.type)}>` : path;
};

/** Adds the shape of a value. */
export const addShape = (shapes: Shapes, path: string, value: unknown): void => {
	const name = placeOf(path, value);
	for (const key of new Set([path, name])) {
		const place = shapes.get(key) ?? { types: new Set(), keys: [] };
		shapes.set(key, place);
		place.types.add(typeOf(value));
	}
	if (Array.isArray(value)) {
		for (const item of value.filter((inner) => !isCut(inner))) addShape(shapes, `${name}[]`, item);
	} else if (typeOf(value) === 'object' && !OPEN.test(name)) {
		shapes.get(name)?.keys.push(new Set(Object.keys(value as Json)));
		for (const [key, inner] of Object.entries(value as Json)) addShape(shapes, `${name}.${key}`, inner);
	}
};

/** The keys that all have. */
const common = (all: readonly ReadonlySet<string>[]): string[] =>
	[...(all[0] ?? [])].filter((key) => all.every((keys) => keys.has(key)));

/** How the places of `actual` differ from those of `wanted`: unknown and missing keys, other types. */
export const differences = (actual: Shapes, wanted: Shapes): string[] =>
	[...actual].flatMap(([path, { types, keys }]) => {
		const place = wanted.get(path);
		if (!place) return [`${path} is unknown`];
		const missing = common(place.keys).filter((key) => keys.some((each) => !each.has(key)));
		// What was always null may have been a word or a number.
		const isOpen = [...place.types].join() === 'null';
		const others = [...types].filter(
			(type) => !place.types.has(type) && !(isOpen && /string|number|boolean/.test(type)),
		);
		return [
			...missing.map((key) => `${path}.${key} is missing`),
			...others.map((type) => `${path} is ${type}, not ${[...place.types].join(' or ')}`),
		];
	});
