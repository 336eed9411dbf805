// Buttons above a diagram: nearer, further, the whole drawing, back to the step. For keyboard and touch alike.

const english = document.documentElement.lang === "en";
const WORDS = english
  ? { nearer: "Zoom in", further: "Zoom out", whole: "Whole diagram", back: "To the step" }
  : { nearer: "ขยาย", further: "ย่อ", whole: "ทั้งผัง", back: "ไปขั้นนี้" };

export function tools(viewer, container, back) {
  const canvas = viewer.get("canvas");
  const step = (by) => () => canvas.zoom(Math.min(Math.max(canvas.zoom() * by, 0.1), 3));
  const bar = document.createElement("div");
  bar.className = "diagram-tools";
  bar.append(
    button("+", WORDS.nearer, step(1.25)),
    button("−", WORDS.further, step(0.8)),
    button(WORDS.whole, "", () => canvas.zoom("fit-viewport")),
    button(WORDS.back, "", back),
  );
  container.before(bar);
}

function button(text, label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  if (label) made.setAttribute("aria-label", label);
  made.addEventListener("click", act);
  return made;
}
