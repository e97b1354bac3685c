// Menus made of <details class="pop">: Escape and a press elsewhere close them.
function close(menu) {
  menu.removeAttribute("open");
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.pop[open]")) {
    if (!menu.contains(event.target)) close(menu);
  }
});

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.querySelector("details.pop[open]");
  if (!menu) return;
  close(menu);
  menu.querySelector("summary").focus();
});
