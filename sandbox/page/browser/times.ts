const formatOf = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
	new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...options });

const MINUTES = formatOf({});
const SECONDS = formatOf({ second: '2-digit' });

/** e.g. `12:00` */
export const toMinutes = (at: number): string => MINUTES.format(at);

/** e.g. `12:00:01` */
export const toSeconds = (at: number): string => SECONDS.format(at);
