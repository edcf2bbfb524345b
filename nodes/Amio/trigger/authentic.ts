import { distrust, type Distrust } from '../../shared/signature';

/**
 * Checks who sent a delivery: `X-Hub-Signature` is `sha1=` and the hexadecimal HMAC-SHA1 of the body as it came,
 * with the secret of the channel's webhook as the key (seed 003, with an example).
 *
 * @param signature the header's value; a list when it came more than once
 */
export const distrustOf = (
	secret: string,
	message: Buffer | undefined,
	signature: string | readonly string[] | undefined,
): Distrust | undefined =>
	distrust({ algorithm: 'sha1', secret, message, signature, prefix: 'sha1=', prefixIs: 'required' });
