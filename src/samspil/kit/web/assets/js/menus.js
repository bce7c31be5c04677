// A menu closes when one looks elsewhere or presses Escape. Opening needs no script.
const OPEN = "details.s-menu[open]";

function closeAllBut(kept) {
  for (const menu of document.querySelectorAll(OPEN)) if (menu !== kept) menu.open = false;
}

document.addEventListener("click", ({ target }) => closeAllBut(target.closest(OPEN)));

document.addEventListener("focusin", ({ target }) => closeAllBut(target.closest(OPEN)));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest(OPEN);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
