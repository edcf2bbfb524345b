import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { indexOf, place } from './texts.ts';

export type BodyChange = (body: Buffer) => Buffer;

/** A byte changed, put in or taken out, a part repeated or cut off. */
export const alteredBytes: fc.Arbitrary<BodyChange> = fc
	.tuple(place, fc.nat(255), fc.nat(5))
	.map(([where, byte, how]) => (body) => {
		const at = indexOf(where, body.length);
		const [before, after] = [body.subarray(0, at), body.subarray(at)];
		const parts = [
			[before, Buffer.of((body[at] ?? 0) ^ (1 << (byte & 7))), after.subarray(1)],
			[before, Buffer.of(byte), after.subarray(1)],
			[before, Buffer.of(byte), after],
			[before, after.subarray(1)],
			[before, after, after],
		][how];
		return Buffer.concat(parts ?? [before]);
	});

/** Other bytes altogether. */
export const otherBytes: fc.Arbitrary<BodyChange> = fc.oneof(
	fc.uint8Array({ maxLength: 60 }).map((bytes) => () => Buffer.from(bytes)),
	fc.json({ maxDepth: 2 }).map((text) => () => Buffer.from(text)),
	fc.constantFrom('', ' ', '{}', '[]', 'null', '{', '\0').map((text) => () => Buffer.from(text)),
);

const sorted = (value: unknown): unknown => {
	if (Array.isArray(value)) {
		return value.map(sorted);
	}
	return typeof value === 'object' && value !== null
		? Object.fromEntries(
				Object.entries(value)
					.sort(([one], [other]) => (one < other ? 1 : -1))
					.map(([key, inner]) => [key, sorted(inner)]),
			)
		: value;
};

const rewritten =
	(write: (text: string) => string): BodyChange =>
	(body) =>
		Buffer.from(write(body.toString('utf8')));

/** What is no JSON, because it was changed before, stays as it is. */
const reprinted = (print: (json: unknown) => string): BodyChange =>
	rewritten((text) => {
		try {
			return print(JSON.parse(text));
		} catch {
			return text;
		}
	});

const escaped = (letter: string): string => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** The same JSON, written in another way. */
export const reserialised: fc.Arbitrary<BodyChange> = fc.constantFrom(
	reprinted((json) => JSON.stringify(json)),
	reprinted((json) => JSON.stringify(json, null, 1)),
	reprinted((json) => JSON.stringify(json, null, '\t')),
	reprinted((json) => JSON.stringify(sorted(json))),
	reprinted((json) => JSON.stringify([json])),
	rewritten((text) => `${text}\n`),
	rewritten((text) => ` ${text}`),
	rewritten((text) => `\ufeff${text}`),
	rewritten((text) => text.replaceAll('/', '\\/')),
	rewritten((text) => text.replaceAll('\\u', '\\U')),
	rewritten((text) => text.replace(/[^ -~]/g, escaped)),
	rewritten((text) =>
		text.replace(/\\u([0-9a-f]{4})/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16))),
	),
	rewritten((text) => text.replace('{', '{"__proto__":{"isAdmin":true},')),
	// The last of two equal keys counts.
	rewritten((text) => text.replace(/}\s*$/, ',"events":[],"event":"x"}')),
);

/** The same text in another character set, or in another of Unicode's forms. */
export const recoded: fc.Arbitrary<BodyChange> = fc.constantFrom<BodyChange>(
	(body) => Buffer.from(body.toString('utf8'), 'latin1'),
	(body) => Buffer.from(body.toString('latin1'), 'utf8'),
	(body) => Buffer.from(body.toString('utf8'), 'utf16le'),
	(body) => Buffer.from(`\ufeff${body.toString('utf8')}`, 'utf16le'),
	(body) => Buffer.from(body.toString('utf8'), 'utf16le').swap16(),
	(body) => Buffer.from(body.toString('utf8').normalize('NFD')),
	(body) => Buffer.from(body.toString('utf8').normalize('NFKC')),
	(body) => Buffer.from(body.toString('ascii')),
	// Bytes that are no text are read as the same letter, U+FFFD.
	(body) => Buffer.from(body.toString('latin1').replace('\u00ef\u00bf\u00bd', '\u00ff'), 'latin1'),
	(body) => Buffer.from(body.toString('base64')),
	(body) => Buffer.from(body.toString('hex')),
	(body) => Buffer.from(`payload=${encodeURIComponent(body.toString('utf8'))}`),
);

const QUICKLY = { level: 1 };

/** Compressed, and not unpacked again. */
export const compressed: fc.Arbitrary<BodyChange> = fc.constantFrom<BodyChange>(
	(body) => gzipSync(body, QUICKLY),
	(body) => deflateSync(body, QUICKLY),
	(body) => deflateRawSync(body, QUICKLY),
	(body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 0 } }),
	(body) => gzipSync(gzipSync(body, QUICKLY)),
);
