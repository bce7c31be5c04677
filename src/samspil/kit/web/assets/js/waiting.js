// A bar at the top while anything is asked of the server, and a word for those who do not see it.
const waiting = new Set();

function show() {
  document.documentElement.toggleAttribute("data-waiting", waiting.size > 0);
}

document.addEventListener("htmx:before:request", ({ detail }) => {
  waiting.add(detail.ctx);
  show();
});

document.addEventListener("htmx:finally:request", ({ detail }) => {
  waiting.delete(detail.ctx);
  show();
});

document.addEventListener("htmx:error", () => {
  const status = document.getElementById("s-status");
  if (status) status.textContent = status.dataset.failed;
});
