import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Card, CardButton, Said, Speaker } from '../types.ts';
import { Link, Pill } from './parts.tsx';
import { toMinutes } from './times.ts';

/** How near to the end, in pixels, somebody reads who wants to see what comes. */
const NEAR = 80;

interface TalkProps {
	readonly label: string;
	readonly talk: readonly Said[];
	/** Who stands on the right: the one whose panel it is. */
	readonly own: readonly Speaker[];
	readonly typing?: boolean;
	/** Does what a card's button does; without it the buttons only stand there. */
	readonly onTap?: (title: string) => void;
}

const PROGRESS = {
	sending: 'Sending …',
	sent: 'Sent',
	delivered: 'Delivered',
	read: 'Read',
	failed: 'Failed',
} as const;

const ActionButton = ({ title, url, onTap }: CardButton & Pick<TalkProps, 'onTap'>): JSX.Element => {
	if (url !== null) return <Link label={title} url={url} />;
	if (onTap === undefined) return <span class="inert">{title}</span>;
	return (
		<button type="button" class="tap" onClick={() => onTap(title)}>
			{title}
		</button>
	);
};

const CardView = ({ title, text, links, buttons, onTap }: Card & Pick<TalkProps, 'onTap'>): JSX.Element => (
	<article class="card">
		{title === '' ? null : <h3>{title}</h3>}
		{text === '' ? null : <p>{text}</p>}
		{links.map((link) => (
			<Link key={link.label} {...link} />
		))}
		{buttons.map((button) => (
			<ActionButton key={button.title} {...button} {...(onTap === undefined ? {} : { onTap })} />
		))}
	</article>
);

const Foot = ({ said, isOwn }: { readonly said: Said; readonly isOwn: boolean }): JSX.Element => {
	const { author, at, progress, remark, from } = said;
	return (
		<p class="foot">
			{from === 'note' ? <span class="note-mark">Private note</span> : null}
			{author === '' || (isOwn && from === 'customer') ? null : <span>{author}</span>}
			{at === null ? null : <time dateTime={new Date(at).toISOString()}>{toMinutes(at)}</time>}
			{progress === null ? null : (
				<span class={`progress progress-${progress}`}>
					{PROGRESS[progress]}
					{progress === 'failed' && remark !== '' ? `: ${remark}` : ''}
				</span>
			)}
			{progress !== 'failed' && remark !== '' ? <span>{remark}</span> : null}
		</p>
	);
};

/** Agents write notes in Markdown; of that only bold words are shown as such. */
const Text = ({ text, from }: Pick<Said, 'text' | 'from'>): JSX.Element => (
	<p>
		{from === 'note'
			? text.split(/\*\*(.+?)\*\*/).map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : part))
			: text}
	</p>
);

const Bubble = ({
	said,
	own,
	onTap,
}: { readonly said: Said } & Pick<TalkProps, 'own' | 'onTap'>): JSX.Element => {
	const { from, text, links, cards, offers } = said;
	if (from === 'event') {
		return (
			<li class="event">
				<span>{text}</span>
			</li>
		);
	}
	const isOwn = own.includes(from);
	const tap = onTap === undefined ? {} : { onTap };
	return (
		<li class={`said said-${from}${isOwn ? ' is-own' : ''}`}>
			{text === '' && links.length === 0 ? null : (
				<div class="bubble">
					{text === '' ? null : <Text text={text} from={from} />}
					{links.map((link) => (
						<Link key={link.url} {...link} />
					))}
				</div>
			)}
			{cards.length === 0 ? null : (
				<div class="cards">
					{cards.map((card, index) => (
						<CardView key={index} {...card} {...tap} />
					))}
				</div>
			)}
			{offers.length === 0 ? null : (
				<p class="offers" aria-label="Quick replies offered">
					{offers.map((offer) => (
						<Pill key={offer}>{offer}</Pill>
					))}
				</p>
			)}
			<Foot said={said} isOwn={isOwn} />
		</li>
	);
};

/** A conversation, oldest message first. It stays at its end unless somebody reads further up. */
export const Talk = ({ label, talk, own, typing = false, onTap }: TalkProps): JSX.Element => {
	const box = useRef<HTMLDivElement>(null);
	const isAtEnd = useRef(true);
	useEffect(() => {
		isAtEnd.current = true;
	}, [label]);
	useLayoutEffect(() => {
		const { current } = box;
		if (current !== null && isAtEnd.current) current.scrollTop = current.scrollHeight;
	});
	return (
		<div
			class="talk"
			ref={box}
			role="log"
			aria-label={label}
			tabIndex={0}
			onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
				isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR;
			}}
		>
			<ol>
				{talk.map((said) => (
					<Bubble key={said.id} said={said} own={own} {...(onTap === undefined ? {} : { onTap })} />
				))}
				{typing ? (
					<li class="said typing" aria-label="Somebody is typing">
						<span class="bubble">
							<i />
							<i />
							<i />
						</span>
					</li>
				) : null}
			</ol>
		</div>
	);
};
