// Everything that runs in the browser. Every page works without it; it makes waiting and moving about gentler.
import "htmx.org/dist/htmx.esm.js";
import "./dialogs.js";
import "./focus.js";
import "./menus.js";
import "./sliders.js";
import "./waiting.js";
