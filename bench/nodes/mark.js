'use strict';

/** Where the clock of a measurement stands, from the node that starts it to the one that stops it. */
module.exports = { begin: 0, cpu: { user: 0, system: 0 }, rss: 0 };
