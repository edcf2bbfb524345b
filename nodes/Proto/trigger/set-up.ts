import type { IHookFunctions } from 'n8n-workflow';
import { BadInput } from '../../shared/failure';
import { settingUp } from '../../shared/report';
import { settingsOf } from './settings';

/** Whether it can be the secret of a channel: what is copied with a space would refuse everything. */
export const isSecret = (secret: unknown): boolean =>
	typeof secret === 'string' && secret !== '' && secret.trim() === secret;

/**
 * Refuses to start without a secret: deliveries could not be told from forged ones. Nor with a panel by which none could
 * be read: Proto is not known to deliver again.
 */
export const setUp = async (context: IHookFunctions): Promise<boolean> =>
	await settingUp(context, async () => {
		const { channelSecret } = await context.getCredentials('protoMessagingChannelApi');
		if (!isSecret(channelSecret)) {
			throw new BadInput(
				"'Channel Secret' in the credential is empty, or begins or ends with a space",
				'Without it no delivery can be trusted. You find it in Proto, in the settings of your webhook channel.',
			);
		}
		settingsOf(context);
		return true;
	});
