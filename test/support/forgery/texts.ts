import fc from 'fast-check';

export type TextChange = (text: string) => string;

/** A place in something of any length. */
export const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

export const indexOf = (where: number, length: number): number => Math.floor(where * length);

/** Letters that can stand in a header. */
export const visible = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));

/** A letter replaced, put in or taken out, the rest cut off, all doubled or backwards. */
export const altered: fc.Arbitrary<TextChange> = fc
	.tuple(place, visible, fc.nat(5))
	.map(([where, letter, how]) => (text) => {
		const at = indexOf(where, text.length);
		const [before, after] = [text.slice(0, at), text.slice(at)];
		const texts = [
			before + letter + after.slice(1),
			before + letter + after,
			before + after.slice(1),
			before,
			text + text,
		];
		return texts[how] ?? Array.from(text).reverse().join('');
	});

/** Too few or too many digits, by whole bytes too. */
export const ofOtherLength: fc.Arbitrary<TextChange> = fc
	.tuple(
		fc.integer({ min: -64, max: 64 }).filter((by) => by !== 0),
		fc.constantFrom('0', 'a', '=', ' ', '\0'),
	)
	.map(
		([by, more]) =>
			(text) =>
				by < 0 ? text.slice(0, by) : text + more.repeat(by),
	);

/** So long that nobody should look at all of it. */
export const endless: fc.Arbitrary<TextChange> = fc
	.integer({ min: 10, max: 1000 })
	.map((times) => (text) => text.slice(0, 200).repeat(times));

/** Letters that look like others, or that some program takes for them. */
const LOOKALIKES = [
	'\u0430',
	'\u0435',
	'\u0661',
	'\uff11',
	'\uff41',
	'\u00b2',
	'\u017f',
	'\u212a',
	'\u0301',
	'\u200b',
	'\u00ad',
	'\ufeff',
	'\u202e',
	'\ud83d\ude42',
	'\ud800',
	'\0',
	'\u00df',
	'\u0130',
];

export const withLookalike: fc.Arbitrary<TextChange> = fc
	.tuple(place, fc.constantFrom(...LOOKALIKES), fc.boolean())
	.map(([where, letter, isInserted]) => (text) => {
		const at = indexOf(where, text.length);
		return text.slice(0, at) + letter + text.slice(isInserted ? at : at + 1);
	});

/** All letters in fullwidth forms, in the case of the other kind, or taken apart. */
export const inAnotherForm: fc.Arbitrary<TextChange> = fc.constantFrom<TextChange>(
	(text) => text.replace(/[!-~]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
	(text) => text.toUpperCase(),
	(text) => text.toLowerCase(),
	(text) => text.normalize('NFD'),
	(text) => Array.from(text).join('\u200d'),
);

const bareOf = (text: string): string => text.replace(/^[a-z0-9]+=/i, '');

/** The digest in another writing, with and without the word before it. */
export const inAnotherEncoding: fc.Arbitrary<TextChange> = fc
	.tuple(
		fc.constantFrom<(bare: string) => string>(
			(bare) => Buffer.from(bare, 'hex').toString('base64'),
			(bare) => Buffer.from(bare, 'hex').toString('base64url'),
			(bare) => Buffer.from(bare, 'hex').toString('latin1'),
			(bare) => Buffer.from(bare, 'base64').toString('hex'),
			(bare) => Buffer.from(bare).toString('base64'),
			(bare) => Buffer.from(bare).toString('hex'),
			(bare) => bare.replace(/=+$/, ''),
			(bare) => bare.replace(/../g, '%$&'),
			(bare) => bare.replace(/../g, '\\x$&'),
			(bare) => bare.replace(/..(?!$)/g, '$&:'),
			(bare) => bare.replace(/..(?!$)/g, '$& '),
			(bare) => `0x${bare}`,
			(bare) => `"${bare}"`,
			(bare) => bare.replace(/[^0-9]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
			(bare) => JSON.stringify([bare]),
		),
		fc.boolean(),
	)
	.map(([encode, isNamed]) => (text) => {
		const bare = bareOf(text);
		return (isNamed ? text.slice(0, text.length - bare.length) : '') + encode(bare);
	});

/** Another word before the digest, in another case, none, or the same one twice. */
export const withPrefix: fc.Arbitrary<TextChange> = fc
	.constantFrom(
		'',
		'=',
		'sha1',
		'sha1:',
		'sha1 =',
		'sha1= ',
		' sha1=',
		'SHA1=',
		'Sha256=',
		'sha1=sha1=',
		'sha256=sha256=',
		'sha1=,sha1=',
		'sha1=',
		'sha256=',
		'sha512=',
		'md5=',
		'none=',
		'null',
		'v1=',
		't=1,v1=',
		'Bearer ',
		'sha1\u200b=',
		'__proto__=',
	)
	.map((prefix) => (text) => prefix + bareOf(text));

/** Two values on one line, as proxies join what comes twice. */
export const joined: fc.Arbitrary<TextChange> = fc
	.tuple(fc.constantFrom(',', ', ', ';', ' ', '\n', '\r\n ', '\t'), fc.nat(3))
	.map(([separator, how]) => (text) => {
		const wrong = text.replace(/[0-9a-f]/gi, '0');
		const texts = [text + separator + text, wrong + separator + text, text + separator + wrong];
		return texts[how] ?? text + separator;
	});

/** What stands where a value is missing. */
export const empty: fc.Arbitrary<TextChange> = fc
	.constantFrom(
		'',
		' ',
		'undefined',
		'null',
		'NaN',
		'0',
		'true',
		'[object Object]',
		'{}',
		'=',
		'sha1=',
		'sha256=',
	)
	.map((text) => () => text);

/** Something invented. */
export const invented: fc.Arbitrary<TextChange> = fc.oneof(
	fc.string({ unit: visible, maxLength: 80 }).map((text) => () => text),
	fc.string({ unit: 'binary', maxLength: 80 }).map((text) => () => text),
	fc.tuple(fc.constantFrom('', 'sha1=', 'sha256='), fc.constantFrom(16, 20, 32, 64), fc.nat(255)).map(
		([prefix, length, byte]) =>
			() =>
				prefix + Buffer.alloc(length, byte).toString('hex'),
	),
);
