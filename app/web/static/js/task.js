// The form of a task: drafts save themselves, characters are counted, questions appear when they are asked.

const form = document.querySelector("form[data-save]");
const line = document.querySelector("[data-line]");
let timer = null;
let sending = false;

form?.addEventListener("input", (event) => {
  count(event.target);
  reveal();
  later();
});
form?.addEventListener("submit", () => clearTimeout(timer));
form?.addEventListener("htmx:afterSwap", () => later());
window.addEventListener("online", () => line?.dataset.state === "failed" && save());
document.querySelector("[data-again]")?.addEventListener("click", save);
form?.querySelectorAll("textarea[data-limit]").forEach(count);
reveal();

function later() {
  clearTimeout(timer);
  timer = setTimeout(save, 1500);
}

/** Send what is in the form as a draft, and say on the line beside the buttons what became of it. */
async function save() {
  if (sending) return later();
  sending = true;
  tell("saving");
  try {
    const answer = await fetch(form.dataset.save, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error(answer.status);
    tell("saved", (await answer.json()).saved);
  } catch {
    tell("failed");
  } finally {
    sending = false;
  }
}

function tell(state, words) {
  if (!line) return;
  line.dataset.state = state;
  line.querySelectorAll("[data-when]").forEach((part) => (part.hidden = part.dataset.when !== state));
  if (words) line.querySelector('[data-when="saved"] [data-words]').textContent = words;
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
