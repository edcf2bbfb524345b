import { argumentsFor } from './fill.ts';
import { complains, storyOf, type Deed, type Story } from './story.ts';
import type { Mind, Tool, Wish } from './types.ts';

const nameOf = (tool: Tool): string => tool.function.name;
const descriptionOf = (tool: Tool): string => tool.function.description ?? '';

/** Whether a tool only looks, by the verb that it is named with. */
const looks = (tool: Tool): boolean => /^(check|find|get|list|look|read|search)/i.test(nameOf(tool));

/** Tools of which another's description says that they come first when it fails: they are kept for that. */
const helpersOf = (tool: Tool, tools: readonly Tool[]): Tool[] =>
	tools.filter((other) => other !== tool && descriptionOf(tool).includes(nameOf(other)));

/** Whether a tool is for the case at hand: its description says so where it is not for all. */
const fits = (tool: Tool, story: Story): boolean =>
	!/\bcomplain/i.test(descriptionOf(tool)) || complains(story);

const callsOf = (tool: Tool, { deeds }: Story): Deed[] => deeds.filter((deed) => deed.tool === nameOf(tool));

/** What to call for the sake of a tool: the tool, after a failure those that help it and then the tool again. */
const nextFor = (tool: Tool, tools: readonly Tool[], story: Story): Tool | undefined => {
	const calls = callsOf(tool, story);
	if (calls.length === 0) return tool;
	if (calls.at(-1)?.error === undefined || calls.length > 1) return undefined;
	const helpers = helpersOf(tool, tools);
	const idle = helpers.find((helper) => callsOf(helper, story).length === 0);
	return helpers.length === 0 ? undefined : (idle ?? tool);
};

/**
 * A diligent colleague: looks at all there is to look at, then does what the tools are for, one after the other and
 * each once, and says what it did. It knows of a tool what any model is told: name, description, schema of arguments.
 */
export const colleague: Mind = (request) => {
	const { tools = [] } = request;
	const story = storyOf(request);
	const wish = (tool: Tool): Wish => ({
		name: nameOf(tool),
		arguments: argumentsFor(tool.function.parameters, story),
	});

	const unseen = tools.filter((tool) => looks(tool) && callsOf(tool, story).length === 0);
	if (unseen.length > 0) return { calls: unseen.map(wish) };

	const helpers = new Set(tools.flatMap((tool) => helpersOf(tool, tools)));
	const isLast = (tool: Tool): boolean => /\blast\b/i.test(descriptionOf(tool));
	const deeds = tools
		.filter((tool) => !looks(tool) && !helpers.has(tool) && fits(tool, story))
		.sort((one, other) => Number(isLast(one)) - Number(isLast(other)));
	const next = deeds.map((tool) => nextFor(tool, tools, story)).find((tool) => tool !== undefined);
	if (next !== undefined) return { calls: [wish(next)] };

	const done = story.deeds.filter(
		({ tool, error }) => error === undefined && deeds.some((one) => nameOf(one) === tool),
	);
	return {
		text:
			done.length === 0 ? 'There was nothing to do.' : `Done: ${done.map(({ tool }) => tool).join(', ')}.`,
	};
};
