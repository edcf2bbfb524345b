import type { Mind, Reply } from '../../sandbox/index.ts';

type Arguments = Readonly<Record<string, unknown>>;

/** A mind that says these things one after the other, whatever it is told. */
export const says = (...replies: readonly Reply[]): Mind => {
	let turn = 0;
	return () => replies[turn++] ?? { text: 'Done.' };
};

/** What a model says when it wants to use tools. */
export const calls = (...wishes: readonly (readonly [name: string, given?: Arguments])[]): Reply => ({
	calls: wishes.map(([name, given = {}]) => ({ name, arguments: given })),
});
