import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { Runs as RunsState, Snapshot, Station } from '../types.ts';
import { Bot } from './bot.tsx';
import { chosen, lastToSpeak } from './choice.ts';
import { Desk } from './desk.tsx';
import { useFlights } from './flights.ts';
import { BotIcon, DeskIcon, JourneyIcon, PhoneIcon, TicketIcon } from './icons.tsx';
import { Journey, Runs } from './journey.tsx';
import { useLive } from './live.ts';
import { Link, type PanelName } from './parts.tsx';
import { Phone } from './phone.tsx';
import { Tickets } from './tickets.tsx';

/** What a narrow screen shows one of, and the part of the snapshot by which it is new. */
const TABS = [
	{ name: 'phone', title: 'Phone', station: 'amio', icon: <PhoneIcon />, section: 'people' },
	{ name: 'bot', title: 'Bot', station: 'proto', icon: <BotIcon />, section: 'chats' },
	{ name: 'desk', title: 'Desk', station: 'chatwoot', icon: <DeskIcon />, section: 'desk' },
	{ name: 'tickets', title: 'Tickets', station: 'aicx', icon: <TicketIcon />, section: 'tickets' },
	{ name: 'journey', title: 'Journey', station: 'other', icon: <JourneyIcon />, section: null },
] as const satisfies readonly {
	name: PanelName;
	title: string;
	station: Station;
	icon: JSX.Element;
	section: keyof Snapshot | null;
}[];

type TabName = (typeof TABS)[number]['name'];

const Hub = ({ runs: { n8n } }: { readonly runs: RunsState }): JSX.Element => (
	<div class={`hub${n8n === null ? ' is-off' : ''}`}>
		<span class="hub-mark" data-station="n8n">
			n8n
		</span>
		{n8n === null ? <span>not connected</span> : <Link label="Open the editor" url={n8n.url} />}
	</div>
);

const Head = ({
	connected,
	runs,
}: {
	readonly connected: boolean;
	readonly runs: RunsState;
}): JSX.Element => (
	<header class="top">
		<div class="brand">
			<img src="/page/icon.svg" alt="" width="30" height="30" />
			<h1>Sandbox</h1>
			<p>A customer, a bot, an agent, and n8n in between</p>
		</div>
		<Hub runs={runs} />
		<p class={`state${connected ? '' : ' is-off'}`} role="status">
			{connected ? 'Live' : 'Connecting …'}
		</p>
	</header>
);

interface TabsProps {
	readonly snapshot: Snapshot;
	readonly tab: TabName;
	readonly onShow: (tab: TabName) => void;
}

/** Only on a narrow screen. A dot tells what has changed behind somebody's back. */
const Tabs = ({ snapshot, tab, onShow }: TabsProps): JSX.Element => {
	const seen = useRef<Partial<Snapshot>>(snapshot);
	return (
		<nav class="tabs" aria-label="Panels">
			{TABS.map(({ name, title, station, icon, section }) => {
				if (section !== null && name === tab)
					seen.current = { ...seen.current, [section]: snapshot[section] };
				const isNew = section !== null && seen.current[section] !== snapshot[section];
				return (
					<button
						key={name}
						type="button"
						class={`tab tab-${name}`}
						aria-current={name === tab ? 'true' : 'false'}
						onClick={() => onShow(name)}
					>
						<span class="tab-icon" data-station={station}>
							{icon}
						</span>
						{title}
						{isNew ? (
							<span class="dot">
								<span class="unseen">something new</span>
							</span>
						) : null}
					</button>
				);
			})}
		</nav>
	);
};

const Board = ({
	snapshot,
	connected,
}: {
	readonly snapshot: Snapshot;
	readonly connected: boolean;
}): JSX.Element => {
	const { people, chats, desk, tickets, journey, runs } = snapshot;
	const [tab, setTab] = useState<TabName>('phone');
	const [followed, follow] = useState<string>();
	const [pickedChat, pickChat] = useState<string>();
	const [pickedConversation, pickConversation] = useState<number>();
	useFlights(journey);
	const person = people.find(({ id }) => id === followed) ?? lastToSpeak(people);
	const chat = chosen(chats, pickedChat, person?.id);
	const conversation = chosen(desk.conversations, pickedConversation, person?.id);
	/** Whoever is looked at in one panel is looked at in all. */
	const followOwner = (owned: { readonly who: string | null } | undefined): void => {
		if (owned?.who !== null && owned?.who !== undefined) follow(owned.who);
	};
	return (
		<>
			<Head connected={connected} runs={runs} />
			<main class="board">
				<Phone people={people} person={person} shown={tab === 'phone'} onFollow={follow} />
				<Bot
					chats={chats}
					chat={chat}
					shown={tab === 'bot'}
					onChoose={(id) => {
						pickChat(id);
						followOwner(chats.find((other) => other.id === id));
					}}
				/>
				<Desk
					desk={desk}
					conversation={conversation}
					shown={tab === 'desk'}
					onChoose={(id) => {
						pickConversation(id);
						followOwner(desk.conversations.find((other) => other.id === id));
					}}
				/>
				<Tickets tickets={tickets} shown={tab === 'tickets'} />
				<Journey journey={journey} shown={tab === 'journey'} />
				<Runs runs={runs} shown={tab === 'journey'} />
			</main>
			<Tabs snapshot={snapshot} tab={tab} onShow={setTab} />
		</>
	);
};

/** The whole page. */
export const App = (): JSX.Element => {
	const { snapshot, connected } = useLive();
	if (snapshot === undefined) {
		return (
			<p class="empty" role="status">
				Connecting …
			</p>
		);
	}
	return <Board snapshot={snapshot} connected={connected} />;
};
