import { once } from 'node:events';
import type { Instance } from '../../host/instance.ts';

/** Lets Node.js tell of itself; to be given to n8n as a part of its environment. */
export const INSPECTED = { NODE_OPTIONS: '--inspect=127.0.0.1:0' };

/** Bytes that n8n still holds when everything that nobody needs is gone. */
export const heldBy = async ({ processes: [main] }: Instance): Promise<number> => {
	const address = [...main.log().matchAll(/Debugger listening on (ws:\S+)/g)].at(-1)?.[1];
	if (address === undefined) throw new Error('n8n was not started to be inspected');
	const socket = new WebSocket(address);
	await once(socket, 'open');
	const ask = async (id: number, method: string): Promise<unknown> => {
		socket.send(JSON.stringify({ id, method }));
		for (;;) {
			const [{ data }] = (await once(socket, 'message')) as [{ readonly data: string }];
			const answer = JSON.parse(data) as { readonly id?: number; readonly result?: unknown };
			if (answer.id === id) return answer.result;
		}
	};
	try {
		await ask(1, 'HeapProfiler.collectGarbage');
		return ((await ask(2, 'Runtime.getHeapUsage')) as { readonly usedSize: number }).usedSize;
	} finally {
		socket.close();
	}
};
