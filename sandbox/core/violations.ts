/** What clients sent that the service's documentation does not allow. Tests end with an empty list. */
export class Violations {
	#texts: string[] = [];

	/** e.g. `POST /webhook/chan_sandbox/human: body key "id" is not documented`, in order of arrival. */
	list(): string[] {
		return [...this.#texts];
	}

	add(text: string): void {
		this.#texts.push(text);
	}

	clear(): void {
		this.#texts = [];
	}
}
