import { describe, expect, test } from '@jest/globals';
import { isForm, readForm, shownForm } from '../../../sandbox/core/form.ts';

const BOUNDARY = 'xyz';

const multipart = (...parts: readonly string[]): Buffer =>
	Buffer.from([...parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`), `--${BOUNDARY}--\r\n`].join(''));

const read = (body: Buffer, boundary = BOUNDARY): unknown =>
	shownForm(readForm(body, `multipart/form-data; boundary=${boundary}`));

const field = (name: string, value: string): string =>
	`Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`;

describe('forms', () => {
	test('are told by their content type', () => {
		expect(isForm('multipart/form-data; boundary=x')).toBe(true);
		expect(isForm('application/x-www-form-urlencoded')).toBe(true);
		expect([isForm('application/json'), isForm()]).toEqual([false, false]);
	});

	test('become objects and lists by the brackets in their names', () => {
		const body = multipart(
			field('a', '1'),
			field('b[c][d]', '2'),
			field('e[]', '3'),
			field('e[]', '4'),
			field('a', '5'),
		);
		expect(read(body)).toEqual({ a: '5', b: { c: { d: '2' } }, e: ['3', '4'] });
		expect(readForm(Buffer.from('a%5Bb%5D=1+2&c[]=x'), 'application/x-www-form-urlencoded')).toEqual({
			a: { b: '1 2' },
			c: ['x'],
		});
	});

	test('keep line ends, empty values and signs beyond ASCII', () => {
		expect(read(multipart(field('text', 'Größe\r\n--no'), field('empty', '')))).toEqual({
			text: 'Größe\r\n--no',
			empty: '',
		});
		expect(read(multipart(field('a', '1')), `"${BOUNDARY}"`)).toEqual({ a: '1' });
	});

	test.each([
		['filename="a %22b%22.txt"', 'a "b".txt'],
		[`filename="fallback.txt"; filename*=UTF-8''Gr%C3%B6%C3%9Fe.txt`, 'Größe.txt'],
	])('have files: %s', (disposition, filename) => {
		const part = `Content-Disposition: form-data; name="file"; ${disposition}\r\nContent-Type: text/plain\r\n\r\nhello`;
		expect(read(multipart(part))).toEqual({ file: `<file ${filename} text/plain 5 bytes>` });
	});

	test('that break off or have no name cannot be read', () => {
		const whole = multipart(field('a', '1'));
		for (const body of [whole.subarray(0, -6), Buffer.from('nothing'), multipart('no head')]) {
			expect(readForm(body, `multipart/form-data; boundary=${BOUNDARY}`)).toBeUndefined();
		}
		expect(readForm(whole, 'multipart/form-data')).toBeUndefined();
	});
});
