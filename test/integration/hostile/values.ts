/** What people, programs and attackers put into texts, by what it is. None has a comma, or a blank at an end. */
export const PIECES: Readonly<Record<string, string>> = {
	emoji: '👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301',
	'right to left': 'שלום \u202egnp.exe\u202c مرحبا',
	'null bytes': 'a\u0000b',
	HTML: '<script>alert("x")</script>&amp;<b title=\'y\'>',
	'a way out': '1/../../../../admin',
	'a query': '1?admin=true&y=[]',
	'a fragment': '1#y',
	slashes: 'a/b\\c;d',
	percents: '%2f%00%',
	'a header': '1\r\nx-injected: 1',
	'an expression': '={{ $json.secret }}{{ 1 + 1 }}',
};

/** All of that in one text; where it goes through, there is no need for each. */
export const ALL_PIECES = Object.values(PIECES).join(' ');

/** What means something only where it stands alone. */
export const WHOLES: Readonly<Record<string, string>> = {
	'150,000 characters': 'ü'.repeat(150_000),
	'first half of a character': 'half \ud83d',
	'second half of a character': '\ude00 half',
	'a number with zeros': '007',
	'a number in other writing': '1e3',
	'an ID beyond 2^53': '9007199254740993',
	'a negative number': '-1',
	prototype: '__proto__',
	constructor: 'constructor',
	'a step up': '..',
	'a step up in other writing': '%2e%2e%2f%2e%2e',
};

/** Phone numbers are sent with a plus and without what people write between the digits. */
const PHONE_NUMBERS: Readonly<Record<string, string>> = {
	'007': '+7',
	'9007199254740993': '+9007199254740993',
	'-1': '+1',
};

/** Fields that change what is given on purpose, by their names in the panel. */
const CHANGED: Readonly<Record<string, (text: string) => string>> = {
	'Phone Number': (text) => PHONE_NUMBERS[text] ?? text,
	Email: (text) => text.toLowerCase(),
};

/** Every writing in which a field may send a text. */
export function writingsOf(text: string, labels: readonly string[], takesOnlyNumbers: boolean): string[] {
	const changed = labels.flatMap((label) => CHANGED[label]?.(text) ?? []);
	const number = Number(text);
	const isNumber = takesOnlyNumbers && Number.isSafeInteger(number);
	return [text, ...changed, ...(isNumber ? [String(number)] : [])];
}
