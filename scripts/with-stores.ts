/**
 * `scripts/with-stores.ts <tool or script> [arguments]`: runs it in n8n's queue mode, with a PostgreSQL and a Redis that
 * are there for it alone.
 */
import { succeeds } from './run.ts';
import { startStores, storePrograms } from './stores.ts';

const programs = storePrograms((line) => console.log(line));
if (programs === undefined) {
	process.exitCode = 1;
} else {
	const stop = await startStores(programs);
	try {
		if (!succeeds(process.argv.slice(2), { EXECUTIONS_MODE: 'queue' })) process.exitCode = 1;
	} finally {
		await stop();
	}
}
