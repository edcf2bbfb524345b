import type { Sandbox, Snapshot } from '../../../sandbox/index.ts';
import type { Action, Outcome } from '../../../sandbox/page/types.ts';
import { AmioClient } from '../../support/amio-client.ts';
import { ChatwootClient } from '../../support/chatwoot-client.ts';

/** An open page: what it was pushed so far. */
export interface OpenPage {
	/** All sections, each as it was pushed last. */
	readonly shown: Snapshot;
	/** The sections of each push, in order. */
	readonly pushes: readonly (keyof Snapshot)[][];
	/** Resolves when what is shown satisfies the test, now or after further pushes; rejects when the stream ends first. */
	until(test: (shown: Snapshot) => boolean): Promise<Snapshot>;
	/** Resolves when the server ends the stream. */
	readonly ended: Promise<void>;
	close(): void;
}

/** A browser that keeps the page open, as far as the stream goes. */
export const openPage = async ({ url }: Sandbox): Promise<OpenPage> => {
	const controller = new AbortController();
	const response = await fetch(`${url}/page/stream`, { signal: controller.signal });
	if (response.body === null) throw new Error(`No stream, but ${response.status}`);
	const pushes: (keyof Snapshot)[][] = [];
	const waiting = new Set<() => void>();
	let shown = {} as Snapshot;
	const read = async (stream: AsyncIterable<Uint8Array>): Promise<void> => {
		const decoder = new TextDecoder();
		let text = '';
		for await (const bytes of stream) {
			text += decoder.decode(bytes, { stream: true });
			const blocks = text.split('\n\n');
			text = blocks.pop() ?? '';
			for (const block of blocks.filter((one) => one.startsWith('data: '))) {
				const sections = JSON.parse(block.slice('data: '.length)) as Partial<Snapshot>;
				pushes.push(Object.keys(sections) as (keyof Snapshot)[]);
				shown = { ...shown, ...sections };
				for (const look of waiting) look();
			}
		}
	};
	const ended = read(response.body as unknown as AsyncIterable<Uint8Array>).catch(() => undefined);
	return {
		get shown() {
			return shown;
		},
		pushes,
		ended,
		until: (test) =>
			new Promise((resolve, reject) => {
				const look = (): void => {
					if (Object.keys(shown).length === 0 || !test(shown)) return;
					waiting.delete(look);
					resolve(shown);
				};
				waiting.add(look);
				look();
				void ended.then(() => reject(new Error('The stream ended')));
			}),
		close: () => controller.abort(),
	};
};

/** Clicks or types on the page. */
export const doOnPage = async (
	{ url }: Sandbox,
	action: Action,
	headers: Record<string, string> = {},
): Promise<Outcome & { readonly status: number }> => {
	const response = await fetch(`${url}/page/act`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', origin: url, ...headers },
		body: JSON.stringify(action),
	});
	return { status: response.status, ...((await response.json()) as Outcome) };
};

/** Ann, who writes to a shop with people at a desk. */
export const annAtTheDesk = async (
	sandbox: Sandbox,
	channel: object = {},
): Promise<{ readonly ann: string; readonly inbox: number; readonly conversation: number }> => {
	const { ann } = new AmioClient(sandbox).someone('amio_chat');
	const desk = new ChatwootClient(sandbox);
	const inbox = await desk.inbox(channel);
	const contact_id = await desk.contact({ name: 'Ann', identifier: `amio:${ann.id}` });
	const conversation = await desk.conversation({ contact_id, inbox_id: inbox });
	return { ann: ann.id, inbox, conversation };
};
