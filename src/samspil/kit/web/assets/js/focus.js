// After a part of the page was replaced: say what came, and put the focus where the person goes on.
//
// In what comes back, the first of these that is there gets the focus: [data-focus], an error summary, a field in
// error. If none is, the focus stays, unless the element that had it is gone: then the replaced part gets it.
// What [data-announce] holds is read aloud.
const GOES_ON_AT = "[data-focus], .ds-error-summary, [aria-invalid='true']";

function replaced(ctx) {
  const target = ctx.target;
  if (target?.isConnected) return target;
  return target?.id ? document.getElementById(target.id) : null;
}

function focus(element) {
  if (!element.matches("a[href], button, input, select, textarea, [tabindex]")) {
    element.tabIndex = -1;
    element.classList.add("s-focus-target");
  }
  element.focus();
}

function announce(part) {
  const status = document.getElementById("s-status");
  const said = part.closest("[data-announce]") ?? part.querySelector("[data-announce]");
  if (status && said) status.textContent = said.dataset.announce;
}

// A button that was pressed may come back dead (the first of a list cannot go up): take its living neighbour.
let pressed = "";

function neighbour() {
  const same = pressed && document.getElementById(pressed);
  return same ? same.closest("form")?.querySelector("button:not(:disabled)") : null;
}

document.addEventListener("htmx:before:swap", () => {
  pressed = document.activeElement?.id ?? "";
});

document.addEventListener("htmx:after:swap", ({ detail }) => {
  const part = replaced(detail.ctx);
  if (!part) return;
  announce(part);
  const next = part.querySelector(GOES_ON_AT);
  const lost = document.activeElement === document.body || document.activeElement === null;
  if (next) focus(next);
  else if (lost) focus(neighbour() ?? part);
});

// A page that comes back with errors after a plain submit: begin at the summary.
document.addEventListener("DOMContentLoaded", () => {
  const errors = document.querySelector(".ds-error-summary");
  if (errors) focus(errors);
});
