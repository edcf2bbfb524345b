import type { Card, Link, Said } from '../types.ts';

/** A message of which only some things are to be said. */
export const said = (given: Pick<Said, 'id' | 'from' | 'author' | 'text'> & Partial<Said>): Said => ({
	at: null,
	links: [],
	cards: [],
	offers: [],
	progress: null,
	remark: '',
	...given,
});

/** The address, if a browser may safely go there. */
export const webAddress = (value: unknown): string | null => {
	if (typeof value !== 'string' || !URL.canParse(value)) return null;
	return /^https?:$/.test(new URL(value).protocol) ? value : null;
};

/** A link where there is something to link to. */
export const linksTo = (label: string, value: unknown): Link[] => {
	const url = webAddress(value);
	return url === null ? [] : [{ label, url }];
};

/** What a card of any service may have, before it is looked at. */
export interface RawCard {
	readonly title?: unknown;
	readonly text?: unknown;
	readonly image?: unknown;
	readonly link?: unknown;
	readonly buttons?: readonly { readonly title: unknown; readonly url?: unknown }[];
}

const words = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

export const card = ({ title, text, image, link, buttons = [] }: RawCard): Card => ({
	title: words(title),
	text: words(text),
	links: [...linksTo('Picture', image), ...linksTo('Details', link)],
	buttons: buttons.map((button) => ({ title: words(button.title), url: webAddress(button.url) })),
});

/** The last path segment, for a link to a file. */
export const fileName = (value: unknown): string => {
	const url = webAddress(value);
	if (url === null) return 'File';
	const last = new URL(url).pathname.split('/').at(-1) ?? '';
	return last === '' ? new URL(url).hostname : last;
};
