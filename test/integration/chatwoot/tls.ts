import https from 'node:https';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** A certificate that nobody trusts, and its key, made for these tests and used nowhere else. */
const KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgFc157F5XbEyRHtNx
U5JLUg84lN9m0c/60HdRtN7DdrChRANCAAQUosHsLPorStLTtEHwsWmk7rUhj5K5
/Pf2fFZZF/aMhBA1jE0+xzs4rdDfN2rMl4PP8UOOFfW6jNMqFW1YlQ6b
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBfzCCASWgAwIBAgIUY9QY2iXi0oLuhyk+wsms8QWXUsIwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJMTI3LjAuMC4xMCAXDTI2MTEyMzIzMzE0NloYDzIxMjYxMDMw
MjMzMTQ2WjAUMRIwEAYDVQQDDAkxMjcuMC4wLjEwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAQUosHsLPorStLTtEHwsWmk7rUhj5K5/Pf2fFZZF/aMhBA1jE0+xzs4
rdDfN2rMl4PP8UOOFfW6jNMqFW1YlQ6bo1MwUTAdBgNVHQ4EFgQUDiZ0EVab4XFF
crwKLF9oNSU8ZlMwHwYDVR0jBBgwFoAUDiZ0EVab4XFFcrwKLF9oNSU8ZlMwDwYD
VR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEAzJtMtcksEd62V6u0oVI8
ikt7Rmti6YfIBFC+pQdSmfACIHwDDuxr+ciE0YClgoD+rdqwUMTJ+vuH/JRqbJtS
EcHt
-----END CERTIFICATE-----`;

/**
 * Does some work with a server that is reached by https, under a certificate that nobody trusts, as private
 * installations have them; it hands everything on.
 *
 * @param origin of the server behind it
 */
export async function withUntrusted<T>(origin: string, work: (url: string) => Promise<T>): Promise<T> {
	const server = https.createServer({ key: KEY, cert: CERTIFICATE }, (request, response) => {
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
