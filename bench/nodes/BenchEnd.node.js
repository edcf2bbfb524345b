'use strict';
const { readFileSync } = require('node:fs');
const mark = require('./mark.js');

/** Stops the clock, and tells what it shows. */
class BenchEnd {
	description = {
		displayName: 'Bench End',
		name: 'benchEnd',
		group: ['transform'],
		version: 1,
		description: 'Stops the clock',
		defaults: { name: 'Bench End' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute() {
		const wallMs = performance.now() - mark.begin;
		const { user, system } = process.cpuUsage(mark.cpu);
		const status = readFileSync('/proc/self/status', 'utf8');
		const peak = Number(/VmHWM:\s+(\d+)/.exec(status)[1]) * 1024;
		const json = {
			items: this.getInputData().length,
			wallMs,
			cpuMs: (user + system) / 1000,
			rssBefore: mark.rss,
			rssPeak: peak,
		};
		return [[{ json, pairedItem: { item: 0 } }]];
	}
}

module.exports = { BenchEnd };
