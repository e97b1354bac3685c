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

  // A spreadsheet quotes a cell that itself has lines or tabs in it: one line of text here.
  const linesOf = (text) => {
    const lines = [[]];
    for (let rest = text; ; ) {
      const quoted = rest.match(/^"((?:[^"]|"")*)"(?=[\t\n]|$)/);
      const isQuoted = quoted && /[\t\n]/.test(quoted[1]);
      const cell = isQuoted ? quoted[0] : rest.match(/^[^\t\n]*/)[0];
      lines[lines.length - 1].push(isQuoted ? quoted[1].replace(/""/g, '"').replace(/\s+/g, " ") : cell);
      const mark = rest[cell.length];
      if (!mark) return lines;
      if (mark === "\n") lines.push([]);
      rest = rest.slice(cell.length + 1);
    }
  };

  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    if (!event.target.matches("input") || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    let row = event.target.closest("tr");
    const from = event.target.closest("td").cellIndex;
    const lines = linesOf(text);
    let placed = 0;
    for (const line of lines) {
      if (!row) row = add();
      if (!row) break;
      placed += 1;
      line.forEach((cell, index) => {
        const field = row.cells[from + index]?.querySelector("input, select");
        if (field) fill(field, cell);
      });
      row = row.nextElementSibling;
    }
    const left = document.querySelector("[data-paste-left]");
    left.hidden = placed === lines.length;
    left.textContent = left.dataset.pasteLeft.replace("#", lines.length - placed);
    table.dispatchEvent(new Event("change", { bubbles: true }));
  });

  document.querySelector("[data-more-rows]")?.addEventListener("click", () => {
    add()?.querySelector("input")?.focus();
  });
})();
