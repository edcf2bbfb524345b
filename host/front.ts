import httpProxy from '@fastify/http-proxy';
import fastify, { type FastifyRequest } from 'fastify';

/** The first part of the paths that n8n's webhook processors serve; `webhook-test` and all others are main's. */
const LIVE = ['webhook', 'webhook-waiting', 'form', 'form-waiting', 'mcp'];

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** n8n compares the Origin of an editor's connection with the Host at which the editor was opened. */
const SOCKETS = {
	headers: {},
	// The plugin has this option; its types do not.
	rewriteRequestHeaders: (_none: Headers, { headers }: FastifyRequest): Headers => ({
		cookie: headers.cookie,
		host: headers.host,
		origin: headers.origin,
	}),
};

export interface Front {
	close(): Promise<void>;
}

/** What a load balancer does for those who run n8n on several machines: one address for all of it. */
export const startFront = async (port: number, main: string, webhook: string): Promise<Front> => {
	const front = fastify({ forceCloseConnections: true });
	// Bodies go through as they came; fastify would read what is said to be text.
	front.removeAllContentTypeParsers();
	await front.register(httpProxy, {
		upstream: '',
		websocket: true,
		wsClientOptions: SOCKETS,
		// A run may take as long as it takes until its answer comes.
		undici: { headersTimeout: 0, bodyTimeout: 0 },
		destroyAgent: true,
		replyOptions: {
			getUpstream: ({ url }) => (LIVE.includes(url.split(/[/?]/)[1] ?? '') ? webhook : main),
			rewriteRequestHeaders: ({ headers: { host } }, headers) => ({ ...headers, host }),
		},
	});
	await front.listen({ port, host: '127.0.0.1' });
	// One that somebody forgot to close keeps nobody from ending.
	front.server.unref();
	return { close: async () => await front.close() };
};
