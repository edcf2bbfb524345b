import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { AgentRole, Desk as DeskState, DeskConversation, Outcome } from '../types.ts';
import { act } from './act.ts';
import { Composer } from './composer.tsx';
import { DeskIcon } from './icons.tsx';
import { Chooser, Empty, Panel, Pill, Trouble } from './parts.tsx';
import { Talk } from './talk.tsx';

interface DeskProps {
	readonly desk: DeskState;
	readonly conversation: DeskConversation | undefined;
	readonly shown: boolean;
	readonly onChoose: (conversation: number) => void;
}

const STATUSES = {
	open: { tone: 'warm', words: 'Open' },
	resolved: { tone: 'good', words: 'Resolved' },
	pending: { tone: 'bot', words: 'Pending' },
	snoozed: { tone: 'plain', words: 'Snoozed' },
} as const;

const Facts = ({ conversation }: { readonly conversation: DeskConversation }): JSX.Element => {
	const { inbox, assignee, team, priority, labels } = conversation;
	const facts = [
		['Inbox', inbox],
		['Assignee', assignee === '' ? 'Nobody' : assignee],
		['Team', team],
		['Priority', priority],
	] as const;
	return (
		<dl class="facts facts-row">
			{facts
				.filter(([, value]) => value !== '')
				.map(([name, value]) => (
					<div key={name}>
						<dt>{name}</dt>
						<dd>{value}</dd>
					</div>
				))}
			{labels.length === 0 ? null : (
				<div>
					<dt>Labels</dt>
					<dd class="pills">
						{labels.map((label) => (
							<Pill key={label}>{label}</Pill>
						))}
					</dd>
				</div>
			)}
		</dl>
	);
};

interface ConversationProps {
	readonly conversation: DeskConversation;
	readonly agents: DeskState['agents'];
}

const Conversation = ({ conversation, agents }: ConversationProps): JSX.Element => {
	const { id, contact, status, unread, talk } = conversation;
	const [role, setRole] = useState<AgentRole>('agent');
	const [isPrivate, setPrivate] = useState(false);
	const [trouble, setTrouble] = useState('');
	const isResolved = status === 'resolved';
	const turn = async (): Promise<void> => {
		const outcome = await act({
			do: 'turn',
			conversation: id,
			as: role,
			status: isResolved ? 'open' : 'resolved',
		});
		setTrouble(outcome.ok ? '' : outcome.says);
	};
	const look = (): void => {
		if (unread > 0) void act({ do: 'look', conversation: id, as: role });
	};
	return (
		<>
			<div class="subject">
				<h3>
					{contact} <span class="more">#{id}</span>
				</h3>
				<Pill tone={STATUSES[status].tone}>{STATUSES[status].words}</Pill>
				<button type="button" class="button" onClick={() => void turn()}>
					{isResolved ? 'Reopen' : 'Resolve'}
				</button>
			</div>
			<Facts conversation={conversation} />
			<Talk label={`Conversation ${id} at the desk`} talk={talk} own={['agent', 'bot', 'note']} />
			<Trouble says={trouble} />
			<Composer
				label={isPrivate ? 'Write a private note' : `Answer ${contact}`}
				hint={isPrivate ? 'A note that only colleagues see' : `Answer ${contact}`}
				{...(isPrivate ? { tone: 'note' as const } : {})}
				onFocus={look}
				onSend={(text): Promise<Outcome> =>
					act({ do: 'answer', conversation: id, as: role, text, private: isPrivate })
				}
			>
				<div class="switches">
					<label>
						As{' '}
						<select value={role} onChange={({ currentTarget }) => setRole(currentTarget.value as AgentRole)}>
							{agents.map((agent) => (
								<option key={agent.role} value={agent.role}>
									{agent.name}
								</option>
							))}
						</select>
					</label>
					<label class="switch">
						<input
							type="checkbox"
							role="switch"
							checked={isPrivate}
							onChange={({ currentTarget }) => setPrivate(currentTarget.checked)}
						/>
						Private note
					</label>
				</div>
			</Composer>
		</>
	);
};

/** What agents see and do. */
export const Desk = ({ desk, conversation, shown, onChoose }: DeskProps): JSX.Element => (
	<Panel name="desk" station="chatwoot" title="Desk" service="Chatwoot" icon={<DeskIcon />} shown={shown}>
		{desk.conversations.length === 0 ? null : (
			<Chooser
				label="Conversations"
				entries={desk.conversations.map(({ id, contact, status, unread }) => ({
					id,
					title: contact,
					more: STATUSES[status].words,
					count: unread,
				}))}
				chosen={conversation?.id}
				onChoose={onChoose}
			/>
		)}
		{conversation === undefined ? (
			<Empty>
				{desk.conversations.length === 0
					? 'No conversation yet. When the customer asks for an agent, a workflow opens one here.'
					: 'This customer has no conversation with the agents.'}
			</Empty>
		) : (
			<Conversation key={conversation.id} conversation={conversation} agents={desk.agents} />
		)}
	</Panel>
);
