/** Where a text stands in anything, whatever it is made of: also in errors' stacks and causes, in keys and buffers. */
export function placesOf(needle: string, haystack: unknown): string[] {
	const places: string[] = [];
	const seen = new Set<unknown>();
	const walk = (value: unknown, place: string): void => {
		if (
			typeof value === 'string' ? value.includes(needle) : Buffer.isBuffer(value) && value.includes(needle)
		) {
			places.push(place);
		}
		if (typeof value !== 'object' || value === null || Buffer.isBuffer(value) || seen.has(value)) {
			return;
		}
		seen.add(value);
		if (value instanceof Map || value instanceof Set) {
			[...value].forEach((entry, index) => walk(entry, `${place}(${index})`));
		}
		for (const key of Reflect.ownKeys(value)) {
			walk(typeof key === 'symbol' ? key.description : key, `a key of ${place}`);
			walk(Reflect.get(value, key), `${place}.${String(key)}`);
		}
	};
	walk(haystack, 'the run');
	return places;
}
