// Shows BPMN diagrams with what happened in a case. On the page:
//   <div data-diagram data-diagram-url="…" data-marks="#id-of-json" data-focus="element" data-table="#id-of-table"></div>
// Selecting a shape marks the table row with the same data-element, and the other way round. The container sends
// "diagram:select" (detail.id, or null) and listens to "diagram:show" (detail.id).

import { draw } from "./diagram-marks.js";
import { tools } from "./diagram-tools.js";
import { textRenderer, thaiText } from "./thai-text.js";

const READABLE = 11 / 14; // labels of 14 px are never shown below 11 px unless a person zooms out
const MARGIN = 28; // room for the pill below a shape
const LONG_WORD = 72;
const LETTER = 6.5;
const LINE = 17;
const COLOURS = { defaultFillColor: "#fff", defaultStrokeColor: "#5b6675", defaultLabelColor: "#17212f" };

async function get(address, kind) {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return answer[kind]();
}

// The diagram with the English name of whatever has one (its property nameEn) in place of the Thai; the labels drawn
// for Thai words become as wide as a long English one.
export function inEnglish(xml) {
  const drawn = new DOMParser().parseFromString(xml, "application/xml");
  for (const property of drawn.querySelectorAll('property[name="nameEn"]')) {
    const named = property.parentElement.closest("[name], [id]");
    if (named) named.setAttribute("name", property.getAttribute("value"));
  }
  for (const box of drawn.querySelectorAll("BPMNLabel > Bounds")) widen(box, drawn);
  return new XMLSerializer().serializeToString(drawn);
}

// A label above its shape grows upwards, so that its second line does not lie on the shape.
function widen(box, drawn) {
  const [x, y, width, height] = ["x", "y", "width", "height"].map((name) => Number(box.getAttribute(name)));
  const more = Math.max(0, LONG_WORD - width);
  const shown = box.parentElement.parentElement;
  const name = drawn.querySelector(`[id="${shown.getAttribute("bpmnElement")}"]`)?.getAttribute("name") || "";
  const lines = Math.ceil(name.length / ((width + more) / LETTER));
  const top = Number(shown.querySelector(":scope > Bounds")?.getAttribute("y") || 0);
  box.setAttribute("width", width + more);
  box.setAttribute("x", x - more / 2);
  if (y + height <= top) box.setAttribute("y", Math.min(y, top - lines * LINE));
}

async function show(container) {
  const marks = JSON.parse(document.querySelector(container.dataset.marks)?.textContent || "{}");
  const [xml, habits] = await Promise.all([
    get(container.dataset.diagramUrl, "text"),
    get(new URL("../thai-words.json", import.meta.url), "json"),
    document.fonts.load("14px Sarabun", "ก"),
  ]);
  const viewer = new window.BpmnJS({
    container,
    textRenderer,
    bpmnRenderer: COLOURS,
    zoomScroll: { enabled: false },
    additionalModules: [thaiText(habits)],
  });
  await viewer.importXML(document.documentElement.lang === "en" ? inEnglish(xml) : xml);
  draw(viewer, marks);
  place(viewer, container.dataset.focus);
  keepPageScrolling(viewer, container);
  tools(viewer, container, () => place(viewer, container.dataset.focus));
  wireSelection(viewer, container);
  new ResizeObserver(() => place(viewer, container.dataset.focus)).observe(container);
  container.dataset.shown = "yes";
}

// The whole drawing if its labels stay readable, else the step that matters with its neighbours, at a readable size.
export function place(viewer, focus) {
  const canvas = viewer.get("canvas");
  canvas.resized();
  const { outer } = canvas.viewbox();
  if (!outer.width || !outer.height) return;
  canvas.zoom("fit-viewport");
  if (canvas.zoom() >= READABLE) return;
  const { inner } = canvas.viewbox();
  const element = viewer.get("elementRegistry").get(focus) || { x: inner.x, y: inner.y, width: 0, height: 0 };
  const seen = around(element, outer);
  const x = seen.x + seen.width / 2 - seen.shown.width / 2;
  const y = seen.y + seen.height / 2 - seen.shown.height / 2;
  canvas.viewbox({
    x: within(x, inner.x, inner.width, seen.shown.width),
    y: within(y, inner.y, inner.height, seen.shown.height),
    ...seen.shown,
  });
}

// The box of a step and of those before and after it that still fit beside it: nearest first.
function around(element, outer) {
  const largest = { width: outer.width / READABLE, height: outer.height / READABLE };
  const ends = [...(element.incoming || []).map((flow) => flow.source), ...(element.outgoing || []).map((flow) => flow.target)];
  const far = (end) => Math.abs(end.x - element.x) + Math.abs(end.y - element.y);
  let box = { x: element.x, y: element.y, width: element.width, height: element.height };
  for (const end of ends.filter(Boolean).sort((one, other) => far(one) - far(other))) {
    const wider = joined(box, end);
    if (wider.width + 2 * MARGIN <= largest.width && wider.height + 2 * MARGIN <= largest.height) box = wider;
  }
  const zoom = Math.min(1, outer.width / (box.width + 2 * MARGIN), outer.height / (box.height + 2 * MARGIN));
  const shown = { width: outer.width / Math.max(zoom, READABLE), height: outer.height / Math.max(zoom, READABLE) };
  return { ...box, shown };
}

function joined(box, shape) {
  const x = Math.min(box.x, shape.x);
  const y = Math.min(box.y, shape.y);
  const right = Math.max(box.x + box.width, shape.x + shape.width);
  const bottom = Math.max(box.y + box.height, shape.y + shape.height);
  return { x, y, width: right - x, height: bottom - y };
}

function within(wanted, start, long, shown) {
  const margin = 16;
  if (long + 2 * margin <= shown) return start - (shown - long) / 2;
  return Math.min(Math.max(wanted, start - margin), start + long + margin - shown);
}

// The wheel moves the page until somebody clicks into the drawing.
function keepPageScrolling(viewer, container) {
  const wheel = viewer.get("zoomScroll");
  container.addEventListener("pointerdown", () => wheel.toggle(true));
  container.addEventListener("pointerleave", () => wheel.toggle(false));
}

function wireSelection(viewer, container) {
  const table = container.dataset.table && document.querySelector(container.dataset.table);
  let shown = null;
  const select = (id) => {
    const canvas = viewer.get("canvas");
    if (shown) canvas.removeMarker(shown, "mark-selected");
    shown = viewer.get("elementRegistry").get(id) ? id : null;
    if (shown) canvas.addMarker(shown, "mark-selected");
    for (const row of table ? table.querySelectorAll("[data-element]") : []) {
      if (row.dataset.element === shown) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    container.dispatchEvent(new CustomEvent("diagram:select", { detail: { id: shown } }));
  };
  viewer.on("element.click", ({ element }) => select(element.labelTarget ? element.labelTarget.id : element.id));
  container.addEventListener("diagram:show", ({ detail }) => {
    select(detail.id);
    if (shown) place(viewer, shown);
  });
  table?.addEventListener("click", ({ target }) => {
    const row = target.closest("[data-element]");
    if (row) select(row.dataset.element);
  });
}

for (const container of document.querySelectorAll("[data-diagram]")) {
  show(container).catch((problem) => {
    container.dataset.shown = "no";
    container.textContent = document.documentElement.lang === "en"
      ? "The drawing cannot be shown; the table says the same."
      : "แสดงผังไม่ได้ในขณะนี้ ตารางบอกสิ่งเดียวกัน";
    console.error(problem);
  });
}
