'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const mark = require('./mark.js');

/** Makes the items of a measurement, and starts the clock. */
class BenchItems {
	description = {
		displayName: 'Bench Items',
		name: 'benchItems',
		group: ['transform'],
		version: 1,
		description: 'Makes items and starts the clock',
		defaults: { name: 'Bench Items' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'Count', name: 'count', type: 'number', default: 500 },
			{ displayName: 'Conversations', name: 'conversations', type: 'number', default: 50 },
		],
	};

	async execute() {
		const count = this.getNodeParameter('count', 0);
		const conversations = this.getNodeParameter('conversations', 0);
		const items = Array.from({ length: count }, (_, index) => ({
			json: { conversation: 1 + (index % conversations), content: `message ${index}` },
			pairedItem: { item: 0 },
		}));
		// Linux then counts the peak of the memory from here on.
		writeFileSync('/proc/self/clear_refs', '5');
		mark.rss = Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
		mark.begin = performance.now();
		mark.cpu = process.cpuUsage();
		return [items];
	}
}

module.exports = { BenchItems };
