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

// A double click sends a form once: the second press would only be told that the first is done already.
const ONCE_WITHIN = 1000;
const sentAt = new WeakMap();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.matches("[hx-post], [hx-get]")) return;
  const last = sentAt.get(form);
  if (last && last.by === event.submitter && event.timeStamp - last.at < ONCE_WITHIN) event.preventDefault();
  else if (!event.defaultPrevented) sentAt.set(form, { by: event.submitter, at: event.timeStamp });
});
