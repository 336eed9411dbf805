// The inbox by keyboard: J and K move, Enter opens, C claims. Rows stay ordinary links and buttons without this.

const typing = (event) =>
  event.target.closest("input,select,textarea,button,summary") || event.ctrlKey || event.metaKey || event.altKey;

const rows = () => [...document.querySelectorAll("tr[data-row]")];

document.addEventListener("keydown", (event) => {
  if (typing(event)) return;
  const key = event.key.toLowerCase();
  if (key === "j") move(1);
  if (key === "k") move(-1);
  if (key === "c") current()?.querySelector("[data-claim]")?.form.requestSubmit();
});

document.addEventListener("focusin", (event) => {
  rows().forEach((row) => row.classList.toggle("at", row.contains(event.target)));
});

function current() {
  return document.querySelector("tr[data-row].at");
}

function move(step) {
  const all = rows();
  const at = all.indexOf(current());
  const next = all[Math.min(Math.max(at + step, 0), all.length - 1)];
  next?.querySelector("a.open").focus();
  next?.scrollIntoView({ block: "nearest" });
}
