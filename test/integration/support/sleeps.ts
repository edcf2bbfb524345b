import { createHook } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';

/** Counts the timers of n8n-workflow's `sleep`, by which nodes wait, that are under way. */
export class Sleeps {
	private readonly ids = new Set<number>();
	private readonly hook = createHook({
		init: (id, type) => {
			// Other timers belong to the sandbox, to HTTP clients, to n8n itself.
			if (type === 'Timeout' && (new Error('who?').stack ?? '').includes('@n8n/utils')) this.ids.add(id);
		},
		destroy: (id) => this.ids.delete(id),
	}).enable();

	/** Those that are under way when everything that can be done now is done. */
	async count(): Promise<number> {
		await setImmediate();
		await setImmediate();
		return this.ids.size;
	}

	end(): void {
		this.hook.disable();
	}
}
