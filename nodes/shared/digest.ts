import { createHash } from 'node:crypto';

/** SHA-256 in hex, by which the same is known again without being kept. */
export const digestOf = (data: Buffer | string): string => createHash('sha256').update(data).digest('hex');
