import type { Customer, CustomField, Sandbox } from '../../../sandbox/index.ts';
import type { Ask } from './support.ts';

/** An answer of AICX: JSON, or undefined where it has no body. */
export interface AicxAnswer {
	readonly status: number;
	readonly body: unknown;
}

/** A customer's program that uses AICX through the sandbox. */
export class AicxClient {
	readonly sandbox: Sandbox;

	constructor(sandbox: Sandbox) {
		this.sandbox = sandbox;
	}

	/** `path`: as in the documentation, with `…` for the teamspace. With the secret unless told otherwise. */
	async ask(method: string, path: string, { headers, body }: Ask = {}): Promise<AicxAnswer> {
		const { aicx } = this.sandbox;
		const content = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
		const response = await fetch(`${aicx.baseUrl}/v1/${path.replace('…', aicx.teamspaceId)}`, {
			method,
			headers: {
				authorization: `Bearer ${aicx.secret}`,
				...(content === undefined ? {} : { 'content-type': 'application/json' }),
				...headers,
			},
			...(content === undefined ? {} : { body: content }),
		});
		const text = await response.text();
		return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
	}

	put(uniqueId: string, body: object = {}): Promise<AicxAnswer> {
		return this.ask('PUT', `customers/…/create-customer/${encodeURIComponent(uniqueId)}`, { body });
	}

	get(uniqueId: string): Promise<AicxAnswer> {
		return this.ask('GET', `customers/…/customer/${encodeURIComponent(uniqueId)}/get-customer`);
	}

	addTags(uniqueId: string, body: unknown): Promise<AicxAnswer> {
		return this.ask('PUT', `customers/…/customer/${encodeURIComponent(uniqueId)}/add-tags`, { body });
	}

	addCustomFields(uniqueId: string, body: unknown): Promise<AicxAnswer> {
		return this.ask('PUT', `customers/…/customer/${encodeURIComponent(uniqueId)}/add-custom-fields`, {
			body,
		});
	}

	createTicket(body: unknown): Promise<AicxAnswer> {
		return this.ask('POST', 'conversations/…/create-ticket', { body });
	}

	listFields(): Promise<AicxAnswer> {
		return this.ask('GET', 'custom-fields/…/list-custom-fields');
	}

	createField(body: unknown): Promise<AicxAnswer> {
		return this.ask('POST', 'custom-fields/…/create-custom-field', { body });
	}

	deleteField(id: string): Promise<AicxAnswer> {
		return this.ask('DELETE', `custom-fields/…/custom-field/${id}/delete-custom-fields`);
	}

	/** A customer as the sandbox keeps it, made if it is not there. */
	async customer(uniqueId: string, body: object = {}): Promise<Customer> {
		await this.put(uniqueId, body);
		const customer = this.sandbox.aicx.customers.get(uniqueId);
		if (!customer) throw new Error(`The sandbox did not make the customer ${uniqueId}`);
		return customer;
	}

	/** The first field of a type. */
	field(type: CustomField['type']): CustomField {
		const field = [...this.sandbox.aicx.customFields.values()].find((other) => other.type === type);
		if (!field) throw new Error(`The sandbox has no ${type} field`);
		return field;
	}
}

/** What a 422 says about one value. */
export const problem = (loc: readonly (string | number)[], msg: unknown, type = 'value_error'): object => ({
	status: 422,
	body: { detail: [{ loc: ['body', ...loc], msg, type }] },
});
