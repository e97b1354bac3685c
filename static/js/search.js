// The search box: "/" puts the cursor in it; a text without a number in it is asked for by an address.
const form = document.querySelector("[data-search]");

if (form) {
  const box = form.elements.q;

  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    box.focus();
    box.select();
  });

  form.addEventListener("submit", (event) => {
    const digits = box.value.match(/\p{Nd}/gu) ?? [];
    if (digits.length >= 4) return;
    event.preventDefault();
    const address = new URL(form.action);
    address.searchParams.set("q", box.value.trim());
    location.assign(address);
  });
}
