/** Websockets that this process opens, as long as they are watched. */
export interface Sockets {
	/** How many are not closed. */
	readonly open: () => number;
	/** Cuts them all, and lets none be opened until the work is done. */
	readonly whileCut: (work: () => Promise<void>) => Promise<void>;
	/** Watches no longer. Those that were opened are still counted. */
	readonly forget: () => void;
}

/** Nobody listens there. */
const NOWHERE = 'ws://127.0.0.1:9';

/** Puts a websocket that can be cut in the place of Node.js's own, of which it is one in everything else. */
export function watchSockets(): Sockets {
	const Original = globalThis.WebSocket;
	const sockets: WebSocket[] = [];
	let isCut = false;
	globalThis.WebSocket = class extends Original {
		constructor(...[url, protocols]: ConstructorParameters<typeof Original>) {
			super(isCut ? NOWHERE : url, protocols);
			sockets.push(this);
		}
	};
	const live = (): WebSocket[] => sockets.filter(({ readyState }) => readyState !== Original.CLOSED);
	return {
		open: () => live().length,
		whileCut: async (work) => {
			isCut = true;
			const closed = live().map(
				async (socket) =>
					await new Promise((resolve) => {
						socket.addEventListener('close', resolve, { once: true });
						socket.close();
					}),
			);
			try {
				await Promise.all(closed);
				await work();
			} finally {
				isCut = false;
			}
		},
		forget: () => {
			globalThis.WebSocket = Original;
		},
	};
}
