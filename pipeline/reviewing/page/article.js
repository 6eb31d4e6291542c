// The article's text with its evidence marked, and stretches of it selected by mouse or keys.
// Offsets in records count characters (code points), JavaScript counts UTF-16 units.

import { h } from "/ask.js";

const TOKEN = /[\p{L}\p{N}\p{M}]+(?:['’.,:/-][\p{L}\p{N}\p{M}]+)*|[^\s\p{L}\p{N}\p{M}]/gu;
const WORD = /[\p{L}\p{N}\p{M}]/u;

let root;
let text = "";
let points = null; // unit -> code point, where the two differ
let units = null;
let tokens = [];
let anchor = 0; // the token where a selection by keys began
let focus = 0;
let changed = () => {};

export function attach(element, onSelection) {
  root = element;
  changed = onSelection;
  document.addEventListener("selectionchange", () => changed(selected()));
  root.addEventListener("keydown", byKeys);
  root.addEventListener("focus", () => {
    const first = root.querySelector("mark");
    // Not under the mouse: it is about to select something itself.
    if (root.matches(":focus-visible") && !selected() && first) placeAt(unitOf(first));
  });
  root.addEventListener("mouseup", () => {
    const drawn = document.getSelection();
    if (!root.contains(drawn.anchorNode) || !root.contains(drawn.focusNode)) return;
    anchor = tokenAt(unitAt(drawn.anchorNode, drawn.anchorOffset));
    focus = tokenAt(unitAt(drawn.focusNode, drawn.focusOffset));
  });
}

export function show(words, marks, others) {
  if (words !== text) {
    text = words;
    points = units = null;
    if (/[\ud800-\udfff]/.test(words)) {
      points = [];
      units = [];
      for (const character of words) {
        for (let i = 0; i < character.length; i++) points.push(units.length);
        units.push(points.length - character.length);
      }
      points.push(units.length);
      units.push(words.length);
    }
    tokens = [...words.matchAll(TOKEN)].map((m) => [m.index, m.index + m[0].length]);
  }
  const edges = new Set([0, text.length]);
  const of = (spans) => spans.map(([start, end]) => [toUnit(start), toUnit(end)]);
  const on = of(marks);
  const around = of(others);
  for (const [start, end] of [...on, ...around]) edges.add(start).add(end);
  const cuts = [...edges].sort((a, b) => a - b);
  const within = (spans, at) => spans.some(([start, end]) => start <= at && at < end);
  const parts = [];
  for (let i = 0; i + 1 < cuts.length; i++) {
    const piece = text.slice(cuts[i], cuts[i + 1]);
    if (within(on, cuts[i])) parts.push(h("mark", {}, piece));
    else if (within(around, cuts[i])) parts.push(h("span", { className: "other" }, piece));
    else parts.push(document.createTextNode(piece));
  }
  root.replaceChildren(...parts);
}

export function scrollToEvidence() {
  const first = root.querySelector("mark");
  if (first) first.scrollIntoView({ block: "center" });
  else root.scrollIntoView({ block: "start" });
}

export function words([start, end]) {
  return text.slice(toUnit(start), toUnit(end));
}

function toUnit(point) {
  return units ? units[point] : point;
}

function toPoint(unit) {
  return points ? points[unit] : unit;
}

// The selected stretch in characters, grown to whole words; null where there is none.
export function selected() {
  const selection = document.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.startContainer) || !root.contains(range.endContainer)) return null;
  let start = unitAt(range.startContainer, range.startOffset);
  let end = unitAt(range.endContainer, range.endOffset);
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  if (start === end) return null;
  const token = (at) => tokens.find(([from, to]) => from < at && at < to);
  const first = token(start);
  const last = token(end);
  if (first && WORD.test(text[start - 1]) && WORD.test(text[start])) start = first[0];
  if (last && WORD.test(text[end - 1]) && WORD.test(text[end])) end = last[1];
  return [toPoint(start), toPoint(end)];
}

function unitAt(node, offset) {
  const before = document.createRange();
  before.setStart(root, 0);
  before.setEnd(node, offset);
  return before.toString().length;
}

function unitOf(element) {
  const before = document.createRange();
  before.setStart(root, 0);
  before.setEndBefore(element);
  return before.toString().length;
}

function tokenAt(unit) {
  return Math.max(0, tokens.findIndex(([, end]) => end > unit));
}

function placeAt(unit) {
  anchor = focus = tokenAt(unit);
  draw();
}

function byKeys(event) {
  const steps = { ArrowRight: 1, ArrowLeft: -1 };
  const lines = { ArrowDown: 1, ArrowUp: -1 };
  if (event.ctrlKey || event.metaKey || event.altKey || !tokens.length) return;
  if (event.key in steps) focus += steps[event.key];
  else if (event.key in lines) focus = paragraph(lines[event.key]);
  else if (event.key === "Home") focus = 0;
  else if (event.key === "End") focus = tokens.length - 1;
  else return;
  event.preventDefault();
  focus = Math.min(Math.max(focus, 0), tokens.length - 1);
  if (!event.shiftKey) anchor = focus;
  draw();
}

// The token that begins the next or the previous paragraph.
function paragraph(step) {
  const begins = tokens.map((token, at) => at).filter((at) => {
    return at === 0 || text.slice(tokens[at - 1][1], tokens[at][0]).includes("\n");
  });
  const here = begins.filter((at) => at <= focus).length - 1;
  return begins[Math.min(Math.max(here + step, 0), begins.length - 1)];
}

function draw() {
  const [first, last] = anchor <= focus ? [anchor, focus] : [focus, anchor];
  const from = nodeAt(tokens[first][0]);
  const to = nodeAt(tokens[last][1]);
  document.getSelection().setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  const seen = nodeAt(tokens[focus][0]).node.parentElement;
  if (seen !== root) seen.scrollIntoView({ block: "nearest" });
  changed(selected());
}

function nodeAt(unit) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let left = unit;
  let node = walker.nextNode();
  while (node && left > node.length) {
    left -= node.length;
    node = walker.nextNode();
  }
  return { node: node || root, offset: node ? left : 0 };
}
