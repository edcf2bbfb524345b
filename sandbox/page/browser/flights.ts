import { useEffect, useRef } from 'preact/hooks';
import type { Hop, Station } from '../types.ts';

const FLIGHT_MS = 700;
/** Calls that come together leave one after the other. */
const APART_MS = 160;
/** More at once would be a swarm, not a message. */
const MOST_AT_ONCE = 6;

/** The place of a station on the screen: of several signs the one that can be seen. */
const placeOf = (station: Station): { readonly x: number; readonly y: number } | undefined => {
	const signs = [...document.querySelectorAll<HTMLElement>(`[data-station="${station}"]`)];
	const seen = signs.find((sign) => sign.getClientRects().length > 0);
	if (seen === undefined) return undefined;
	const { left, top, width, height } = seen.getBoundingClientRect();
	return { x: left + width / 2, y: top + height / 2 };
};

const at = ({ x, y }: { readonly x: number; readonly y: number }, scale: number): string =>
	`translate(${x}px, ${y}px) scale(${scale})`;

/** A dot in the colour of the service flies from one place to the other. */
const fly = ({ from, to }: Hop, delay: number): void => {
	const start = placeOf(from);
	const end = placeOf(to);
	if (from === to || start === undefined || end === undefined) return;
	const dot = document.createElement('span');
	dot.className = `flight flight-${from === 'n8n' ? to : from}`;
	dot.setAttribute('aria-hidden', 'true');
	document.body.append(dot);
	const middle = { x: (start.x + end.x) / 2, y: Math.min(start.y, end.y) + 26 };
	const flight = dot.animate(
		[
			{ transform: at(start, 0.4), opacity: 0 },
			{ transform: at(start, 1), opacity: 1, offset: 0.15 },
			{ transform: at(middle, 1.15), opacity: 1, offset: 0.55 },
			{ transform: at(end, 1), opacity: 1, offset: 0.9 },
			{ transform: at(end, 0.4), opacity: 0 },
		],
		{ duration: FLIGHT_MS, delay, easing: 'ease-in-out', fill: 'both' },
	);
	const remove = (): void => dot.remove();
	flight.finished.then(remove, remove);
};

/** Lets every new call be seen on its way, unless the person wants little motion or has only just come. */
export const useFlights = (journey: readonly Hop[] | undefined): void => {
	const last = useRef<number | undefined>(undefined);
	useEffect(() => {
		if (journey === undefined) return;
		const before = last.current;
		last.current = journey[0]?.seq ?? before ?? 0;
		if (before === undefined || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
		const news = journey.filter(({ seq }) => seq > before).reverse();
		for (const [index, hop] of news.slice(-MOST_AT_ONCE).entries()) fly(hop, index * APART_MS);
	}, [journey]);
};
