// <button command="show-modal" commandfor="id"> for browsers that do not know it yet, and for all: a press beside
// the dialog closes it. Marks the page as ready, so that what needs a script can show itself.
document.documentElement.dataset.ready = "";

const KNOWN = "commandForElement" in HTMLButtonElement.prototype;

document.addEventListener("click", ({ target }) => {
  if (target instanceof HTMLDialogElement && target.open) target.close();
  if (KNOWN) return;
  const button = target.closest("button[commandfor]");
  const dialog = button && document.getElementById(button.getAttribute("commandfor"));
  if (!dialog) return;
  if (button.getAttribute("command") === "show-modal") dialog.showModal();
  if (button.getAttribute("command") === "close") dialog.close();
});
