import type { JsonValue } from 'n8n-workflow';
import { isObject } from '../shared/rows';

/** Whether two JSON values are the same; the order of an object's keys does not matter. */
export function sameJson(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
	if (Array.isArray(one) && Array.isArray(other)) {
		return one.length === other.length && one.every((value, index) => sameJson(value, other[index]));
	}
	if (isObject(one) && isObject(other)) {
		const keys = Object.keys(one);
		return (
			keys.length === Object.keys(other).length &&
			keys.every((key) => Object.hasOwn(other, key) && sameJson(one[key], other[key]))
		);
	}
	return one === other;
}
