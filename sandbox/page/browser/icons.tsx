import type { ComponentChildren, JSX } from 'preact';

/** Drawn on a grid of 24, in the colour of the text around. */
const Icon = ({ children }: { readonly children: ComponentChildren }): JSX.Element => (
	<svg
		class="icon"
		viewBox="0 0 24 24"
		fill="none"
		stroke="currentColor"
		stroke-width="1.8"
		stroke-linecap="round"
		stroke-linejoin="round"
		aria-hidden="true"
		focusable="false"
	>
		{children}
	</svg>
);

export const PhoneIcon = (): JSX.Element => (
	<Icon>
		<rect x="6.5" y="2.5" width="11" height="19" rx="2.8" />
		<path d="M10.5 18.5h3" />
	</Icon>
);

export const BotIcon = (): JSX.Element => (
	<Icon>
		<rect x="4" y="8" width="16" height="11.5" rx="3.5" />
		<path d="M12 8V4.5M9 13v1.5M15 13v1.5M1.8 12.5v3M22.2 12.5v3" />
	</Icon>
);

export const DeskIcon = (): JSX.Element => (
	<Icon>
		<path d="M4.5 14v-2a7.5 7.5 0 0 1 15 0v2" />
		<rect x="3" y="13" width="4.2" height="6.5" rx="1.8" />
		<rect x="16.8" y="13" width="4.2" height="6.5" rx="1.8" />
		<path d="M19 19.5c0 1.5-2 2.3-5 2.3" />
	</Icon>
);

export const TicketIcon = (): JSX.Element => (
	<Icon>
		<path d="M3.5 8a2 2 0 0 1 2-2h13a2 2 0 0 1 2 2v2a2 2 0 0 0 0 4v2a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-2a2 2 0 0 0 0-4z" />
		<path d="M14 6.5v2M14 11v2M14 15.5v2" />
	</Icon>
);

export const JourneyIcon = (): JSX.Element => (
	<Icon>
		<circle cx="5.5" cy="18.5" r="2.3" />
		<circle cx="18.5" cy="5.5" r="2.3" />
		<path d="M7.8 18.5H15a3.2 3.2 0 0 0 0-6.5H9a3.2 3.2 0 0 1 0-6.5h7" />
	</Icon>
);

export const RunIcon = (): JSX.Element => (
	<Icon>
		<circle cx="5" cy="12" r="2.5" />
		<circle cx="19" cy="6.5" r="2.5" />
		<circle cx="19" cy="17.5" r="2.5" />
		<path d="M7.5 12h2.2c3 0 2.6-5.5 5.6-5.5h1.2M9.7 12c3 0 2.6 5.5 5.6 5.5h1.2" />
	</Icon>
);

export const SendIcon = (): JSX.Element => (
	<Icon>
		<path d="M12 19.5V5M5.5 11.5 12 5l6.5 6.5" />
	</Icon>
);

export const PlusIcon = (): JSX.Element => (
	<Icon>
		<path d="M12 5.5v13M5.5 12h13" />
	</Icon>
);

export const OutIcon = (): JSX.Element => (
	<Icon>
		<path d="M8 16 16 8M9.5 8H16v6.5" />
	</Icon>
);
