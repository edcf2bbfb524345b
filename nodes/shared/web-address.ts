import { BadInput } from './failure';

/**
 * An address to which a service is to send something. Checked here, because Chatwoot takes any text for the callback
 * of an inbox (recorded from a real server), and then no message ever arrives.
 *
 * @param label the field's name in the panel
 * @throws BadInput when it is no http(s) address
 */
export function webAddress(label: string, value: string): string {
	const text = value.trim();
	// Three slashes are what an expression leaves that gives no host: `new URL` would take the path for it.
	if (!URL.canParse(text) || !/^https?:\/\/[^/\s]\S*$/i.test(text)) {
		throw new BadInput(
			`'${label}' is not a web address`,
			'It must begin with https:// or http://, e.g. https://n8n.example.com/webhook/messages.',
		);
	}
	return text;
}
