import type { JSX } from 'preact';
import type { Hop, Runs as RunsState } from '../types.ts';
import { JourneyIcon, RunIcon } from './icons.tsx';
import { Empty, Link, Panel, Pill } from './parts.tsx';
import { toSeconds } from './times.ts';

interface JourneyProps {
	readonly journey: readonly Hop[];
	readonly shown: boolean;
}

const TONES = { open: 'busy', good: 'good', bad: 'bad' } as const;

const Time = ({ at }: { readonly at: number }): JSX.Element => (
	<time dateTime={new Date(at).toISOString()}>{toSeconds(at)}</time>
);

const HopLine = ({ at, from, to, fromName, toName, what, outcome, answer }: Hop): JSX.Element => (
	<li class="hop">
		<Time at={at} />
		<span class="way">
			<span class={`stop stop-${from}`}>{fromName}</span>
			<span class="arrow" aria-label="to">
				→
			</span>
			<span class={`stop stop-${to}`}>{toName}</span>
		</span>
		<span class="what">{what}</span>
		<Pill tone={TONES[outcome]}>{answer}</Pill>
	</li>
);

/** Every call between the services, n8n and others, newest first. */
export const Journey = ({ journey, shown }: JourneyProps): JSX.Element => (
	<Panel
		name="journey"
		title="Journey"
		service="every message, as it travels"
		icon={<JourneyIcon />}
		shown={shown}
	>
		{journey.length === 0 ? (
			<Empty>Nothing has travelled yet.</Empty>
		) : (
			<ol class="hops scroll" tabIndex={0} aria-label="Calls, newest first">
				{journey.map((hop) => (
					<HopLine key={hop.seq} {...hop} />
				))}
			</ol>
		)}
	</Panel>
);

interface RunsProps {
	readonly runs: RunsState;
	readonly shown: boolean;
}

const toneOf = (status: string): 'good' | 'bad' | 'busy' => {
	if (status === 'success') return 'good';
	return ['error', 'crashed', 'canceled'].includes(status) ? 'bad' : 'busy';
};

/** What n8n did of it. */
export const Runs = ({ runs: { n8n, runs, problem }, shown }: RunsProps): JSX.Element => (
	<Panel name="runs" title="Runs" service="n8n" icon={<RunIcon />} shown={shown}>
		{problem === '' ? null : <p class="hint">{problem}</p>}
		{n8n === null ? (
			<Empty>No n8n is connected: the phone and the desk work, but nothing travels between them.</Empty>
		) : runs.length === 0 ? (
			<Empty>No workflow has run yet.</Empty>
		) : (
			<ol class="runs scroll" tabIndex={0} aria-label="Runs, newest first">
				{runs.map(({ workflow, status, at, url }, index) => (
					<li key={url || index} class="run">
						{url === '' ? <span>{workflow}</span> : <Link label={workflow} url={url} />}
						{at === null ? <span>waits</span> : <Time at={at} />}
						<Pill tone={toneOf(status)}>{status}</Pill>
					</li>
				))}
			</ol>
		)}
		{n8n === null || n8n.signIn === '' ? null : <p class="sign-in">{n8n.signIn}</p>}
	</Panel>
);
