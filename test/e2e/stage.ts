import { expect } from '@jest/globals';
import type { ExampleName } from '../../host/examples.ts';
import { setStage as setWithout, type Stage, type StageOptions } from '../../host/stage.ts';
import { callsOf, leaksOf, Whispers } from './leaks.ts';

export { putOnStage, type Stage, type Workflow } from '../../host/stage.ts';

/** n8n says all that it can say. */
const TALKATIVE = { N8N_LOG_LEVEL: 'debug' };

/** A stage on which no secret may have come out anywhere when it is closed. */
export async function setStage<Name extends ExampleName = never>(
	options: StageOptions<Name> = {},
): Promise<Stage<Name>> {
	const whispers = await Whispers.listen();
	const stage = await setWithout({ ...options, environment: { ...TALKATIVE, ...options.environment } });
	const calls = callsOf(stage.sandbox);
	return {
		...stage,
		close: async () => {
			try {
				await stage.n8n.stop();
				expect([...(await leaksOf(stage.n8n, calls)), ...whispers.leaks]).toEqual([]);
			} finally {
				whispers.end();
				await stage.close();
			}
		},
	};
}
