import type { Sandbox } from '../../sandbox/index.ts';

type Json = Readonly<Record<string, unknown>>;

/** A frame of the websocket: `type` from the protocol itself, `message` from the channel. */
export interface Frame {
	readonly identifier?: string;
	readonly type?: string;
	readonly message?: { readonly event: string; readonly data: Json };
}

interface Watcher {
	readonly fits: (frame: Frame) => boolean;
	readonly resolve: (frame: Frame) => void;
}

/** What a contact or a user subscribes with, as JSON text. */
export const identifierOf = (values: object): string => JSON.stringify({ channel: 'RoomChannel', ...values });

/** A program on the websocket of the sandbox's Chatwoot. */
export class CableListener {
	readonly frames: Frame[] = [];
	readonly closed: Promise<CloseEvent>;
	readonly #socket: WebSocket;
	#watchers: Watcher[] = [];

	constructor({ url }: Sandbox, protocols: string[] = ['actioncable-v1-json', 'actioncable-unsupported']) {
		this.#socket = new WebSocket(`${url.replace('http', 'ws')}/cable`, protocols);
		this.#socket.addEventListener('message', ({ data }) => this.#take(JSON.parse(String(data)) as Frame));
		this.closed = new Promise((resolve) => {
			this.#socket.addEventListener('close', resolve);
		});
	}

	/** One that has been welcomed and, with an identifier, confirmed. */
	static async open(sandbox: Sandbox, identifier?: string): Promise<CableListener> {
		const listener = new CableListener(sandbox);
		await listener.next(({ type }) => type === 'welcome');
		if (identifier === undefined) return listener;
		listener.subscribe(identifier);
		await listener.next(({ type }) => type === 'confirm_subscription');
		await listener.next(({ message }) => message?.event === 'presence.update');
		return listener;
	}

	get protocol(): string {
		return this.#socket.protocol;
	}

	/** The first frame that fits, of those that came and those to come. */
	next(fits: (frame: Frame) => boolean): Promise<Frame> {
		const present = this.frames.find(fits);
		if (present) return Promise.resolve(present);
		return new Promise((resolve) => {
			this.#watchers.push({ fits, resolve });
		});
	}

	send(command: object): void {
		this.#socket.send(JSON.stringify(command));
	}

	subscribe(identifier: string): void {
		this.send({ command: 'subscribe', identifier });
	}

	/** The names of what came from the channel until now, without who is there; forgets them. */
	async heard(identifier: string): Promise<Frame[]> {
		const isPresence = ({ message }: Frame): boolean => message?.event === 'presence.update';
		const before = this.frames.splice(0);
		// The answer to this comes behind everything else.
		this.send({ command: 'message', identifier, data: JSON.stringify({ action: 'update_presence' }) });
		await this.next(isPresence);
		return [...before, ...this.frames.splice(0)].filter(
			(frame) => frame.message !== undefined && !isPresence(frame),
		);
	}

	close(): void {
		this.#socket.close();
	}

	#take(frame: Frame): void {
		this.frames.push(frame);
		// Asked once for each frame, as one that counts expects.
		const met = new Set(this.#watchers.filter(({ fits }) => fits(frame)));
		this.#watchers = this.#watchers.filter((watcher) => !met.has(watcher));
		for (const { resolve } of met) resolve(frame);
	}
}
