import https from 'node:https';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';

/**
 * Does some work with a server that is reached by https, under a certificate that nobody trusts, as private
 * installations have them; it hands everything on.
 *
 * @param origin of the server behind it
 */
export async function withUntrusted<T>(origin: string, work: (url: string) => Promise<T>): Promise<T> {
	const { private: key, cert } = await generate([{ name: 'commonName', value: '127.0.0.1' }]);
	const server = https.createServer({ key, cert }, (request, response) => {
		const { method, headers, url = '' } = request;
		const behind = http.request(origin + url, { method, headers }, (answer) => {
			response.writeHead(answer.statusCode ?? 500, answer.headers);
			answer.pipe(response);
		});
		request.pipe(behind);
	});
	await new Promise<void>((resolve) => {
		server.listen(0, '127.0.0.1', resolve);
	});
	try {
		return await work(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
	} finally {
		server.closeAllConnections();
		await new Promise((resolve) => {
			server.close(resolve);
		});
	}
}
