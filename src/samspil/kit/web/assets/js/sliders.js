// A number that may be dragged. The field stays what it is, for the keyboard and for those who do not see the
// page; a slider beside it follows it, and it follows the slider.
function dress(field) {
  const slider = document.createElement("input");
  slider.type = "range";
  for (const bound of ["min", "max", "step"]) slider.setAttribute(bound, field.getAttribute(bound));
  slider.value = field.value || "0";
  slider.tabIndex = -1;
  slider.setAttribute("aria-hidden", "true");
  slider.addEventListener("input", () => {
    field.value = slider.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  field.addEventListener("input", () => {
    slider.value = field.value || "0";
  });
  const both = document.createElement("span");
  both.className = "s-slider";
  field.before(both);
  both.append(slider, field);
}

for (const field of document.querySelectorAll("input[data-slider]")) dress(field);
