/* A table of lines into which cells are pasted from a spreadsheet; lines are added as they are needed. */
(() => {
  const table = document.querySelector("[data-pastes]");
  if (!table) return;
  const total = document.querySelector('input[name$="-TOTAL_FORMS"]');
  const most = Number(document.querySelector('input[name$="-MAX_NUM_FORMS"]').value);
  const body = table.tBodies[0];

  const add = () => {
    const count = Number(total.value);
    if (count >= most) return null;
    const row = body.rows[body.rows.length - 1].cloneNode(true);
    row.querySelectorAll("input, select").forEach((field) => {
      field.name = field.name.replace(/-\d+-/, `-${count}-`);
      field.id = field.id.replace(/-\d+-/, `-${count}-`);
      if (field.tagName === "SELECT") field.selectedIndex = 0;
      else field.value = "";
    });
    row.querySelectorAll(".sheet-block").forEach((error) => error.remove());
    body.append(row);
    total.value = String(count + 1);
    return row;
  };

  const fill = (field, text) => {
    if (field.tagName !== "SELECT") {
      field.value = text.trim();
      return;
    }
    const wanted = text.trim().toLowerCase();
    const found = [...field.options].findIndex((one) => one.text.toLowerCase() === wanted);
    if (found >= 0) field.selectedIndex = found;
  };

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!event.target.matches("input") || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    let row = event.target.closest("tr");
    const from = event.target.closest("td").cellIndex;
    for (const line of text.split("\n")) {
      if (!row) row = add();
      if (!row) break;
      line.split("\t").forEach((cell, index) => {
        const field = row.cells[from + index]?.querySelector("input, select");
        if (field) fill(field, cell);
      });
      row = row.nextElementSibling;
    }
    table.dispatchEvent(new Event("change", { bubbles: true }));
  });

  document.querySelector("[data-more-rows]")?.addEventListener("click", () => {
    add()?.querySelector("input")?.focus();
  });
})();
