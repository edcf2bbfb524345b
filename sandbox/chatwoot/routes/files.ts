import type { Answer } from '../../core/answer.ts';
import type { FormFile } from '../../core/form.ts';
import type { Call, Route } from '../../core/service.ts';
import { noRoute } from '../answers.ts';
import type { Installation } from '../installation.ts';
import { contractOf } from '../keys.ts';
import { wholeNumber } from '../values.ts';
import { BLOBS, DISK, REPRESENTATIONS } from '../views/files.ts';
import { answering } from './access.ts';

/** The downloads: whoever has an address, which is signed, may fetch its file. The first answer leads to a second. */
export const fileRoutes = (installation: Installation): readonly Route[] => {
	const { state, origin } = installation;

	const fileOf = ({ params }: Call): FormFile => {
		const { signedId = '' } = params;
		const [, contactId] = /^contact-(\d+)$/.exec(signedId) ?? [];
		const file =
			contactId === undefined
				? state.attachments.get(signedId)?.file
				: state.contacts.get(wholeNumber(contactId))?.avatar;
		if (!file) throw noRoute();
		return file;
	};

	const redirect = (call: Call): Answer =>
		answering(call, () => {
			const name = encodeURIComponent(fileOf(call).filename);
			const location = `${origin()}${DISK}/${call.params.signedId ?? ''}/${name}`;
			return {
				status: 302,
				headers: { location, 'content-type': 'text/html; charset=utf-8' },
				content: '',
			};
		});

	const send = (call: Call): Answer =>
		answering(call, () => {
			const { filename, type, bytes } = fileOf(call);
			const ascii = filename.replaceAll(/[^\x20-\x7e]|["\\]/g, '?');
			const encoded = encodeURIComponent(filename);
			return {
				status: 200,
				headers: {
					'content-type': type,
					'content-disposition': `inline; filename="${ascii}"; filename*=UTF-8''${encoded}`,
				},
				content: Buffer.from(bytes),
			};
		});

	const contract = contractOf({});
	return [
		{ method: 'GET', path: `${BLOBS}/:signedId/:name`, contract, handle: redirect },
		{ method: 'GET', path: `${REPRESENTATIONS}/:signedId/:variant/:name`, contract, handle: redirect },
		{ method: 'GET', path: `${DISK}/:signedId/:name`, contract, handle: send },
	];
};
