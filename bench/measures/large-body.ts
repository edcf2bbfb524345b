import { createHmac, randomBytes } from 'node:crypto';
import { rollup } from 'rollup';
import { COMPILED, reading } from '../../scripts/bundle.ts';
import { median, rounded, type Result } from '../measure.ts';
import { SECRET } from '../host.ts';

const MEGABYTES = 5;
const ROUNDS = 21;

type Judge = (headers: object, bytes: Buffer, measure: object) => { readonly reason: string | undefined };

const time = (work: () => unknown): number => {
	const begin = performance.now();
	work();
	return performance.now() - begin;
};

/** The trigger's own, out of the midst of the package. */
const theJudge = async (): Promise<Judge> => {
	const build = await rollup(reading(`./${COMPILED}/nodes/Chatwoot/trigger/authentic.js`));
	const { output } = await build.generate({ format: 'es' });
	await build.close();
	const url = `data:text/javascript,${encodeURIComponent(output[0].code)}`;
	return ((await import(url)) as { judgeDelivery: Judge }).judgeDelivery;
};

/** The Chatwoot Trigger's check of a large body, against the bare HMAC of it. */
export async function* largeBody(): AsyncGenerator<Result> {
	const judgeDelivery = await theJudge();
	const body = randomBytes(MEGABYTES * 1_000_000);
	const now = Date.now();
	const timestamp = String(Math.floor(now / 1000));
	const hmac = (): string => createHmac('sha256', SECRET).update(`${timestamp}.`).update(body).digest('hex');
	const headers = {
		'x-chatwoot-signature': `sha256=${hmac()}`,
		'x-chatwoot-timestamp': timestamp,
		'x-chatwoot-delivery': 'b0a1c2d3-0000-4000-8000-000000000001',
	};
	const judge = (): string | undefined =>
		judgeDelivery(headers, body, { secret: SECRET, acceptUnsigned: false, maxAge: 300, now }).reason;
	const ratio = median(Array.from({ length: ROUNDS }, () => time(judge) / time(hmac)));
	yield await Promise.resolve({
		measure: 'large body',
		what: `a delivery of ${MEGABYTES} MB checked, against the bare HMAC`,
		figures: { ratio: rounded(ratio) },
		goal: { words: 'under 3 times', reached: ratio < 3 && judge() === undefined },
	});
}
