import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { leaksIn } from './leaks.ts';

/** As the launcher has it: our scripts are ES modules in a package that n8n loads as CommonJS. */
const QUIET = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';

test('npm start -- --once shows the whole conversation, exits 0, and prints no secret', async () => {
	const folder = await mkdtemp(join(tmpdir(), 'customer-messaging-start-'));
	const file = join(folder, 'secrets.json');
	try {
		const started = spawn(
			process.execPath,
			[QUIET, '--import', './test/e2e/tell-secrets.ts', 'scripts/start.ts', '--once'],
			{ stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, SECRETS_FILE: file } },
		);
		const [said, complained] = await Promise.all([
			text(started.stdout),
			text(started.stderr),
			once(started, 'close'),
		]);
		expect(complained).toBe('');
		expect(started.exitCode).toBe(0);
		expect(said).toContain('✓ A forged webhook is answered 401 and starts nothing');
		expect(said).not.toContain('✗');

		const secrets = new Map(JSON.parse(await readFile(file, 'utf8')) as [string, string][]);
		expect([...secrets.values()]).toEqual(
			expect.arrayContaining(['token of Proto', 'token of Amio', 'token of a user', 'secret of a webhook']),
		);
		expect(leaksIn('output', said, secrets)).toEqual([]);
		// The scan finds what is there.
		const [[token = '', what] = []] = secrets;
		expect(leaksIn('output', `${said}${token}`, secrets)).toEqual([{ what, where: 'output' }]);
	} finally {
		await rm(folder, { recursive: true });
	}
});
