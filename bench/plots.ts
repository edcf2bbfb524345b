import { init, use } from 'echarts/core.js';
import { BarChart } from 'echarts/charts.js';
import { GridComponent, TitleComponent } from 'echarts/components.js';
import { SVGRenderer } from 'echarts/renderers.js';
import type { Result } from './measure.ts';

use([BarChart, GridComponent, TitleComponent, SVGRenderer]);

/** Readable on a white page and on a dark one. */
const INK = '#7d8590';
const OURS = '#5b7cfa';
const OTHERS = '#a9b1bd';
const FAILED = '#d9534f';

interface Bar {
	readonly name: string;
	readonly value: number;
	readonly label: string;
	readonly color: string;
}

const svgOf = (title: string, bars: readonly Bar[]): string => {
	const chart = init(null, null, { renderer: 'svg', ssr: true, width: 760, height: 80 + 44 * bars.length });
	chart.setOption({
		animation: false,
		textStyle: { fontFamily: 'system-ui, sans-serif', color: INK },
		title: { text: title, left: 0, textStyle: { fontSize: 15, color: INK } },
		grid: { left: 250, right: 190, top: 44, bottom: 16 },
		xAxis: { type: 'value', show: false },
		yAxis: {
			type: 'category',
			inverse: true,
			data: bars.map(({ name }) => name),
			axisLine: { show: false },
			axisTick: { show: false },
			axisLabel: { color: INK, fontSize: 13 },
		},
		series: [
			{
				type: 'bar',
				barWidth: 20,
				data: bars.map(({ value, label, color }) => ({
					value,
					itemStyle: { color, borderRadius: 4 },
					label: { show: true, position: 'right', formatter: label, color: INK, fontSize: 13 },
				})),
			},
		],
	});
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
};

const isOurs = ({ what }: Result): boolean => what.startsWith('ours');

const numberOf = (figures: Result['figures'], key: string): number => Number(figures[key] ?? 0);

const sendBars = (results: readonly Result[], measure: string): Bar[] =>
	results
		.filter((one) => one.measure === measure && 'delivered' in one.figures)
		.map((one) => {
			const delivered = numberOf(one.figures, 'delivered');
			const outOfOrder = numberOf(one.figures, 'outOfOrder');
			const isWhole = delivered === 500;
			const order = outOfOrder === 0 ? '' : `, ${outOfOrder} out of order`;
			return {
				name: one.what,
				value: numberOf(one.figures, 'seconds'),
				label: isWhole
					? `${numberOf(one.figures, 'seconds')} s${order}`
					: `failed: ${delivered} of 500 delivered${order}`,
				color: isWhole ? (isOurs(one) ? OURS : OTHERS) : FAILED,
			};
		});

const triggerBars = (results: readonly Result[]): Bar[] =>
	results
		.filter(({ figures }) => 'oursPerSecond' in figures)
		.map(({ measure, what, figures }) => {
			const rate = numberOf(figures, 'oursPerSecond');
			return {
				name: `${what.split(' against')[0] ?? ''} (${measure.split(' ').at(-1) ?? ''})`,
				value: rate,
				label: `${rate}/s (unchecked: ${numberOf(figures, 'othersPerSecond')}/s)`,
				color: OURS,
			};
		});

/** The plots of the README: file name and SVG. */
export const plots = (results: readonly Result[]): [string, string][] =>
	(
		[
			[
				'bench-send.svg',
				'500 messages, 50 ms each, a server that takes ten at a time',
				sendBars(results, 'send, 50 ms'),
			],
			['bench-trigger.svg', 'Signed deliveries through n8n, by its expression engine', triggerBars(results)],
		] as const
	)
		.filter(([, , bars]) => bars.length > 0)
		.map(([file, title, bars]) => [file, svgOf(title, bars)]);
