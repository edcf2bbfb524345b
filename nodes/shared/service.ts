import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Field } from './fields';
import type { Address } from './request';
import type { Secrets } from './secrets';

/** What the engine needs to know of a service. */
export interface Service {
	/** As its users call it; stands in messages. */
	readonly name: string;
	/** Credential type of this package. */
	readonly credential: string;
	/** The field of the credential that opens the service: what a service says of it is shown nowhere. */
	readonly tokenField: string;
	/** Default of Max Parallel Requests. */
	readonly parallel: number;
	/** Entries that the service adds to the node's Options, e.g. another channel. All are text. */
	readonly options: readonly Field[];
	/**
	 * Where the credential leads: turns a request's path into its address.
	 *
	 * @param options the values of the service's own options for this item
	 * @throws BadInput when a part of it is missing
	 */
	readonly address: (
		credential: ICredentialDataDecryptedObject,
		options: Readonly<Record<string, string>>,
	) => Address;
	/** What is taken out of every answer, unless the user wants it. */
	readonly secrets?: Secrets;
	/** What the user can do about a status, beyond what is true of every service. */
	readonly advice: Readonly<Partial<Record<number, string>>>;
}
