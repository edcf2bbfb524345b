import { registrationMemory } from '../../shared/registration';

/** What the node has entered in Chatwoot: an entry of the account's registry, or the one address of a thing. */
export type Registration = {
	/** The address that was entered. */
	readonly url: string;
	/** With which deliveries are signed; older servers have none. n8n keeps it in plain text. */
	readonly secret?: string;
} & (
	| { readonly kind: 'entry'; readonly id: number }
	/**
	 * `former`: what stood there, empty for nothing. `isTest`: whether it was entered while the editor listens; when n8n
	 * takes it away, it no longer says so.
	 */
	| { readonly kind: 'slot'; readonly path: string; readonly former: string; readonly isTest: boolean }
);

export const { remembered, remember, forget } = registrationMemory<Registration>();
