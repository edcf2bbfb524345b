import type { JsonObject } from 'n8n-workflow';
import { BadInput } from '../../../shared/failure';
import type { Field, Fields, ValuesOf } from '../../../shared/fields';
import { fieldsOrJson } from '../../../shared/fields-or-json';
import { filled } from '../../../shared/rows';
import { list, requiredText, text } from '../../../shared/field-kinds';
import { momentOf } from '../../../shared/instant';

const ADDRESS = [
	text('Address Line 1', 'address_line_1', 'e.g. 1 Hacker Way', 'Street and number'),
	text('Address Line 2', 'address_line_2', 'e.g. Floor 2', 'More of the address'),
	text('City', 'city', 'e.g. Menlo Park', 'City or town'),
	text('Country Code', 'country_code', 'e.g. US', 'Country, in two letters'),
	text('Name', 'name', 'e.g. Jane Doe', 'Who gets the parcel'),
	text('Postal Code', 'postal_code', 'e.g. 94025', 'Postal code'),
	text('State', 'state', 'e.g. CA', 'State or region'),
] as const satisfies Fields;

const amount = <const Name extends string>(displayName: string, name: Name, description: string) =>
	({ displayName, name, type: 'number', default: 0, description }) as const satisfies Field;

const ITEM = [
	requiredText('Title', 'title', 'e.g. Blue shirt', 'What was bought'),
	text('Text', 'text', 'e.g. Size M', 'More about it'),
	{
		displayName: 'Quantity',
		name: 'quantity',
		type: 'number',
		default: 1,
		description: 'How many of it were bought',
	},
	amount('Price', 'price', 'Price of it'),
	text('Image URL', 'imageUrl', 'e.g. https://www.example.com/shirt.png', 'Address of a picture of it'),
] as const satisfies Fields;

const show = { contentType: ['receipt'], receiptMode: ['fields'] };

/** What was bought; Messenger only. The keys are those of Amio's Postman sample, which does not say what must be there. */
export const RECEIPT_FIELDS = [
	{ ...fieldsOrJson('Receipt', 'receiptMode'), displayOptions: { show: { contentType: ['receipt'] } } },
	{
		...requiredText('Order ID', 'orderId', 'e.g. 4711', 'Number of the order; each receipt needs its own'),
		displayOptions: { show },
	},
	{
		...text('Currency', 'currency', 'e.g. USD', 'Currency of all amounts, in three letters'),
		displayOptions: { show },
	},
	{
		...text('Payment Method', 'paymentMethod', 'e.g. Visa 2345', 'How it was paid'),
		displayOptions: { show },
	},
	{
		...list('Items', 'items', { group: 'item', entry: 'Item', values: ITEM }, 'What was bought'),
		displayOptions: { show },
	},
	{
		displayName: 'Receipt Summary',
		name: 'summary',
		type: 'collection',
		placeholder: 'Add Amount',
		default: {},
		displayOptions: { show },
		options: [
			amount('Shipping', 'shipping', 'Cost of shipping'),
			amount('Tax', 'tax', 'Tax in the total'),
			amount('Total', 'total', 'What was paid in all'),
		],
	},
	{
		displayName: 'Shipping Address',
		name: 'shippingAddress',
		type: 'collection',
		placeholder: 'Add Line',
		default: {},
		displayOptions: { show },
		options: ADDRESS,
	},
	{
		displayName: 'Receipt Details',
		name: 'receiptDetails',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		displayOptions: { show },
		options: [
			{
				displayName: 'Ordered At',
				name: 'timestamp',
				type: 'dateTime',
				ignoreValidationDuringExecution: true,
				default: '',
				description: 'When it was ordered',
			},
			text('Order URL', 'urlOrder', 'e.g. https://www.example.com/orders/4711', 'Address of the order'),
		],
	},
	{
		displayName: 'Receipt (JSON)',
		name: 'receiptJson',
		type: 'json',
		required: true,
		default: '{}',
		placeholder: 'e.g. { "order_id": "4711", "currency": "USD", "summary": { "total": 20 } }',
		description: "The receipt as a JSON object, in the form of Amio's API",
		displayOptions: { show: { contentType: ['receipt'], receiptMode: ['json'] } },
	},
] as const satisfies Fields;

const unlessEmpty = (values: JsonObject): JsonObject | undefined =>
	Object.keys(values).length === 0 ? undefined : values;

/**
 * The payload of a receipt.
 *
 * @throws BadInput for one that says nothing, and for a date that is none
 */
export function receiptOf(given: ValuesOf<typeof RECEIPT_FIELDS>): JsonObject {
	if (given.receiptMode === 'json') {
		if (Object.keys(given.receiptJson).length === 0) {
			throw new BadInput("'Receipt (JSON)' is empty", 'Give at least the number of the order.');
		}
		return given.receiptJson;
	}
	const { timestamp, urlOrder } = given.receiptDetails;
	return filled({
		order_id: given.orderId,
		timestamp:
			timestamp === undefined || timestamp === '' ? undefined : momentOf('Ordered At', timestamp).toISO(),
		currency: given.currency,
		payment_method: given.paymentMethod,
		url_order: urlOrder,
		shipping_address: unlessEmpty(filled({ ...given.shippingAddress })),
		items: (given.items.item ?? []).map(({ imageUrl, ...item }) => filled({ ...item, image_url: imageUrl })),
		summary: unlessEmpty(filled({ ...given.summary })),
	});
}
