import type { Page } from 'playwright-core';

/** A text that is hard to read, e.g. `2.9 "Sent" (#aaaaaa on #ffffff)`. */
type Complaint = string;

/**
 * Text for the browser, whose types the tests do not know: WCAG's contrast of every visible text to the colour behind it,
 * where that is below 4.5. What is disabled needs none.
 */
const LOOK = `(() => {
	const parts = (colour) => {
		const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
		context.fillStyle = colour;
		context.fillRect(0, 0, 1, 1);
		return [...context.getImageData(0, 0, 1, 1).data];
	};
	const light = ([r, g, b]) => {
		const [red, green, blue] = [r, g, b]
			.map((part) => part / 255)
			.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
		return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	};
	const behind = (element) => {
		for (let one = element; one !== null; one = one.parentElement) {
			const colour = parts(getComputedStyle(one).backgroundColor);
			if (colour[3] === 255) return colour;
		}
		return [255, 255, 255];
	};
	const complaints = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
		const element = node.parentElement;
		const text = node.data.trim();
		if (text === '' || element.getClientRects().length === 0 || element.closest(':disabled, .unseen, noscript')) continue;
		const [one, other] = [parts(getComputedStyle(element).color), behind(element)];
		const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
		const contrast = (bright + 0.05) / (dark + 0.05);
		if (contrast < 4.5) complaints.push(contrast.toFixed(1) + ' "' + text + '" (' + one + ' on ' + other + ')');
	}
	return [...new Set(complaints)];
})()`;

/** Whatever on the page is too faint. */
export const faintTexts = async (page: Page): Promise<Complaint[]> => await page.evaluate<Complaint[]>(LOOK);
