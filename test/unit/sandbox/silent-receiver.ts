import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';

/** A user's server that takes every request and never answers. */
export const useSilentReceiver = (): { url: string } => {
	const receiver = { url: '' };
	const server = http.createServer();
	beforeAll(async () => {
		await new Promise<void>((resolve) => {
			server.listen(0, '127.0.0.1', resolve);
		});
		receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/silence`;
	});
	afterAll(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => {
			server.close(resolve);
		});
	});
	return receiver;
};
