import type { FastifyRequest } from 'fastify';

export type JsonSchema = Readonly<Record<string, unknown>>;

/** What a route takes. Without `body` it takes none; without `query` it takes no parameter. */
export interface Contract {
	readonly query?: JsonSchema;
	/** A schema, or the choice of one by what was sent (message types). */
	readonly body?: JsonSchema | ((body: unknown) => JsonSchema);
	/** Whether the body may also be left out. */
	readonly bodyOptional?: boolean;
	/** Whether the body may also come as a multipart or urlencoded form. */
	readonly form?: boolean;
}

/** How a request differs from its contract. Breaches are half sentences, e.g. `body key "x" is not documented`. */
export interface Comparison {
	/** What the service does not know and passes over. */
	readonly unknown: readonly string[];
	/** What the service refuses the request for. */
	readonly wrong: readonly string[];
	/** The body without what the service passes over. */
	readonly body: unknown;
}

/** Where an undocumented key stands: the keys that lead to it, and itself. */
type KeyPath = readonly string[];

interface Checked {
	readonly unknown: readonly KeyPath[];
	readonly wrong: readonly string[];
}

interface SchemaError {
	readonly keyword: string;
	readonly instancePath: string;
	readonly params: Readonly<Record<string, unknown>>;
	readonly message?: string | undefined;
}

const NOTHING: JsonSchema = { type: 'object', additionalProperties: false, properties: {} };

/** The keys of a JSON pointer. */
const keysOf = (pointer: string): string[] =>
	pointer
		.split('/')
		.slice(1)
		.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));

/** e.g. `human.tags[0].value` */
const dotted = (path: KeyPath): string =>
	path
		.map((key) => (/^\d+$/.test(key) ? `[${key}]` : `.${key}`))
		.join('')
		.replace(/^\./, '');

const inWords = (part: string, { keyword, instancePath, params, message }: SchemaError): string => {
	const path = keysOf(instancePath);
	const where = dotted(path);
	if (keyword === 'required')
		return `${part} "${dotted([...path, String(params.missingProperty)])}" is missing`;
	if (keyword === 'enum') return `${part} "${where}" has a value that is not documented`;
	return where === '' ? `${part} ${message ?? keyword}` : `${part} "${where}" ${message ?? keyword}`;
};

const check = (request: FastifyRequest, name: string, value: unknown, schema: JsonSchema): Checked => {
	const validate = request.compileValidationSchema(schema);
	if (validate(value)) return { unknown: [], wrong: [] };
	const errors: readonly SchemaError[] = validate.errors ?? [];
	const isUnknown = (error: SchemaError): boolean => error.keyword === 'additionalProperties';
	return {
		unknown: errors
			.filter(isUnknown)
			.map((error) => [...keysOf(error.instancePath), String(error.params.additionalProperty)]),
		wrong: errors.filter((error) => !isUnknown(error)).map((error) => inWords(name, error)),
	};
};

const undocumented = (name: string, paths: readonly KeyPath[]): string[] =>
	paths.map((path) => `${name} "${dotted(path)}" is not documented`);

/** A copy without the keys at these paths. */
const without = (body: unknown, paths: readonly KeyPath[]): unknown => {
	const copy = structuredClone(body);
	for (const path of paths) {
		const holder = path.slice(0, -1).reduce((value, key) => (value as Record<string, unknown>)[key], copy);
		Reflect.deleteProperty(holder as object, path.at(-1) ?? '');
	}
	return copy;
};

/** Holds a request against what its route documents. `body` is undefined when none was sent. */
export const compare = (request: FastifyRequest, contract: Contract, body: unknown): Comparison => {
	const query = check(request, 'query parameter', request.query, contract.query ?? NOTHING);
	const strangers = undocumented('query parameter', query.unknown);
	if (contract.body === undefined) {
		const unknown = body === undefined ? strangers : [...strangers, 'a body, where none is documented'];
		return { unknown, wrong: query.wrong, body: undefined };
	}
	if (body === undefined) {
		const missing = contract.bodyOptional === true ? [] : ['the body is missing'];
		return { unknown: strangers, wrong: [...query.wrong, ...missing], body };
	}
	const schema = typeof contract.body === 'function' ? contract.body(body) : contract.body;
	const found = check(request, 'body key', body, schema);
	return {
		unknown: [...strangers, ...undocumented('body key', found.unknown)],
		wrong: [...query.wrong, ...found.wrong],
		body: without(body, found.unknown),
	};
};
