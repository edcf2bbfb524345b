/** `npm run start:queue`: what `npm start` shows, with n8n in its queue mode on a PostgreSQL and a Redis found running. */
import { findStores } from '../host/stores.ts';

const found = findStores('host').then(
	() => true,
	(error: unknown) => {
		console.error((error as Error).message);
		return false;
	},
);
if (await found) {
	process.env.EXECUTIONS_MODE = 'queue';
	await import('./start.ts');
} else {
	process.exitCode = 1;
}
