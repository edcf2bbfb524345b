import { openHost } from './host.ts';
import type { Bench, Result } from './measure.ts';
import { ServiceProcess } from './service-process.ts';
import { measuringWorkflows } from './workflows.ts';

/** Measures in a new n8n with a new service, one after the other; both end when it is over, however it ends. */
export async function* inN8n(
	environment: Readonly<Record<string, string>>,
	...measurements: readonly ((bench: Bench) => AsyncGenerator<Result>)[]
): AsyncGenerator<Result> {
	const service = await ServiceProcess.start();
	try {
		const { n8n, close } = await openHost(service.url, measuringWorkflows(service.url), environment);
		try {
			for (const measurement of measurements) yield* measurement({ n8n, service });
		} finally {
			await close();
		}
	} finally {
		service.stop();
	}
}
