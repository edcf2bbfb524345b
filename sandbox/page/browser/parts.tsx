import type { ComponentChildren, JSX } from 'preact';
import type { Link as Target, Station } from '../types.ts';
import { OutIcon } from './icons.tsx';

/** The parts of the page; on a narrow screen one at a time. */
export type PanelName = 'phone' | 'bot' | 'desk' | 'tickets' | 'journey' | 'runs';

interface PanelProps {
	readonly name: PanelName;
	/** The place that messages fly to and from, if it is one. */
	readonly station?: Station;
	readonly title: string;
	/** The service behind it. */
	readonly service: string;
	readonly icon: JSX.Element;
	/** Whether it is the one that a narrow screen shows. */
	readonly shown: boolean;
	/** To the right of the title. */
	readonly aside?: ComponentChildren;
	readonly children: ComponentChildren;
}

export const Panel = (props: PanelProps): JSX.Element => {
	const { name, station, title, service, icon, shown, aside, children } = props;
	return (
		<section
			class={`panel panel-${name}${shown ? ' is-shown' : ''}`}
			aria-labelledby={`${name}-title`}
			data-panel={name}
		>
			<header class="panel-head">
				<span class="badge" {...(station === undefined ? {} : { 'data-station': station })}>
					{icon}
				</span>
				<h2 id={`${name}-title`}>
					{title} <span class="service">{service}</span>
				</h2>
				<div class="panel-aside">{aside}</div>
			</header>
			{children}
		</section>
	);
};

/** What a panel says that has nothing to show. */
export const Empty = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
	<p class="empty">{children}</p>
);

export const Link = ({ label, url }: Target): JSX.Element => (
	<a class="link" href={url} target="_blank" rel="noreferrer">
		{label}
		<OutIcon />
	</a>
);

type Tone = 'plain' | 'good' | 'bad' | 'busy' | 'bot' | 'agent' | 'warm';

export const Pill = ({
	tone = 'plain',
	children,
}: {
	readonly tone?: Tone;
	readonly children: ComponentChildren;
}): JSX.Element => <span class={`pill pill-${tone}`}>{children}</span>;

/** What went wrong with the last thing that was tried; read out as it comes. */
export const Trouble = ({ says }: { readonly says: string }): JSX.Element => (
	<p class="trouble" role="alert" hidden={says === ''}>
		{says}
	</p>
);

/** The first letters of the first two words. */
const initials = (name: string): string =>
	name
		.split(/\s+/)
		.slice(0, 2)
		.map((word) => word.charAt(0).toUpperCase())
		.join('');

export const Avatar = ({ name }: { readonly name: string }): JSX.Element => (
	<span class="avatar" aria-hidden="true">
		{initials(name)}
	</span>
);

interface Entry {
	readonly id: string | number;
	readonly title: string;
	/** Behind the title, small. */
	readonly more?: string;
	/** Something new that nobody has looked at. */
	readonly count?: number;
}

interface ChooserProps<T extends Entry> {
	readonly label: string;
	readonly entries: readonly T[];
	readonly chosen: T['id'] | undefined;
	readonly onChoose: (id: T['id']) => void;
}

/** A row of buttons, of which one is pressed. */
export const Chooser = <T extends Entry>(props: ChooserProps<T>): JSX.Element => {
	const { label, entries, chosen, onChoose } = props;
	return (
		<div class="chooser" role="group" aria-label={label}>
			{entries.map(({ id, title, more = '', count = 0 }) => (
				<button
					key={id}
					type="button"
					class="choice"
					aria-pressed={id === chosen ? 'true' : 'false'}
					onClick={() => onChoose(id)}
				>
					<span>{title}</span>
					{more === '' ? null : <span class="more">{more}</span>}
					{count === 0 ? null : (
						<span class="count">
							{count}
							<span class="unseen"> unread</span>
						</span>
					)}
				</button>
			))}
		</div>
	);
};
