import { empty, json, text, type Answer } from './answer.ts';
import type { Exchange } from './exchange.ts';
import type { Disturbance, StatusFault } from './faults.ts';
import type { Service } from './service.ts';

const LOGIN_PAGE =
	'<!DOCTYPE html><html><head><title>Sign in</title></head>' +
	'<body><h1>Sign in</h1><form method="post"><input name="user"></form></body></html>';

const statusAnswer = ({ status, headers, body, contentType }: StatusFault, service: Service): Answer => {
	const base =
		body === undefined
			? service.fail(status, 'A fault that was switched on in the sandbox')
			: typeof body === 'string' && contentType !== undefined
				? text(body, contentType, status)
				: json(body, status, contentType === undefined ? {} : { 'content-type': contentType });
	// Lower case, so that a header given here takes the place of the same one in the error's own form.
	const given = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
	return { ...base, headers: { ...base.headers, ...(Object.fromEntries(given) as Record<string, string>) } };
};

/** Ends an exchange the way a fault says. `act` lets the service act and gives the answer it would send. */
export const play = async (
	fault: Disturbance | undefined,
	exchange: Exchange,
	service: Service,
	act: () => Promise<Answer>,
): Promise<void> => {
	if (fault === undefined) exchange.send(await act());
	else if ('cut' in fault) {
		const note = `fault: cut ${fault.cut}`;
		const answer = fault.cut === 'before' ? undefined : await act();
		if (fault.cut === 'midway' && answer) exchange.sendHalf(answer, note);
		else exchange.cut(note);
	} else if ('hang' in fault) {
		if (fault.hang === 'after') await act();
		exchange.hang(`fault: hang ${fault.hang}`);
	} else if ('drip' in fault) {
		const { everyMs, bytes } = fault.drip;
		await exchange.drip(await act(), everyMs, bytes, 'fault: drip');
	} else if ('html' in fault) exchange.send(text(LOGIN_PAGE, 'text/html; charset=utf-8'), 'fault: html');
	else if ('empty' in fault) exchange.send(empty((await act()).status), 'fault: empty');
	else if ('raw' in fault) {
		const { status, headers } = await act();
		const answer = { status, headers: { ...headers, 'content-type': fault.contentType }, content: fault.raw };
		exchange.send(answer, 'fault: raw');
	} else if ('alter' in fault) {
		const answer = await act();
		exchange.send({ ...answer, content: fault.alter(answer.content.toString()) }, 'fault: alter');
	} else if ('redirect' in fault) {
		exchange.send(
			{ status: fault.status ?? 302, headers: { location: fault.redirect }, content: '' },
			'fault: redirect',
		);
	} else {
		if (fault.acts === true) await act();
		exchange.send(statusAnswer(fault, service), `fault: status ${fault.status}`);
	}
};
