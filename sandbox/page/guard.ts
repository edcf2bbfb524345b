type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const HERE = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Whether a browser asks for the page under a name of this machine: a stranger's name that was made to point here
 * (DNS rebinding) would make a stranger's page count as ours.
 */
export const isForUs = ({ host }: Headers): boolean =>
	typeof host === 'string' && URL.canParse(`http://${host}`) && HERE.has(new URL(`http://${host}`).hostname);

/** Whether the page itself asks: browsers name in every POST the origin that it comes from. */
export const isFromUs = (headers: Headers): boolean =>
	isForUs(headers) && headers.origin === `http://${String(headers.host)}`;
