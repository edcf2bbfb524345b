import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Report, Settings } from './service-types.ts';

/** The service of `service.ts`, in its own process. */
export class ServiceProcess {
	readonly url: string;
	readonly #child: ChildProcess;

	private constructor(child: ChildProcess, port: number) {
		this.#child = child;
		this.url = `http://127.0.0.1:${port}`;
	}

	static async start(): Promise<ServiceProcess> {
		const child = fork('bench/service.ts');
		const [{ port }] = (await once(child, 'message')) as [{ port: number }];
		return new ServiceProcess(child, port);
	}

	/** Begins anew, with nothing seen. */
	async set(settings: Settings): Promise<void> {
		await this.#ask(settings);
	}

	async report(): Promise<Report> {
		return (await this.#ask('report')) as Report;
	}

	stop(): void {
		this.#child.disconnect();
	}

	async #ask(message: Settings | 'report'): Promise<unknown> {
		const answered = once(this.#child, 'message');
		this.#child.send(message);
		return (await answered)[0] as unknown;
	}
}
