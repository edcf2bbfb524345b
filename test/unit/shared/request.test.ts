import { describe, expect, test } from '@jest/globals';
import { isRepeatable, urlOf, type Request } from '../../../nodes/shared/request';

const urlFor = (query: NonNullable<Request['query']>): string =>
	urlOf((below) => `https://example.com/api${below}`, { method: 'GET', path: '/letters', query });

describe('the address of a request', () => {
	test('has no question mark without a query', () => {
		expect(urlFor({})).toBe('https://example.com/api/letters');
		expect(urlFor({ page: undefined })).toBe('https://example.com/api/letters');
	});

	test('has names and values encoded, and leaves out what is undefined', () => {
		expect(urlFor({ q: 'a&b=ü c', page: 2, all: false, none: undefined })).toBe(
			'https://example.com/api/letters?q=a%26b%3D%C3%BC%20c&page=2&all=false',
		);
	});

	test('repeats a name with brackets for each value of a list', () => {
		const { searchParams } = new URL(urlFor({ labels: ['new', 'a,b'], empty: [] }));
		expect([...searchParams]).toEqual([
			['labels[]', 'new'],
			['labels[]', 'a,b'],
		]);
	});
});

test.each<[Request['method'], boolean | undefined, boolean]>([
	['GET', undefined, true],
	['PUT', undefined, true],
	['DELETE', undefined, true],
	['POST', undefined, false],
	['PATCH', undefined, false],
	['POST', true, true],
])('sending %s twice (declared: %s) does no harm: %s', (method, repeatable, harmless) => {
	const request: Request = { method, path: '/', ...(repeatable === undefined ? {} : { repeatable }) };
	expect(isRepeatable(request)).toBe(harmless);
});
