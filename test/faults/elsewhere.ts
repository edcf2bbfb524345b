import { createServer as createHttpServer, type IncomingHttpHeaders } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';
import type { Elsewhere } from './faults.ts';

/** The places where no service is, and what a stranger was asked. */
export interface OpenElsewhere extends Elsewhere {
	readonly asked: readonly IncomingHttpHeaders[];
	readonly close: () => Promise<void>;
}

const listen = (server: Server): Promise<string> =>
	new Promise((resolve) => {
		server.listen(0, '127.0.0.1', () => {
			resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
		});
	});

const close = (server: Server): Promise<void> => new Promise((resolve) => void server.close(() => resolve()));

/** A port that the system gives to nobody who asks for any free one. */
const CLOSED = 'http://127.0.0.1:1';

export async function openElsewhere(): Promise<OpenElsewhere> {
	const asked: IncomingHttpHeaders[] = [];
	const cutting = createServer((socket) => {
		socket.once('data', () => socket.resetAndDestroy()).on('error', () => undefined);
	});
	const stranger = createHttpServer(({ headers }, response) => {
		asked.push(headers);
		response.end('A file of somebody else');
	});
	return {
		closed: CLOSED,
		cutting: await listen(cutting),
		stranger: await listen(stranger),
		asked,
		close: async () => {
			stranger.closeAllConnections();
			await Promise.all([cutting, stranger].map(close));
		},
	};
}
