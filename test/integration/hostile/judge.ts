import { fieldsOf, type NodeDefinition } from '../../../nodes/shared/panel';
import type { Job, Run } from '../support/job.ts';
import type { RunOfNode } from '../support/n8n.ts';
import { operationsOf } from '../support/operations.ts';
import type { UsedSandbox } from '../support/use-sandbox.ts';
import { targetsIn, type Companions, type Target } from './targets.ts';
import { isUntouched } from './untouched.ts';
import { ALL_PIECES, PIECES, WHOLES, writingsOf } from './values.ts';
import { callOf, callWith, endpointOf, isIn, isInAddress, isSame, shown, type Call } from './wire.ts';

/** Milliseconds for all texts in one operation, on a machine that has other things to do. */
export const PATIENCE = 300_000;

/** A node, and what it needs to run. */
export interface Subject {
	readonly definition: NodeDefinition;
	readonly used: UsedSandbox & { readonly run: Run<Job> };
	/** Makes everything new, and gives the job of an operation, which would go well. */
	readonly prepare: (does: string) => Job | Promise<Job>;
	readonly companions?: Companions;
	/** Places that no text gets through, by the end of what leads there; there every one must be refused. */
	readonly closed?: readonly string[];
}

/** What one text in one place led to. */
interface Outcome {
	readonly calls: readonly Call[];
	readonly message: string | undefined;
}

/** Texts that do no harm, by which it is seen where a place's text goes to. Whoever refuses the first wants a number. */
const NUMBER = '47110815';
const HARMLESS = ['marker7', NUMBER, 'marker7@example.com', '+15550004711', 'https://marker7.example.com/x'];
const A_TIME = '2031-05-06T07:08:09Z';

/** In the service's place n8n's HTTP server refuses an address that is so long. */
const TOO_LONG = 'Exceeded maximum allowed HTTP header size';

/** What is said in place of a field's name: in n8n's own words, or of an entry in JSON. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = {
	'Attachment Binary Fields': 'a binary file',
	'Quick Replies (JSON)': 'quick reply 1',
};

/** A place in the panel of an operation. */
interface Place {
	readonly target: Target;
	readonly attempt: (text: string) => Promise<Outcome>;
	readonly sendsNothing: boolean;
	readonly isClosed: boolean;
}

/** Where a harmless text of a place went to. */
interface Course {
	readonly marker: string;
	readonly calls: readonly Call[];
	/** It is in what is sent, and does not only decide what is. */
	readonly isSent: boolean;
}

/**
 * Puts every hostile text into every place of an operation's panel, and looks at what comes over the wire: it is
 * refused by the name of its field, or goes where a harmless text goes, byte for byte as it is.
 *
 * @returns what is wrong
 */
export async function judge(subject: Subject, does: string): Promise<string[]> {
	const wrong: string[] = [];
	for (const place of await placesOf(subject, does)) {
		const where = place.target.labels.join(' > ');
		const course = await courseOf(place);
		if ((course === undefined) !== place.isClosed) {
			wrong.push(`${where}: no harmless text gets through, or it does against all expectation`);
		}
		const tell = async (name: string, text: string): Promise<Outcome> => {
			const outcome = await place.attempt(text);
			const faults = faultsOf(place, course, name, text, outcome);
			wrong.push(...faults.map((fault) => `${where} = ${name}: ${fault}`));
			return outcome;
		};
		const { message } = await tell('all in one', ALL_PIECES);
		const texts = { ...(message === undefined ? {} : PIECES), ...WHOLES };
		for (const [name, text] of Object.entries(texts)) {
			await tell(name, text);
		}
	}
	const { violations } = subject.used.sandbox;
	const elsewhere = violations.list().filter((text) => text.includes('no such endpoint'));
	// Much of it breaks rules of the service, which then refuses it.
	violations.clear();
	return [...wrong, ...elsewhere];
}

async function placesOf(subject: Subject, does: string): Promise<Place[]> {
	const { definition, used, prepare, companions = {}, closed = [] } = subject;
	const found = operationsOf(definition).find((one) => one.does === does);
	if (found === undefined) {
		throw new Error(`There is no ${does}`);
	}
	const { resource, operation } = found;
	const { sendsNothing } = operation;
	const { options } = resource.service ?? definition.service;
	const { parameters = {} } = await prepare(does);
	let ready: Job | undefined;
	const place = (target: Target, changed: (job: Job) => Job): Place => ({
		target,
		sendsNothing,
		isClosed: closed.some((name) => target.labels.join(' > ').endsWith(name)),
		attempt: async (text) => {
			// As long as nothing is sent, everything is new.
			ready ??= await prepare(does);
			used.sandbox.journal.clear();
			const done = await used.run(changed(ready), [{ x: target.xOf(text) }]);
			const outcome = outcomeOf(done, used);
			ready = outcome.calls.length === 0 ? ready : undefined;
			return outcome;
		},
	});
	return [
		...targetsIn(fieldsOf(operation), parameters, companions).map((target) =>
			place(target, (job) => ({ ...job, parameters: target.parameters })),
		),
		...(sendsNothing ? [] : targetsIn(options, {}, companions)).map((target) =>
			place(target, (job) => ({ ...job, options: target.parameters })),
		),
	];
}

/** What is stored and shown of a run must be JSON; and whatever it was, no object of the program may be changed. */
function outcomeOf(done: RunOfNode, { calls }: UsedSandbox): Outcome {
	JSON.stringify(done.run);
	if (!isUntouched()) {
		throw new Error('The prototype of all objects is touched');
	}
	if (calls().some(({ headers }) => 'x-injected' in headers)) {
		throw new Error('A header was smuggled in');
	}
	return { calls: calls().map(callOf), message: done.error?.message };
}

async function courseOf({ target, attempt, sendsNothing }: Place): Promise<Course | undefined> {
	const example = target.example === undefined ? [] : [target.example];
	for (const marker of [...HARMLESS.slice(0, 2), ...example, ...HARMLESS.slice(2), A_TIME]) {
		const { calls, message } = await attempt(marker);
		if (calls.length > 0 || (sendsNothing && message === undefined)) {
			return { marker, calls, isSent: isIn(calls, marker) };
		}
	}
	return undefined;
}

function faultsOf(
	{ target, sendsNothing }: Place,
	course: Course | undefined,
	name: string,
	text: string,
	{ calls, message }: Outcome,
): string[] {
	if (calls.length === 0) {
		const names = target.labels.flatMap((label) => [label, NAMED_OTHERWISE[label] ?? label]);
		const isNamed = names.some((one) => message?.toLowerCase().includes(one.toLowerCase()));
		const isTooLong =
			name === '150,000 characters' &&
			course !== undefined &&
			isInAddress(course.calls, course.marker) &&
			message?.includes(TOO_LONG) === true;
		const isWell = isNamed || isTooLong || (sendsNothing && message === undefined);
		return isWell ? [] : [`nothing is sent, and it is not said why: ${message}`];
	}
	// Of half a character no service could store what was meant.
	if (course === undefined || !text.isWellFormed()) {
		return [`gets through: ${calls.map(shown).join()}`];
	}
	return course.isSent
		? misdirected(target, course, text, { calls, message })
		: elsewhere(calls, course, text).map((call) => `goes elsewhere: ${shown(call)}`);
}

/** Calls to endpoints that none of the harmless text's calls went to. */
function elsewhere(calls: readonly Call[], { calls: usual, marker }: Course, text: string): Call[] {
	const endpoints = new Set(usual.map((call) => endpointOf(call, marker)));
	return calls.filter((call) => !endpoints.has(endpointOf(call, text)));
}

/** The calls side by side with those of the harmless text, up to the first that the service answers otherwise. */
function misdirected(target: Target, course: Course, text: string, { calls, message }: Outcome): string[] {
	const { marker, calls: usual } = course;
	const writings = writingsOf(text, target.labels, marker === NUMBER);
	const parting = usual.findIndex(({ status }, index) => calls[index]?.status !== status);
	const alike = parting === -1 ? usual : usual.slice(0, parting + 1);
	const faults = alike.flatMap((model, index) => {
		const call = calls[index];
		if (call === undefined) {
			return message === undefined ? [`is left out: ${shown(model)}`] : [];
		}
		const isMeant = writings.some((writing) => isSame(call, callWith(model, marker, writing)));
		return isMeant ? [] : [`is sent as ${shown(call)} and not like ${shown(model)}`];
	});
	const others = elsewhere(calls.slice(alike.length), course, text);
	return [...faults, ...others.map((call) => `goes elsewhere: ${shown(call)}`)];
}
