// Small habits of every page.

// The summary of a form's errors is where one goes on reading.
document.querySelector("[data-takes-focus]")?.focus();

// A part that asks for itself is answered by the sign-in page once the session is over: show that page whole.
document.addEventListener("htmx:beforeSwap", (event) => {
  const asked = new URL(event.detail.pathInfo.requestPath, location.href);
  const answered = new URL(event.detail.xhr.responseURL || asked, location.href);
  if (asked.pathname === answered.pathname) return;
  event.detail.shouldSwap = false;
  location.reload();
});

// A filter form with data-sends-itself is sent when a choice in it changes.
document.addEventListener("change", (event) => {
  event.target.closest("form[data-sends-itself]")?.requestSubmit();
});
