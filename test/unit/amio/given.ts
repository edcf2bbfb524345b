/** A channel and a contact, as they are filled in. */
export const CH = '6456078759331248741';
export const ANN = '6456078781510715474';
export const CHANNEL = { channel: CH };
export const CONTACT = { channel: CH, contact: ANN };

/** What changes a channel. */
export const patch = (body: object): object => ({
	method: 'PATCH',
	path: `/channels/${CH}`,
	body,
	repeatable: true,
});

export const FIRST_PAGE = { max: 50, offset: 0 };
