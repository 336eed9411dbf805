// Small courtesies on every page: focus goes to what must be read first, "/" searches, filters apply themselves.

const first = document.querySelector("[data-focus]");
if (first) first.focus();

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || isTyping(event)) return;
  const field = [...document.querySelectorAll('[data-key="/"]')].find((input) => input.offsetParent);
  if (!field) return;
  event.preventDefault();
  field.focus();
});

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto]");
  if (form && event.target.matches("select")) form.requestSubmit();
});

document.addEventListener("click", (event) => {
  const copied = event.target.closest("[data-copy]");
  if (!copied) return;
  navigator.clipboard?.writeText(copied.dataset.copy);
  copied.querySelector("[data-told]")?.removeAttribute("hidden");
});

document.querySelectorAll("[data-switch]").forEach((card) => {
  const buttons = [...card.querySelectorAll("[data-panel]")];
  const show = (name) => {
    card.querySelectorAll("[data-name]").forEach((panel) => (panel.hidden = panel.dataset.name !== name));
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.panel === name)));
  };
  buttons.forEach((button) => button.addEventListener("click", () => show(button.dataset.panel)));
  card.querySelector(".chips").hidden = false;
  show(buttons[0].dataset.panel);
});

/** Whether a key belongs to a field somebody is writing in, or to a shortcut of the browser. */
function isTyping(event) {
  const inField = event.target.closest?.("input,select,textarea,[contenteditable]");
  return Boolean(inField) || event.ctrlKey || event.metaKey || event.altKey;
}
