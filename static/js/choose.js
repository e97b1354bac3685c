// A form with data-choose: one box chooses all rows of the page, and the button says how many are chosen.
for (const form of document.querySelectorAll("form[data-choose]")) {
  const all = form.querySelector("[data-choose-all]");
  const count = form.querySelector("[data-chosen-count]");
  if (!all) continue;
  const boxes = [...form.querySelectorAll("tbody input[type=checkbox]")];

  const tell = () => {
    const chosen = boxes.filter((box) => box.checked).length;
    all.checked = chosen === boxes.length;
    all.indeterminate = chosen > 0 && chosen < boxes.length;
    if (count) count.textContent = chosen ? ` (${chosen})` : "";
  };

  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes) box.checked = all.checked;
    tell();
  });
  form.addEventListener("change", tell);
  tell();
}
