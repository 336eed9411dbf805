// What happened, on the shapes of a diagram: colours by class, a badge, and pills with words.
//   {"elements": {"id": {"state": "done|present|skipped|incident|walked|missed", "pill": "…", "rounds": 2, "count": "12"}}, "flows": [ids travelled], "skipped": [ids], "missed": [ids]}

const english = document.documentElement.lang === "en";
const BADGES = {
  done: ["M10 1a9 9 0 1 0 0 18a9 9 0 0 0 0-18z", "M6 10.2l2.8 2.8L14 7.4"],
  skipped: ["M10 1a9 9 0 1 0 0 18a9 9 0 0 0 0-18z", "M4 16L16 4"],
  incident: ["M10 0L20 10L10 20L0 10z", "M10 5v6M10 14v1.6"],
};
const ROOT = ["bpmn:Participant", "bpmn:Lane"];

export function draw(viewer, { elements = {}, flows = [], skipped = [], missed = [] }) {
  const registry = viewer.get("elementRegistry");
  const canvas = viewer.get("canvas");
  for (const shape of registry.filter((item) => ROOT.includes(item.type))) canvas.addMarker(shape, "mark-ground");
  for (const [ids, marker] of [[flows, "mark-travelled"], [skipped, "mark-untaken"], [missed, "mark-missed-way"]]) {
    for (const flow of ids.filter((id) => registry.get(id))) {
      canvas.addMarker(flow, marker);
      if (registry.get(flow).label) canvas.addMarker(registry.get(flow).label, `${marker}-label`);
    }
  }
  for (const [id, mark] of Object.entries(elements)) {
    const shape = registry.get(id);
    if (!shape || !mark.state) continue;
    canvas.addMarker(id, `mark-${mark.state}`);
    if (shape.label) canvas.addMarker(shape.label, `mark-label-${mark.state}`);
    decorate(viewer.get("overlays"), shape, mark);
  }
}

function decorate(overlays, shape, mark) {
  const add = (position, html) => overlays.add(shape, "mark", { position, html, scale: { min: 0.7, max: 1.2 } });
  if (mark.count) add({ top: -10, right: 10 }, pill(mark.count, `count mark-pill-${mark.state}`, 0));
  if (BADGES[mark.state]) add({ top: -10, right: 10 }, badge(mark.state));
  if (mark.pill) {
    const position = free(shape);
    add(position, pill(mark.pill, mark.state, position.left ? 0 : shape.width));
  }
  if (!(mark.rounds > 1)) return;
  const said = english ? `↻ ${mark.rounds} rounds` : `↻ ${mark.rounds} รอบ`;
  if (entered(shape, "top")) add({ top: -12, left: shape.width / 2 - 8 }, pill(said, "note mark-leftwards", 0));
  else add({ top: -12, left: 0 }, pill(said, "note", 0));
}

// Whether a flow ends on the upper or lower edge of a shape.
function entered(shape, edge) {
  const low = shape.y + shape.height;
  return shape.incoming.some(({ waypoints }) => {
    const { y } = waypoints.at(-1);
    return edge === "top" ? y <= shape.y + 1 : y >= low - 1;
  });
}

// A pill stands astride the lower edge, or the upper one where an arrow ends below or the name stands there,
// or right of the arrow where flows enter from both.
function free(shape) {
  const named = shape.label && shape.label.y > shape.y + shape.height / 2;
  if (!named && !entered(shape, "bottom")) return { bottom: 12, left: 0 };
  return entered(shape, "top") ? { top: -14, left: shape.width / 2 + 8 } : { top: -14, left: 0 };
}

function pill(words, kind, width) {
  const frame = document.createElement("div");
  if (width) {
    frame.className = "mark-centred";
    frame.style.width = `${width}px`;
  }
  const text = document.createElement("span");
  text.className = `mark-pill mark-pill-${kind}`;
  text.textContent = words;
  frame.append(text);
  return frame;
}

function badge(state) {
  const drawing = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("class", `mark-badge mark-badge-${state}`);
  for (const line of BADGES[state]) {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", line);
    drawing.append(path);
  }
  return drawing;
}
