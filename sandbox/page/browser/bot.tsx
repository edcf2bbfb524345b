import type { JSX } from 'preact';
import type { BotChat } from '../types.ts';
import { BotIcon } from './icons.tsx';
import { Chooser, Empty, Panel, Pill } from './parts.tsx';
import { Talk } from './talk.tsx';

interface BotProps {
	readonly chats: readonly BotChat[];
	readonly chat: BotChat | undefined;
	readonly shown: boolean;
	readonly onChoose: (chat: string) => void;
}

const Answering = ({ answeredBy }: Pick<BotChat, 'answeredBy'>): JSX.Element =>
	answeredBy === 'bot' ? <Pill tone="bot">The bot answers</Pill> : <Pill tone="agent">A person answers</Pill>;

/** What the bot sees of its chats. */
export const Bot = ({ chats, chat, shown, onChoose }: BotProps): JSX.Element => (
	<Panel
		name="bot"
		station="proto"
		title="Bot"
		service="Proto"
		icon={<BotIcon />}
		shown={shown}
		aside={chat === undefined ? null : <Answering answeredBy={chat.answeredBy} />}
	>
		{chats.length < 2 ? null : (
			<Chooser
				label="Chats"
				entries={chats.map(({ id, human, answeredBy }) => ({
					id,
					title: human || 'No name yet',
					more: answeredBy === 'bot' ? '' : 'with a person',
				}))}
				chosen={chat?.id}
				onChoose={onChoose}
			/>
		)}
		{chat === undefined ? (
			<Empty>The bot has no chat with this customer. A workflow opens one when the customer writes.</Empty>
		) : (
			<>
				<dl class="facts facts-row">
					<div>
						<dt>Human</dt>
						<dd>{chat.human || 'No name yet'}</dd>
					</div>
					{chat.chatToken === '' ? null : (
						<div class="long">
							<dt>Chat token</dt>
							<dd class="code" title={chat.chatToken}>
								{chat.chatToken}
							</dd>
						</div>
					)}
				</dl>
				<Talk
					label={`Chat of the bot with ${chat.human || 'a human'}`}
					talk={chat.talk}
					own={['bot', 'agent']}
				/>
			</>
		)}
	</Panel>
);
