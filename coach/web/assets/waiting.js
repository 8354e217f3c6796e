"use strict";
// Asks for a place again; the page that comes back is the app, or this one with a new place in the line.
window.setTimeout(() => window.location.replace("/"), 5000);
