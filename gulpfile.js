const { dest, parallel, src } = require('gulp');

/** Copies files into dist, keeping their place below the root, and byte by byte. */
const copy = (patterns) => src(patterns, { base: '.', encoding: false, allowEmpty: true }).pipe(dest('dist'));

/** n8n resolves `file:../../icons/x.svg` from the compiled node, so dist has the layout of the sources. */
const icons = () => copy(['icons/**/*.svg', 'nodes/**/*.svg']);

/** What n8n's node panel knows about a node: categories, other names, links. */
const codex = () => copy('nodes/**/*.node.json');

exports['build:icons'] = icons;
exports.default = parallel(icons, codex);
