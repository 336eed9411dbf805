// The form of a task: drafts save themselves, characters are counted, questions appear when they are asked.

const form = document.querySelector("form[data-save]");
const LONG_ENOUGH = 20000;   // milliseconds: a draft that hangs on a dead line must not hold back what is pressed
const line = document.querySelector("[data-line]");
let timer = null;
let sending = false;
let held = null;

form?.addEventListener("input", (event) => {
  count(event.target);
  reveal();
  later();
});
form?.addEventListener("submit", () => clearTimeout(timer));
document.addEventListener("change", attach);
if (form) document.addEventListener("submit", wait);
document.querySelector("form[data-takes-answers]")?.addEventListener("submit", bring);
form?.addEventListener("htmx:afterSwap", () => later());
window.addEventListener("online", () => line?.dataset.state === "failed" && save());
document.querySelector("[data-again]")?.addEventListener("click", save);
form?.querySelectorAll("textarea[data-limit]").forEach(count);
reveal();

/** While a draft is on its way the version of the task is about to change: what is pressed meanwhile waits for it. */
function wait(event) {
  if (!sending || !event.target.elements._version) return;
  event.preventDefault();
  held = event;
}

/** Giving the task back takes along what is typed, so that a refusal can show it again. */
function bring(event) {
  const typed = [...typedIn(form)].filter(([name]) => !["_csrf", "_version"].includes(name));
  event.target.querySelectorAll("[data-brought]").forEach((input) => input.remove());
  for (const [name, value] of typed) {
    const input = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    input.dataset.brought = "";
    event.target.append(input);
  }
}

/** A file is sent as soon as it is chosen; its button is for whoever has no scripts. */
function attach(event) {
  if (event.target.matches?.("input[data-attach]") && event.target.files.length) event.target.parentElement.querySelector("button").click();
}

/** What is typed, without files: those are sent by themselves. A password is nobody's draft. */
function typedIn(filled) {
  const typed = new FormData(filled);
  typed.delete("_password");
  for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
  return typed;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(save, 1500);
}

/** Send what is in the form as a draft, and say on the line beside the buttons what became of it. */
async function save() {
  if (line?.dataset.state === "stale") return;
  if (sending) return later();
  sending = true;
  tell("saving");
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body: typedIn(form), signal: AbortSignal.timeout(LONG_ENOUGH) });
    const said = answer.ok || answer.status === 412 ? await answer.json() : null;
    if (!said) throw new Error(answer.status);
    if (said.version) document.querySelectorAll("input[name=_version]").forEach((input) => (input.value = said.version));
    tell(said.stale ? "stale" : "saved", said.stale ?? said.saved);
  } catch {
    tell("failed");
  } finally {
    sending = false;
    const event = held;
    held = null;
    event?.target.requestSubmit(event.submitter);
  }
}

function tell(state, words) {
  if (!line) return;
  line.dataset.state = state;
  line.querySelectorAll("[data-when]").forEach((part) => (part.hidden = part.dataset.when !== state));
  if (words) line.querySelector(`[data-when="${state}"] [data-words]`).textContent = words;
}

/** "พิมพ์แล้ว 79 จาก 2,000 ตัวอักษร" under a text area. */
function count(area) {
  if (!area.dataset?.limit) return;
  let told = area.nextElementSibling;
  if (!told?.classList.contains("typed")) {
    told = Object.assign(document.createElement("p"), { className: "typed" });
    area.after(told);
  }
  const figures = [area.value.length, Number(area.dataset.limit)].map((figure) => figure.toLocaleString("en"));
  told.textContent = form.dataset.typed.replace("{n}", figures[0]).replace("{most}", figures[1]);
}

/** A question asked only after another answer is hidden until that answer is given, unless it holds something. */
function reveal() {
  const typed = form && new FormData(form);
  form?.querySelectorAll("[data-asked]").forEach((field) => {
    const asked = field.dataset.asked.split("&").every((test) => holds(typed, test));
    field.hidden = !asked && !filled(field);
  });
}

function holds(typed, test) {
  const [name, values] = test.split("=");
  return typed.getAll(name).some((value) => values.split("|").includes(value));
}

function filled(field) {
  const inputs = [...field.querySelectorAll("input,select,textarea")];
  return inputs.some((input) => (input.type === "radio" || input.type === "checkbox" ? input.checked : input.value));
}
