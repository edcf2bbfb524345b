/**
 * What stood in a service before the editor entered its address for tests. n8n forgets it while that address still
 * stands there: when the editor's page is loaded anew and listens again, and for a workflow that is published
 * meanwhile. Tests are short, so it is kept in this process only.
 */
export class Displaced<T> {
	private readonly all = new Map<string, T>();

	/** @param place where the address for tests now stands, e.g. a channel's ID */
	note(place: string, testUrl: string, former: T): void {
		this.all.set(keyOf(place, testUrl), former);
	}

	/** What the address has displaced; `undefined` if it is none for tests, or nobody knows any more. */
	find(place: string, url: string): T | undefined {
		return this.all.get(keyOf(place, url));
	}

	forget(place: string, testUrl: string): void {
		this.all.delete(keyOf(place, testUrl));
	}
}

const keyOf = (place: string, url: string): string => `${place} ${url}`;
