/* The rating sheet by keyboard: digits choose, Enter takes what the law suggests, arrows go from person to person. */
(() => {
  const rows = () => [...document.querySelectorAll(".sheet-row")];
  const go = (row) => {
    if (row) {
      rows().forEach((other) => other.classList.toggle("sheet-here", other === row));
      row.focus();
    }
  };
  const press = (row, level) => {
    const button = row.querySelector(`button[value="${level}"]`);
    if (!button) return false;
    const next = rows()[rows().indexOf(row) + 1];
    button.click();
    go("stays" in button.dataset ? row : next || row);
    return true;
  };

  const explain = (row) => {
    row.querySelectorAll(".sheet-reason").forEach((field) => field.classList.add("sheet-reason-shown"));
    row.querySelector("input.sheet-reason")?.focus();
  };

  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.(".sheet-row");
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches("input, select");
    const buttons = [...row.querySelectorAll(".sheet-key")];
    const here = rows().indexOf(row);
    let taken = true;
    if (event.key === "ArrowDown") go(rows()[here + 1]);
    else if (event.key === "ArrowUp") go(rows()[here - 1]);
    else if (typing && event.key === "Escape") go(row);
    else if (event.target.matches("input") && event.key === "Enter") {
      const chosen = row.querySelector(".sheet-key-chosen")?.value;
      taken = press(row, chosen || row.dataset.suggested || buttons[0]?.value);
    } else if (typing || event.target.matches("summary, button, a")) taken = false;
    else if (/^[1-4]$/.test(event.key)) taken = press(row, buttons[event.key - 1]?.value);
    else if (event.key === "Enter") {
      if (row.dataset.suggested) taken = press(row, row.dataset.suggested);
      else explain(row);
    }
    else if (event.key.toLowerCase() === "l") explain(row);
    else taken = false;
    if (taken) event.preventDefault();
  });

  document.addEventListener("htmx:afterSettle", (event) => {
    const swapped = event.detail.elt;
    if (swapped?.classList?.contains("sheet-row") && document.activeElement === document.body) go(swapped);
  });

  // Whoever leaves for another page waits for what was pressed: that page reads what is kept.
  let pressed = 0;
  let leaving = null;
  document.addEventListener("htmx:beforeSend", () => (pressed += 1));
  document.addEventListener("htmx:afterRequest", (event) => {
    pressed -= 1;
    const { successful, xhr } = event.detail;
    if (!successful || xhr.getResponseHeader("HX-Refresh")) leaving = null;
    setTimeout(() => leaving && !pressed && location.assign(leaving)); // after a press that waited for this one
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || !pressed || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leaving = link.href;
  });

  const first = rows().find((row) => row.querySelector("form button") && !row.querySelector(".sheet-key-chosen"));
  go(first);
})();
