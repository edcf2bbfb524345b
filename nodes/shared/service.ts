import type { ICredentialDataDecryptedObject, JsonValue } from 'n8n-workflow';
import type { Field } from './fields';

/** What the engine needs to know of a service. */
export interface Service {
	/** As its users call it; stands in messages. */
	readonly name: string;
	/** Credential type of this package. */
	readonly credential: string;
	/** Default of Max Parallel Requests. */
	readonly parallel: number;
	/** Entries that the service adds to the node's Options, e.g. another channel. All are text. */
	readonly options: readonly Field[];
	/**
	 * The address that paths are put behind.
	 *
	 * @param options the values of the service's own options for this item
	 * @throws BadInput when a part of it is missing
	 */
	readonly base: (
		credential: ICredentialDataDecryptedObject,
		options: Readonly<Record<string, string>>,
	) => string;
	/** The service's own words in the body of a refusal, if there are any. */
	readonly words: (body: JsonValue | undefined) => string | undefined;
	/** What the user can do about a status, beyond what is true of every service. */
	readonly advice: Readonly<Partial<Record<number, string>>>;
}
