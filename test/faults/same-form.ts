/**
 * Whether two values are made of the same, whatever they say: two runs of the same never have the same dates and IDs.
 * Nothing (null) fits in the place of anything.
 */
export function haveSameForm(one: unknown, other: unknown): boolean {
	if (one === null || other === null) {
		return true;
	}
	if (typeof one !== 'object' || typeof other !== 'object') {
		return typeof one === typeof other;
	}
	const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
	return (
		Array.isArray(one) === Array.isArray(other) &&
		[...keys].every(
			(key) =>
				Object.hasOwn(one, key) &&
				Object.hasOwn(other, key) &&
				haveSameForm(Reflect.get(one, key), Reflect.get(other, key)),
		)
	);
}
