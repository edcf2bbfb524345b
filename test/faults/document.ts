import type { OperationKind, RequestKind, Written } from './written.ts';

const COLUMNS: readonly RequestKind[] = ['read', 'harmless', 'once'];

const INTRODUCTION = `# What happens when something goes wrong

Networks break, services are overloaded, and a proxy answers in place of a service. This page says what a node then does
with your items. It was not written by hand: for every operation of every action node, each of its requests has met each
of the faults below, in a run of three items of which the second one met it, and what was sent, shown and left in the
service was held against the rules. \`npm run test:faults\` does that again, and fails if this page is not what it finds.

## What you can rely on

- **Nothing is sent twice that could arrive twice.** A message, or whatever else a service would make a second one of, is
  sent again only if it certainly did nothing the first time: the connection was not made, or the service said that it
  takes no more requests for now.
- **You are told what may be done.** Where nobody can know whether the service acted, the error says "It may have been
  carried out all the same", and asks you to look there before you repeat it.
- **The order stays.** What is written to one chat, conversation or contact is sent in the order of the items, and the
  output stands in the order of the input, whatever happens on the way.
- **A failed item does not take others with it.** By default the run stops: nothing more is started, and the error names
  the item and tells which items are done, not started, or may have been delivered. With _On Error_ set to continue, all
  other items are done, and the failed one gives its error.
- **_Retry On Fail_ is safe.** n8n then runs the whole node again. Items and steps that are done, and what may have been
  delivered, are not sent again; only a file is fetched once more.
- **An answer that cannot be right is no success.** A login page fails the item, and so does an empty answer or half of one,
  except where the service need not say anything (below).
- **Your token stays where it is.** It goes to no other host, and stands in no error and no output.`;

const OUTCOMES = `## What is done, and what you read

There are three kinds of requests: those that only read; those that may be done twice, because the second time changes
nothing (to set, to delete, to filter); and those that may be done only once (to create, to send).

- **once, fails**: it is sent once and fails. What may be done only once was not done; the other kinds can be run again.
- **once, may be done**: it is sent once and fails, and the error says that it may have been carried out.
- **again, fails**: it is sent again, up to _Max Retries_ in _Options_ (4 unless you change it), and fails if none of that
  was answered. Run it again: it does no harm.
- **waits, again, fails**: it waits for as long as the service says, nothing else is sent meanwhile, and it is sent again. It
  fails, and is not done, if that is longer than _Max Wait_ in _Options_ (65 seconds unless you change it); other items
  then most likely fail too.
- **looked at**: the operation looks whether it is an answer that it knows. If not, the item fails.
- **taken**: it is done.

What is made on the way, such as the contact for a message, is sent once too. If its answer was lost, the item fails without
_may be done_: when it is run again, also by _Retry On Fail_, it looks first, and finds what was made.

Some requests need no answer: Proto's _Message: Send_, AICX's _Add Tags_ and _Add Custom Fields_, what deletes, and what sets a
typing status or a priority, mutes or marks as seen. A status of success is then enough, whatever comes with it; only a web page
fails the item.

A file that is downloaded is taken as it comes: nobody knows what should be in it.`;

const SEVERAL = `## Operations of several steps

Some operations ask or write several things, one after the other: _Send to Contact_ finds the contact, its conversation, and sends.
Each step is treated by its own kind, as above. When one fails, no later one is sent, and the error tells of the step that failed.
With _Retry On Fail_ the steps that are done are not done again: the next try goes on where the first one ended.
What a step can go on with (such as "there is one already") is no fault.`;

const OPERATIONS = `## The operations

By what they usually send. One that stands in two lists is of either kind, by what it is set to.`;

const KINDS: Readonly<Record<OperationKind, string>> = {
	read: 'Only read',
	harmless: 'May be done twice',
	once: 'Done only once',
	several: 'Several steps',
	local: 'Send nothing',
};

type Part = 'messages' | 'outcomes';

const NOTHING = '–';

/** Faults in their order: as in any of the services, for all play the same. */
const faultsIn = (all: readonly Written[]): string[] => [
	...new Set(all.flatMap(({ outcomes }) => Object.keys(outcomes))),
];

const textsIn = (
	all: readonly Written[],
	part: Part,
	fault: string,
	kinds: readonly RequestKind[],
): string => {
	const texts = all.flatMap((one) => kinds.flatMap((kind) => one[part][fault]?.[kind] ?? []));
	return [...new Set(texts)].join(' or ') || NOTHING;
};

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
	[head, head.map(() => '---'), ...rows].map(row).join('\n');

/** What one fault comes to: for each kind of request, and the message. */
const cellsOf = (all: readonly Written[], fault: string): string[] => [
	...COLUMNS.map((kind) => textsIn(all, 'outcomes', fault, [kind])),
	textsIn(all, 'messages', fault, COLUMNS),
];

/** Faults that follow each other and come to the same share a row. */
function rowsOf(all: readonly Written[]): string[][] {
	const rows: { readonly faults: string[]; readonly cells: readonly string[] }[] = [];
	for (const fault of faultsIn(all)) {
		const cells = cellsOf(all, fault);
		const last = rows.at(-1);
		if (last?.cells.every((cell, index) => [cell, NOTHING].includes(cells[index] ?? '')) === true) {
			last.faults.push(fault);
		} else {
			rows.push({ faults: [fault], cells });
		}
	}
	return rows.map(({ faults, cells }) => [faults.join('; '), ...cells]);
}

function operationsIn(all: readonly Written[], node: string): string {
	const operations = all.filter((one) => one.node === node).flatMap((one) => Object.entries(one.operations));
	const lists = Object.entries(KINDS).flatMap(([kind, title]) => {
		const names = new Set(
			operations.flatMap(([name, kinds]) => (kinds.some((own) => own === kind) ? [name] : [])),
		);
		return names.size === 0 ? [] : [`- **${title}**: ${[...names].sort().join(', ')}`];
	});
	return `### ${node}\n\n${lists.join('\n')}`;
}

/** docs/faults.md, of everything that was written down. */
export function documentOf(all: readonly Written[]): string {
	const nodes = [...new Set(all.map(({ node }) => node))].sort();
	const parts = [
		INTRODUCTION,
		OUTCOMES,
		table(
			[
				'The request meets',
				'It only reads',
				'It may be done twice',
				'It may be done only once',
				'The message begins',
			],
			rowsOf(all),
		),
		SEVERAL,
		OPERATIONS,
		...nodes.map((node) => operationsIn(all, node)),
	];
	return `${parts.join('\n\n')}\n`;
}
