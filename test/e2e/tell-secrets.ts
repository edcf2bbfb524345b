/** Loaded before a script: when it ends, it writes down the secrets that its sandbox had, for whoever wants to look. */
import { writeFileSync } from 'node:fs';
import { knownSecrets } from '../../sandbox/core/secrets.ts';

const { SECRETS_FILE } = process.env;
process.on('exit', () => {
	if (SECRETS_FILE !== undefined) writeFileSync(SECRETS_FILE, JSON.stringify([...knownSecrets()]));
});
