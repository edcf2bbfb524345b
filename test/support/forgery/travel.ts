import { request, validateHeaderName, validateHeaderValue } from 'node:http';
import { brotliCompressSync, deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import type { Sent } from './scheme.ts';

/** How HTTP carries a delivery: what any sender and any proxy may choose. */
export interface Journey {
	readonly encoding: 'br' | 'deflate' | 'gzip' | 'identity';
	readonly type: string | undefined;
	/** In chunks, without telling its length beforehand. */
	readonly isChunked: boolean;
}

const PACKED = { br: brotliCompressSync, deflate: deflateSync, gzip: gzipSync } as const;

/** n8n unpacks these, keeps the bytes, and can make something of the body. */
export const READABLE: readonly Journey[] = (['identity', 'gzip', 'deflate'] as const).flatMap((encoding) =>
	[
		'application/json',
		'application/json; charset=utf-8',
		// The bytes count, not what they are said to be.
		'application/json; charset=latin1',
		'text/plain; charset=utf-16le',
		'application/x-www-form-urlencoded',
		'application/octet-stream',
		undefined,
	].flatMap((type) => [false, true].map((isChunked) => ({ encoding, type, isChunked }))),
);

/** n8n does not unpack these, keeps no bytes, or gives up on them before it asks the trigger. */
const UNREADABLE: readonly Journey[] = [
	{ encoding: 'br', type: 'application/json', isChunked: false },
	{ encoding: 'identity', type: 'multipart/form-data; boundary=x', isChunked: false },
	{ encoding: 'identity', type: 'application/xml', isChunked: false },
	{ encoding: 'identity', type: 'application/json; charset=no-such-charset', isChunked: true },
];

export const journeys: fc.Arbitrary<Journey> = fc.oneof(
	{ weight: 5, arbitrary: fc.constantFrom(...READABLE) },
	{ weight: 1, arbitrary: fc.constantFrom(...UNREADABLE) },
);

/** A delivery as it goes over the wire. What its headers say already, right or wrong, stays. */
export interface Carried extends Sent {
	readonly isChunked: boolean;
}

export function carry({ headers, body }: Sent, { encoding, type, isChunked }: Journey): Carried {
	const { 'content-type': given, ...rest } = headers;
	const isOurs = given === undefined || given === 'application/json';
	const said = isOurs ? type : given;
	const isPacked = encoding !== 'identity' && rest['content-encoding'] === undefined;
	return {
		headers: {
			...rest,
			...(said === undefined ? {} : { 'content-type': said }),
			...(isPacked ? { 'content-encoding': encoding } : {}),
		},
		body: isPacked && body !== undefined ? PACKED[encoding](body) : body,
		isChunked,
	};
}

const linesOf = ({ headers }: Sent): [name: string, value: string][] =>
	Object.entries(headers).flatMap(([name, value]) =>
		[value].flat().map((one): [string, string] => [name, one]),
	);

/** Whether HTTP has letters for all of its headers. */
export function isSendable(sent: Sent): boolean {
	try {
		for (const [name, value] of linesOf(sent)) {
			validateHeaderName(name);
			validateHeaderValue(name, value);
		}
		return true;
	} catch {
		return false;
	}
}

function unpacked(body: Buffer, encoding: unknown): Buffer | undefined {
	try {
		if (encoding === 'gzip') return gunzipSync(body);
		return encoding === 'deflate' ? inflateSync(body) : body;
	} catch {
		return undefined;
	}
}

/**
 * What arrives of it: HTTP knows no capitals in names and no spaces around values, and what comes twice is one list.
 * n8n unpacks a body, and keeps no bytes of one in parts.
 */
export function arrived(carried: Carried): Sent {
	const headers: Record<string, string> = {};
	for (const [name, value] of linesOf(carried)) {
		const key = name.toLowerCase();
		const text = value.replace(/^[ \t]+|[ \t]+$/g, '');
		headers[key] = headers[key] === undefined ? text : `${headers[key]}, ${text}`;
	}
	const isInParts = headers['content-type']?.startsWith('multipart/') === true;
	const body = isInParts ? undefined : unpacked(carried.body ?? Buffer.of(), headers['content-encoding']);
	return { headers, body };
}

/** Whether it is said to be packed and is not. */
export const isBroken = (carried: Carried): boolean =>
	unpacked(carried.body ?? Buffer.of(), arrived(carried).headers['content-encoding']) === undefined;

/** How long an answer to XML is waited for, in milliseconds. */
const XML_PATIENCE = 5_000;

/** n8n has one reader of XML for all requests, which may answer nobody any more after a body that it could not read. */
const isXml = (carried: Carried): boolean =>
	String(arrived(carried).headers['content-type']).endsWith('/xml');

/**
 * Sends it.
 *
 * @returns the status; 0 when the server hung up, as it does on headers without an end, or left XML without an answer
 */
export async function post(url: string, carried: Carried): Promise<number> {
	const { host } = new URL(url);
	const { isChunked, body = Buffer.of() } = carried;
	const length: [string, string] = isChunked
		? ['transfer-encoding', 'chunked']
		: ['content-length', String(body.length)];
	// Line by line, so that what is said twice is sent twice.
	const headers = [['host', host], ...linesOf(carried), length].flat();
	return await new Promise((resolve) => {
		const sending = request(url, { method: 'POST', headers, agent: false }, (answer) => {
			answer.resume();
			resolve(answer.statusCode ?? 0);
		});
		sending.on('error', () => {
			resolve(0);
		});
		if (isXml(carried)) {
			sending.setTimeout(XML_PATIENCE, () => sending.destroy());
		}
		if (isChunked) {
			sending.write(body.subarray(0, body.length / 2));
			sending.write(body.subarray(body.length / 2));
			sending.end();
		} else {
			sending.end(body);
		}
	});
}
