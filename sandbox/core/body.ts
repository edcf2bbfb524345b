import { isForm, readForm, shownForm } from './form.ts';

/** A request's body after a look at its content type. */
export interface ReadBody {
	/** Parsed JSON, for the service; undefined when there is none. */
	readonly value: unknown;
	/** Parsed JSON or text, for the journal. */
	readonly shown: unknown;
	/** Why it cannot be used, in half a sentence. */
	readonly wrong?: string;
}

const parsed = (text: string): { readonly value: unknown } | undefined => {
	try {
		return { value: JSON.parse(text) as unknown };
	} catch {
		return undefined;
	}
};

/** Reads what came over the wire. JSON counts as JSON only when it says so. */
export const readBody = (raw: Buffer, contentType = ''): ReadBody => {
	if (raw.length === 0) return { value: undefined, shown: undefined };
	const shown = raw.toString('utf8');
	const json = parsed(shown);
	if (/^application\/([\w.-]+\+)?json\s*(;|$)/i.test(contentType)) {
		return json
			? { value: json.value, shown: json.value }
			: { value: undefined, shown, wrong: 'the body is not valid JSON' };
	}
	if (json && typeof json.value === 'object') {
		return { value: undefined, shown, wrong: `a JSON body sent as ${contentType || 'no content type'}` };
	}
	return { value: undefined, shown };
};

/** The same, where a form is taken as well as JSON. */
export const readBodyOrForm = (raw: Buffer, contentType = ''): ReadBody => {
	if (raw.length === 0 || !isForm(contentType)) return readBody(raw, contentType);
	const value = readForm(raw, contentType);
	if (value === undefined) return { value, shown: raw.toString('latin1'), wrong: 'the form cannot be read' };
	return { value, shown: shownForm(value) };
};
