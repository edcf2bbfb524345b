import { BadInput } from '../shared/failure';
import { httpUrl, textIn } from '../shared/credential';
import { path } from '../shared/path';
import type { Service } from '../shared/service';

/**
 * The Developer API of Proto AICX (seed 001). The teamspace stands in the middle of every path, where operations
 * write `{teamspace}`.
 */
export const protoAicxService: Service = {
	name: 'Proto AICX',
	credential: 'protoAicxApi',
	tokenField: 'takeoverSecret',
	parallel: 5,
	options: [],
	address: (credential) => {
		const teamspace = textIn(credential, 'teamspaceId').trim();
		if (teamspace === '') {
			throw new BadInput(
				"'Teamspace ID' is empty",
				'Enter the ID of your teamspace (subcompany) in the Proto AICX credential.',
			);
		}
		const base = httpUrl('Base URL', textIn(credential, 'baseUrl'));
		return (below) => base + below.replace('{teamspace}', path`${teamspace}`);
	},
	advice: {
		401: "Check 'Takeover Secret' in the Proto AICX credential: it stands on the settings page of the teamspace. The API needs the Total plan or one above it.",
		404: 'Check the IDs: the customer or custom field does not exist in this teamspace. Customers are found by their provided unique ID, your own ID for them.',
		409: 'It exists already, and Proto AICX does not let it be made again.',
		422: "Proto AICX does not accept these values. Tags that the teamspace does not have need 'Create if Not Existing'. Where the form of a body is not documented, this node takes it as JSON too.",
	},
};
