import { registrationMemory } from '../../shared/registration';

/** A webhook as it is entered. */
export interface Target {
	readonly url: string;
	/** Whether Amio checks its certificate. */
	readonly verifies: boolean;
}

/** What the node has entered in Amio. */
export interface Registration {
	/** ID of the channel. */
	readonly channel: string;
	readonly url: string;
	/** With which deliveries are signed. n8n keeps it in plain text. */
	readonly secret: string;
	/** What stood there. */
	readonly former: Target | null;
	/** Whether it was entered while the editor listens. When n8n takes it away, it no longer says so. */
	readonly isTest: boolean;
}

export const { remembered, remember, forget } = registrationMemory<Registration>();
