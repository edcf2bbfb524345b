import { sleep } from 'n8n-workflow';
import { PROTOCOL } from './protocol';

/** How long a socket that was closed is waited for (milliseconds): a dead server never answers. */
const FAREWELL = 1000;

/** What came next: a text, nothing within the time, or the end. */
export type Received = string | typeof CLOSED | typeof SILENT;

export const CLOSED = Symbol('closed');
export const SILENT = Symbol('silent');

/** A WebSocket whose frames are taken one by one; those nobody has asked for yet wait. */
export interface Wire {
	/** The next frame, waited for at most so many milliseconds. */
	readonly next: (limit: number) => Promise<Received>;
	readonly send: (text: string) => void;
	/** Ends it, and lets go of it. */
	readonly close: () => Promise<void>;
}

/** Opens a WebSocket. It closes when the signal is aborted. */
export function openWire(url: string, signal: AbortSignal): Wire {
	const socket = new WebSocket(url, PROTOCOL);
	const waiting: string[] = [];
	let isClosed = false;
	let wake = (): void => undefined;
	socket.addEventListener('message', ({ data }) => {
		waiting.push(String(data));
		wake();
	});
	const closed = new Promise<void>((resolve) => {
		socket.addEventListener('close', () => {
			isClosed = true;
			wake();
			resolve();
		});
	});
	const end = (): void => {
		isClosed = true;
		wake();
		socket.close();
	};
	signal.addEventListener('abort', end, { once: true });
	if (signal.aborted) {
		end();
	}
	return {
		next: async (limit) => {
			if (waiting.length === 0 && !isClosed) {
				const clock = new AbortController();
				wake = () => clock.abort();
				await sleep(limit, clock.signal).catch(() => undefined);
			}
			return waiting.shift() ?? (isClosed ? CLOSED : SILENT);
		},
		send: (text) => socket.send(text),
		close: async () => {
			signal.removeEventListener('abort', end);
			end();
			const clock = new AbortController();
			await Promise.race([closed, sleep(FAREWELL, clock.signal).catch(() => undefined)]);
			clock.abort();
		},
	};
}
