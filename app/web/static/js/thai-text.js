// Lines of Thai text in diagrams: broken between words, evenly, in Sarabun. A module for bpmn-js.
// tools/layout/text.py follows the same rules; what they share stands in thai-words.json.

const segmenter = new Intl.Segmenter("th", { granularity: "word" });
const canvas = document.createElement("canvas").getContext("2d");

export const textRenderer = {
  defaultStyle: { fontFamily: "Sarabun, sans-serif", fontSize: 14, lineHeight: 1.45 },
  externalStyle: { fontSize: 13 },
};

// The pieces of a text between which a line may break; spaces stay at the end of a piece.
export function pieces(text, habits) {
  const kept = insideCompounds(text, habits.compounds);
  const joined = [];
  for (const { segment, index } of segmenter.segment(text)) {
    const last = joined.length - 1;
    if (last >= 0 && (kept.has(index) || clings(joined[last], segment, habits))) joined[last] += segment;
    else joined.push(segment);
  }
  return joined;
}

function insideCompounds(text, compounds) {
  const inside = new Set();
  for (const word of compounds) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      for (let i = at + 1; i < at + word.length; i += 1) inside.add(i);
    }
  }
  return inside;
}

function clings(before, piece, habits) {
  if (!piece.trim() || habits.closing.includes(piece[0])) return true;
  const number = /^\d+\s*$/.test(before);
  return number || habits.opening.includes(before.at(-1)) || habits.leading.includes(before);
}

function fill(parts, limit, measure) {
  const lines = [""];
  for (const part of parts) {
    const longer = lines.at(-1) + part;
    if (lines.at(-1) && measure(longer.trimEnd()) > limit) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines.map((line) => line.trim());
}

// The text with line breaks: no more lines than needed, as even as possible.
export function wrap(text, limit, style, habits) {
  canvas.font = `${style.fontWeight || "normal"} ${parseInt(style.fontSize, 10)}px ${style.fontFamily}`;
  const measure = (line) => canvas.measureText(line).width;
  const parts = pieces(text, habits);
  let lines = fill(parts, limit, measure);
  for (let narrow = limit - 1; narrow > 20; narrow -= 1) {
    const tried = fill(parts, narrow, measure);
    if (tried.length > lines.length || Math.max(...tried.map(measure)) > narrow) break;
    lines = tried;
  }
  return lines.join("\n");
}

// The bpmn-js module: everything its text renderer draws or measures is wrapped first.
export function thaiText(habits) {
  function ThaiText(renderer) {
    const create = renderer.createText;
    const measure = renderer.getDimensions;
    const broken = (text, options = {}) => {
      const box = options.box || options.size;
      if (!text || !box || text.includes("\n")) return text;
      const padding = typeof options.padding === "number" ? 2 * options.padding : 0;
      const style = { ...renderer.getDefaultStyle(), ...options.style };
      return wrap(text, box.width - padding, style, habits);
    };
    renderer.createText = (text, options) => create(broken(text, options), options);
    renderer.getDimensions = (text, options) => measure(broken(text, options), options);
  }
  ThaiText.$inject = ["textRenderer"];
  return { __init__: ["thaiText"], thaiText: ["type", ThaiText] };
}
