// A line to copy: the button stands there only where the browser lets a page copy.
for (const part of document.querySelectorAll("[data-copy]")) {
  const [line, button, told] = ["input", "button", "[role=status]"].map((what) => part.querySelector(what));

  line.addEventListener("focus", () => line.select());
  if (navigator.clipboard) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(line.value);
      told.textContent = "Đã chép đường dẫn.";
    });
  }
}
