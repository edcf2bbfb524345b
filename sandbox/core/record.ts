/** The value as an object, or an empty one when it is none: for what came from outside and was not checked. */
export const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Record<string, unknown>)
		: {};

/** The value if it is text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
