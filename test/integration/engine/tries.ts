import type { IExecuteContextData } from 'n8n-workflow';
import type { RunOfNode } from '../support/n8n.ts';
import type { Handler, ShelfServer } from './shelf-server';
import { letters, textOf } from './support';

export const ONE_BY_ONE = { maxParallel: 1 };

/** Answers as usual, but one letter first in other ways. */
export const but = (text: string, ...first: Handler[]): Handler => {
	const left = [...first];
	return async (arrival) => {
		const special = textOf(arrival) === text ? left.shift() : undefined;
		return special === undefined
			? { body: { id: textOf(arrival), text: textOf(arrival) } }
			: await special(arrival);
	};
};

/** Not accepted: it can be sent again. */
export const refused: Handler = () => ({ status: 404, body: { error: 'Not today' } });

/** What n8n stores of a run beside its items. */
export const contextOf = ({ run: { data } }: RunOfNode): IExecuteContextData =>
	data.executionData?.contextData ?? {};

export const texts = (count: number): string[] => letters(count).map(({ text }) => text);

/** The texts that the server accepted, in order. */
export const acceptedBy = (server: ShelfServer) => (): string[] =>
	server.arrivals.filter(({ status }) => status === 200).map(textOf);
