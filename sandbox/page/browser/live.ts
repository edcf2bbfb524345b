import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../types.ts';

/** After a refusal browsers do not ask again by themselves. */
const ASK_AGAIN_MS = 2000;

export interface Live {
	/** Undefined until the first one has come. */
	readonly snapshot: Snapshot | undefined;
	readonly connected: boolean;
}

/** What the sandbox pushes: at first everything, then the sections that have changed. The others stay the same objects. */
export const useLive = (): Live => {
	const [live, setLive] = useState<Live>({ snapshot: undefined, connected: false });
	useEffect(() => {
		let source: EventSource | undefined;
		let timer: number | undefined;
		const open = (): void => {
			const opened = new EventSource('/page/stream');
			source = opened;
			opened.onmessage = ({ data }: MessageEvent<string>) => {
				const sections = JSON.parse(data) as Partial<Snapshot>;
				setLive(({ snapshot }) => ({ snapshot: { ...snapshot, ...sections } as Snapshot, connected: true }));
			};
			opened.onerror = () => {
				setLive(({ snapshot }) => ({ snapshot, connected: false }));
				if (opened.readyState === EventSource.CLOSED) timer = window.setTimeout(open, ASK_AGAIN_MS);
			};
		};
		open();
		return () => {
			window.clearTimeout(timer);
			source?.close();
		};
	}, []);
	return live;
};
