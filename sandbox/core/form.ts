/** A file of a multipart body. */
export interface FormFile {
	readonly filename: string;
	readonly type: string;
	readonly bytes: Uint8Array;
}

/** A form's fields in order, under the names they were sent with. */
type Field = readonly [name: string, value: string | FormFile];

type Nested = Record<string, unknown>;

/** `a[b][]` to `a`, `b`, and an empty text for the list. */
const keysOf = (name: string): string[] => {
	const [, first = name, rest = ''] = /^([^[]+)((?:\[[^\]]*\])*)$/.exec(name) ?? [];
	return [first, ...[...rest.matchAll(/\[([^\]]*)\]/g)].map(([, key = '']) => key)];
};

const holderOf = (parent: Nested, key: string): Nested => {
	const present = Object.hasOwn(parent, key) ? parent[key] : undefined;
	if (typeof present === 'object' && present !== null && !Array.isArray(present)) return present as Nested;
	const made: Nested = {};
	parent[key] = made;
	return made;
};

/** Fields as objects and lists: `a[b]=1` is `{ a: { b: '1' } }`, `c[]=1` is `{ c: ['1'] }`; of one name the last counts. */
const nested = (fields: readonly Field[]): Nested => {
	const root: Nested = {};
	for (const [name, value] of fields) {
		const keys = keysOf(name);
		const isList = keys.length > 1 && keys.at(-1) === '';
		const path = isList ? keys.slice(0, -1) : keys;
		const holder = path.slice(0, -1).reduce(holderOf, root);
		const last = path.at(-1) ?? name;
		const present = holder[last];
		if (!isList) holder[last] = value;
		else if (Array.isArray(present)) present.push(value);
		else holder[last] = [value];
	}
	return root;
};

const CRLF = '\r\n';
const HEAD_END = Buffer.from(CRLF + CRLF);

/** What stands between the boundaries; undefined when the last one is missing. */
const partsOf = (raw: Buffer, boundary: string): Buffer[] | undefined => {
	const mark = Buffer.from(`${CRLF}--${boundary}`);
	// The first boundary has no line before it.
	const whole = Buffer.concat([Buffer.from(CRLF), raw]);
	const parts: Buffer[] = [];
	let at = whole.indexOf(mark);
	while (at >= 0) {
		const begin = at + mark.length;
		if (whole.toString('latin1', begin, begin + 2) === '--') return parts;
		at = whole.indexOf(mark, begin);
		parts.push(whole.subarray(begin + CRLF.length, at));
	}
	return undefined;
};

/** A quoted parameter of a header. Programs write the signs that would end it as `%22`, `%0D` and `%0A`. */
const parameter = (head: string, name: string): string | undefined => {
	const [, quoted] = new RegExp(`[;\\s]${name}="([^"]*)"`, 'i').exec(head) ?? [];
	return quoted?.replaceAll(/%(22|0D|0A)/gi, (sign) => decodeURIComponent(sign));
};

const fieldOf = (part: Buffer): Field | undefined => {
	const end = part.indexOf(HEAD_END);
	if (end < 0) return undefined;
	const head = part.toString('utf8', 0, end);
	const name = parameter(head, 'name');
	if (name === undefined) return undefined;
	const content = part.subarray(end + HEAD_END.length);
	const [, encoded] = /filename\*=UTF-8''([^;\s]+)/i.exec(head) ?? [];
	const filename = encoded === undefined ? parameter(head, 'filename') : decodeURIComponent(encoded);
	if (filename === undefined) return [name, content.toString('utf8')];
	const [, type = 'application/octet-stream'] = /^content-type:\s*(\S+?);?\s*$/im.exec(head) ?? [];
	// A copy, for a part is a view of the whole request.
	return [name, { filename, type, bytes: new Uint8Array(content) }];
};

export const isForm = (contentType = ''): boolean =>
	/^(multipart\/form-data|application\/x-www-form-urlencoded)\s*(;|$)/i.test(contentType);

/** The fields of a multipart or urlencoded body, nested; undefined when it cannot be read. */
export const readForm = (raw: Buffer, contentType: string): Nested | undefined => {
	if (!/^multipart/i.test(contentType)) return nested([...new URLSearchParams(raw.toString('utf8'))]);
	const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
	const fields = partsOf(raw, quoted ?? plain ?? '')?.map(fieldOf);
	if (fields === undefined || fields.includes(undefined)) return undefined;
	return nested(fields.filter((field) => field !== undefined));
};

export const isFile = (value: unknown): value is FormFile =>
	typeof value === 'object' && value !== null && 'bytes' in value && value.bytes instanceof Uint8Array;

/** The same with `<file NAME TYPE N bytes>` in place of the files' bytes, for the journal. */
export const shownForm = (value: unknown): unknown => {
	if (isFile(value)) return `<file ${value.filename} ${value.type} ${value.bytes.length} bytes>`;
	if (Array.isArray(value)) return value.map(shownForm);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shownForm(inner)]));
};
