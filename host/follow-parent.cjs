/**
 * Loaded into every n8n that we start: when the process that started it is gone, however it ended, the channel between
 * them closes, and this n8n ends as well. No test run leaves a server behind.
 */
const GRACE_MS = 10_000;

process.once('disconnect', () => {
	process.kill(process.pid, 'SIGTERM');
	setTimeout(() => process.exit(1), GRACE_MS).unref();
});
// Only listening: a command that is done must be able to end.
process.channel?.unref();
