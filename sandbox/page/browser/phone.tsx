import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Outcome, Person } from '../types.ts';
import { act } from './act.ts';
import { Composer } from './composer.tsx';
import { PhoneIcon, PlusIcon } from './icons.tsx';
import { Avatar, Chooser, Empty, Panel, Trouble } from './parts.tsx';
import { Talk } from './talk.tsx';

interface PhoneProps {
	readonly people: readonly Person[];
	readonly person: Person | undefined;
	readonly shown: boolean;
	readonly onFollow: (person: string) => void;
}

const Screen = ({ person }: { readonly person: Person }): JSX.Element => {
	const { id, name, channel, heard, typing, talk, quickReplies } = person;
	const [trouble, setTrouble] = useState('');
	const tap = async (title: string): Promise<void> => {
		const outcome = await act({ do: 'tap', person: id, title });
		setTrouble(outcome.ok ? '' : outcome.says);
	};
	return (
		<div class="screen">
			<header class="caller">
				<Avatar name={name} />
				<div>
					<h3>{name}</h3>
					<p>{channel}</p>
				</div>
			</header>
			{heard ? null : (
				<p class="hint">No workflow listens to this channel yet: what is written here travels nowhere.</p>
			)}
			<Talk
				label={`Conversation on the phone of ${name}`}
				talk={talk}
				own={['customer']}
				typing={typing}
				onTap={(title) => void tap(title)}
			/>
			{quickReplies.length === 0 ? null : (
				<div class="replies" role="group" aria-label="Quick replies">
					{quickReplies.map((title) => (
						<button key={title} type="button" class="tap" onClick={() => void tap(title)}>
							{title}
						</button>
					))}
				</div>
			)}
			<Trouble says={trouble} />
			<Composer
				label={`Write as ${name}`}
				hint="Message"
				onSend={(text): Promise<Outcome> => act({ do: 'say', person: id, text })}
			/>
		</div>
	);
};

/** The customers' phones. */
export const Phone = ({ people, person, shown, onFollow }: PhoneProps): JSX.Element => {
	const meet = async (): Promise<void> => {
		const outcome = await act({ do: 'meet' });
		if (outcome.ok && outcome.person !== undefined) onFollow(outcome.person);
	};
	return (
		<Panel
			name="phone"
			station="amio"
			title="Phone"
			service="Amio"
			icon={<PhoneIcon />}
			shown={shown}
			aside={
				<button type="button" class="choice add" onClick={() => void meet()}>
					<PlusIcon />
					New customer
				</button>
			}
		>
			{people.length === 0 ? null : (
				<Chooser
					label="Customers"
					entries={people.map(({ id, name }) => ({ id, title: name }))}
					chosen={person?.id}
					onChoose={onFollow}
				/>
			)}
			{person === undefined ? (
				<Empty>Nobody is here yet. Let a customer come in, and write as that person.</Empty>
			) : (
				<Screen key={person.id} person={person} />
			)}
		</Panel>
	);
};
