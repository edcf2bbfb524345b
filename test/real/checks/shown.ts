import type { OwnThings } from '../own-things.ts';

/** The ID of an agent, or a team, that no account has. */
export const NOBODY = 999_999_999;

/** A picture of one pixel: bytes that are no text, so that a wrong encoding is seen. */
export const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

/** The same as a file of an item. */
export const PHOTO = { data: PICTURE.toString('base64'), fileName: 'photo.png', mimeType: 'image/png' };

/** A conversation, as the server shows it. */
export const shown = async ({ server }: OwnThings, id: unknown): Promise<unknown> =>
	await server.get(`conversations/${String(id)}`);

/** Seconds since 1970; servers show this date as a text or as a number. */
export const secondsOf = (date: unknown): number =>
	typeof date === 'number' ? date : Math.floor(Date.parse(String(date)) / 1000);

/** The same time tomorrow, as a text and in seconds since 1970. */
export const tomorrow = (): { text: string; seconds: number } => {
	const seconds = Math.floor(Date.now() / 1000) + 86_400;
	return { text: new Date(seconds * 1000).toISOString(), seconds };
};
