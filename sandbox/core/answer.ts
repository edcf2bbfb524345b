/** A complete HTTP answer, as a service makes it. */
export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly content: string | Buffer;
}

const JSON_TYPE = 'application/json; charset=utf-8';

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
	status,
	headers: { 'content-type': JSON_TYPE, ...headers },
	content: JSON.stringify(value),
});

export const text = (content: string, contentType = 'text/plain; charset=utf-8', status = 200): Answer => ({
	status,
	headers: { 'content-type': contentType },
	content,
});

export const empty = (status = 200): Answer => ({ status, headers: {}, content: '' });
