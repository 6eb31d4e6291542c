// The desk: queue on the left, article in the middle, record and decision on the right.

import { ask, h, tell, whenWaiting } from "/ask.js";
import * as article from "/article.js";
import * as form from "/form.js";

const $ = (id) => document.getElementById(id);
const KIND = {
  summit: "meeting", statement: "statement", claim: "claim", actor_mention: "actor",
  quotation: "quotation", refused: "refused record", article: "article",
};
const DONE = {
  accept: "accepted", correct: "corrected", reject: "rejected", add: "added", unsure: "not sure",
  not_speech: "no speech", dismiss: "set aside", event_merge: "merged", event_split: "set apart",
};
const NEW = {
  summit: { status: "held", channel: "unspecified", level: "leaders", date_precision: "unknown", date_basis: "none" },
  statement: { act: "assert", medium: "unspecified" },
  claim: { claim_type: "event", certainty: "certain", polarity: "+" },
  actor_mention: {},
};
const filters = { state: "open", kind: "", reason: "", article: "" };
let by = "";
let items = [];
let total = 0;
let here = null; // {article, key}: what is open
let item = null; // what the server told of it
let record = null; // the record in the form: as told, or a new one
let spans = []; // the stretches on which it rests
let adding = false;
let dirty = false;
let selected = null;
let busy = false;

// ---- telling -------------------------------------------------------------------------

function say(words) {
  $("live").textContent = "";
  setTimeout(() => ($("live").textContent = words), 30);
}

whenWaiting((words) => {
  $("banner").hidden = !words;
  $("banner").textContent = words;
});

function fault(words, field) {
  $("fault").hidden = !words;
  $("fault").textContent = words;
  form.tellFault(field, words);
}

// ---- the queue -------------------------------------------------------------------------

async function loadQueue(offset = 0) {
  const answer = await ask("queue", { ...filters, offset });
  items = offset ? [...items, ...answer.items] : answer.items;
  total = answer.total;
  const { all, open, unsure, decided } = answer.progress;
  $("progress").max = Math.max(1, all);
  $("progress").value = decided;
  $("progress-words").textContent = `${decided} of ${all} decided, ${unsure} not sure, ${open} to look at`;
  $("total").textContent = `${total}`;
  $("more").hidden = items.length >= total;
  options($("kind"), answer.kinds, filters.kind, (one) => KIND[one]);
  options($("reason"), answer.reasons, filters.reason, (one) => one.replaceAll("_", " "), [["any", "with any reason"]]);
  drawQueue();
}

function options(select, counts, chosen, label, more = []) {
  const known = Object.entries(counts).map(([one, n]) => [one, `${label(one)} (${n})`]);
  const lost = chosen && ![...known, ...more].some(([one]) => one === chosen) ? [[chosen, label(chosen)]] : [];
  const all = [["", "all"], ...more, ...known, ...lost];
  select.replaceChildren(...all.map(([value, words]) => h("option", { value }, words)));
  select.value = chosen;
}

function drawQueue() {
  $("items").replaceChildren(...items.map((one) => {
    const doubt = one.reasons.map((reason) => reason.words.join("; ")).join("; ");
    const done = one.state === "open" ? "" : `${one.state === "unsure" ? "not sure" : "decided"}: ${one.decided_by}`;
    return h("li", {}, h("button", {
      type: "button",
      "aria-current": isOpen(one) ? "true" : null,
      onclick: () => open(one.article_id, one.key),
    },
    h("span", { className: "fine" }, `${KIND[one.kind]} · ${one.title}`),
    h("span", { className: "label" }, one.label),
    doubt ? h("span", { className: "doubt label" }, doubt) : null,
    done ? h("span", { className: "state" }, done) : null));
  }));
  const current = $("items").querySelector("[aria-current]");
  if (current) current.scrollIntoView({ block: "nearest" });
  $("within").hidden = !filters.article;
}

const isOpen = (one) => here && one.article_id === here.article && one.key === here.key;

function step(by) {
  const at = items.findIndex(isOpen);
  const next = items[at < 0 ? 0 : Math.min(Math.max(at + by, 0), items.length - 1)];
  if (next && !isOpen(next)) return open(next.article_id, next.key);
  say(items.length ? "That is the end of the list." : "Nothing is left in this list.");
}

// ---- one item --------------------------------------------------------------------------

async function open(articleId, key, { keep = false } = {}) {
  if (dirty && !keep && !confirm("Leave this record without saving what you wrote?")) return;
  const answer = await ask("item", { article: articleId, key });
  if (!answer.ok) return fault(answer.error);
  here = { article: articleId, key };
  item = answer;
  adding = false;
  dirty = false;
  record = item.shown;
  spans = record ? record.spans.map((one) => [one.char_start, one.char_end]) : [];
  remember();
  fault("");
  drawArticle();
  drawRecord();
  drawQueue();
  article.scrollToEvidence();
  $("record").scrollTop = 0;
}

function drawArticle() {
  const told = item.article;
  $("article-title").textContent = told.name;
  const when = told.published_on || told.published_text || "no publication date";
  $("article-about").textContent = [told.outlet, when, told.source_path].filter(Boolean).join(" · ");
  const about = item.about && item.about.kind === "quotation" ? [[item.about.start, item.about.end]] : [];
  const others = item.records.filter((one) => one.kind !== "actor_mention").flatMap((one) => one.spans);
  article.show(told.text, spans.length ? spans : about, others);
}

function drawRecord() {
  const row = items.find(isOpen);
  const kind = record ? record.kind : item.about ? item.about.kind : null;
  $("record-title").textContent = adding ? `New ${KIND[record.kind]}`
    : kind ? KIND[kind][0].toUpperCase() + KIND[kind].slice(1) : "No such record";
  const reasons = row && !adding ? row.reasons.map((one) => one.words.join("; ")) : [];
  const stakes = row && !adding ? row.stakes : [];
  $("why").replaceChildren(
    reasons.length ? h("ul", { className: "doubt" }, reasons.map((one) => h("li", {}, one))) : h("p", { className: "fine" }, adding ? "Yours: it will be marked as added." : kind ? "Nothing speaks against it." : "It was rejected, or a later reading has none."),
    stakes.length ? h("p", { className: "fine" }, `What rests on it: ${stakes.join("; ")}.`) : "",
    decidedBefore(),
  );
  $("body").replaceChildren(...(record ? [stretches(), form.build(record, item), events()] : [aboutIt()]));
  drawActions(kind);
}

function decidedBefore() {
  const done = adding ? [] : item.history.filter((one) => one.target === here.key || one.target.split(",").includes(here.key));
  if (!done.length) return "";
  return h("ul", { className: "plain fine", "aria-label": "Decided before" }, done.map((one) =>
    h("li", { className: one.undone_by ? "undone" : "" },
      `${DONE[one.kind]} by ${one.decided_by}, ${one.decided_at.slice(0, 16)} UTC${one.undone_by ? `, undone by ${one.undone_by}` : ""}`)));
}

function aboutIt() {
  const about = item.about;
  if (!about) return h("p", {});
  if (about.kind === "quotation") return h("div", { className: "stretch" }, h("span", {}, about.words));
  if (about.kind === "refused") {
    return h("div", {}, h("p", {}, `Refused ${KIND[about.record_kind]}: ${about.message}`),
      h("p", { className: "fine" }, about.draft));
  }
  return h("p", {}, about.message);
}

function stretches() {
  const rows = spans.map((span, at) => {
    const words = article.words(span);
    return h("div", { className: "stretch" }, h("span", {}, words.length > 220 ? `${words.slice(0, 216)}…` : words),
      spans.length > 1 ? h("button", {
        type: "button", "aria-label": `Take stretch ${at + 1} out`,
        onclick: () => setSpans(spans.filter((_, other) => other !== at)),
      }, "✕") : null);
  });
  return h("div", { id: "stretches" }, h("h3", {}, record.kind === "statement" ? "What was said" : "Rests on"),
    ...(rows.length ? rows : [h("p", { className: "fault" }, "Select the words of the article on which it rests, then press e.")]),
    h("span", { id: "e-spans", className: "fault" }));
}

function setSpans(wanted) {
  spans = wanted;
  dirty = true;
  const old = $("stretches");
  if (old) old.replaceWith(stretches());
  drawArticle();
  drawActions(record.kind);
  say(`Rests on ${spans.length} ${spans.length === 1 ? "stretch" : "stretches"} now.`);
}

function events() {
  if (!item.events.length || adding) return "";
  const parts = item.events.map((one) => {
    const days = [one.date_start, one.date_end].filter(Boolean);
    const when = [...new Set(days)].join(" to ") || "no date";
    const head = `${one.own ? "Its event: " : ""}${one.status}, ${when}${one.place_text ? `, ${one.place_text}` : ""}`;
    const button = one.own
      ? h("button", { type: "button", disabled: one.tellings.length < 2, onclick: () => relate("event_split", [here.key]) }, "Set this meeting apart")
      : h("button", { type: "button", onclick: () => relate("event_merge", [here.key, ...one.tellings.map((t) => t.summit_id)]) }, "It is this event: merge");
    return h("li", {}, h("p", {}, head), h("ul", { className: "fine" }, one.tellings.map((t) =>
      h("li", {}, `${t.title}: ${t.date_text || "no date"} (${t.rule}${t.decided_by === "rule" ? "" : `, ${t.decided_by}`})`))), button);
  });
  return h("details", { open: item.events.some((one) => one.own && one.tellings.some((t) => t.rule === "ambiguous")) },
    h("summary", {}, `Event: ${item.events.length - 1} other${item.events.length === 2 ? "" : "s"} near it`),
    h("ul", { className: "plain" }, parts));
}

// ---- deciding --------------------------------------------------------------------------

function drawActions(kind) {
  const button = (id, words, key, work, main = false) =>
    h("button", { type: "button", id, className: main ? "main" : "", onclick: work }, words, " ", h("kbd", {}, key));
  const unsure = button("unsure", "Not sure", "n", () => decide("unsure"));
  let made = [];
  if (adding) {
    made = [button("correct", "Add", "c", saveOrEdit, true), button("cancel", "Leave it", "Esc", cancel)];
  } else if (record) {
    made = [
      button("accept", "Accept", "a", () => decide("accept"), !dirty),
      button("correct", dirty ? "Save correction" : "Correct", "c", saveOrEdit, dirty),
      button("reject", "Reject", "r", () => decide("reject")),
      unsure,
    ];
  } else if (kind === "quotation") {
    made = [
      button("correct", "Add a statement", "c", saveOrEdit, true),
      button("reject", "Nobody speaks here", "r", () => decide("not_speech")),
      unsure,
    ];
  } else if (kind === "refused") {
    made = [
      button("correct", "Add a record", "c", saveOrEdit),
      button("reject", "Rightly refused", "r", () => decide("dismiss"), true),
      unsure,
    ];
  } else if (kind === "article") {
    made = [button("accept", "Seen, no matter", "a", () => decide("dismiss"), true), unsure];
  }
  $("actions").replaceChildren(...made);
}

function saveOrEdit() {
  if (adding || (record && dirty)) return decide(adding ? "add" : "correct");
  if (record) {
    form.focusFirst();
    return say("Change what is wrong, then save: Ctrl and Enter, or c outside of a field.");
  }
  if (item.about && item.about.kind === "quotation") return add("statement", [[item.about.start, item.about.end]]);
  if (item.about && item.about.kind === "refused") return add(item.about.record_kind, selected ? [selected] : []);
}

function add(kind, where) {
  if (!item) return;
  const known = kind === "claim" && record && record.kind === "statement"
    ? { statement_id: here.key } : {};
  const people = kind === "claim" && known.statement_id
    ? record.people.filter((one) => one.role === "speaker").map((one) => ({ actor_id: one.actor_id, role: "asserter" })) : [];
  adding = true;
  record = { kind, record: { ...NEW[kind], ...known }, people, spans: [] };
  spans = where;
  dirty = true;
  fault("");
  drawRecord();
  drawArticle();
  $("record").focus();
  say(`New ${KIND[kind]}: fill in what you know, then add it.`);
}

function cancel() {
  dirty = false;
  if (here) open(here.article, here.key);
}

async function decide(kind, more = {}) {
  if (busy || !item) return;
  busy = true;
  try {
    const wish = { kind, article_id: here.article, key: adding ? "" : here.key, ...more };
    if (record && !adding && !wish.version) wish.version = record.version;
    if (kind === "correct" || kind === "add") wish.record = form.written(spans);
    const answer = await tell("decide", wish);
    if (answer.conflict) return conflict(answer, kind);
    if (!answer.ok) {
      fault(answer.error, answer.field);
      return say(answer.error);
    }
    fault("");
    dirty = false;
    await afterDecision(kind, answer);
  } finally {
    busy = false;
  }
}

async function afterDecision(kind, answer) {
  const at = items.findIndex(isOpen);
  const added = kind === "add";
  await loadQueue();
  const left = items.find(isOpen);
  const next = left || added ? items[at + 1] : items[Math.max(at, 0)];
  const words = DONE[kind][0].toUpperCase() + DONE[kind].slice(1);
  if (added) await open(here.article, answer.shown.key, { keep: true });
  else if (next && !isOpen(next)) await open(next.article_id, next.key, { keep: true });
  else await open(here.article, answer.shown ? answer.shown.key : here.key, { keep: true });
  say(`${words}. ${$("progress-words").textContent}.`);
}

async function relate(kind, meetings) {
  const answer = await tell("events", { kind, meetings });
  if (!answer.ok) return fault(answer.error);
  await loadQueue();
  await open(here.article, here.key);
  say(`${DONE[kind]}.`);
}

async function undo(decisionId) {
  const answer = await tell("undo", { decision_id: decisionId });
  if (!answer.ok) {
    fault(answer.error);
    return say(answer.error);
  }
  dirty = false;
  await loadQueue();
  if (answer.key) await open(answer.article_id, answer.key);
  else if (here) await open(here.article, here.key);
  say("Undone.");
}

async function undoLast() {
  const { history } = await ask("history");
  const last = history.find((one) => !one.undone_by && one.decided_by === by);
  if (!last) return say("There is nothing of yours to undo.");
  await undo(last.decision_id);
}

// ---- two windows -----------------------------------------------------------------------

function conflict(answer, kind) {
  const theirs = answer.current;
  const there = Boolean(theirs && theirs.record);
  $("conflict-words").textContent = `${answer.conflict}. Nothing of yours is lost, and nothing is written yet.`;
  const mine = record ? form.written(spans) : null;
  $("conflict-table").replaceChildren(there && mine ? compare(theirs, mine) : "");
  $("keep-theirs").textContent = there && theirs.alike ? "Open the other one" : "Keep theirs";
  $("use-mine").textContent = there && !theirs.alike ? "Use mine" : "Add mine all the same";
  $("use-mine").hidden = !mine || (!there && kind !== "correct" && kind !== "accept");
  $("keep-theirs").onclick = () => {
    $("conflict").close();
    dirty = false;
    loadQueue().then(() => open(here.article, there ? theirs.key : here.key));
  };
  $("use-mine").onclick = () => {
    $("conflict").close();
    if (!there || theirs.alike) {
      adding = true;
      decide("add", { again: true, key: "" });
    } else {
      decide(kind === "accept" ? "correct" : kind, { version: theirs.version });
    }
  };
  $("conflict").showModal();
  say(answer.conflict);
}

function compare(theirs, mine) {
  const rows = [];
  for (const [name, value] of Object.entries(mine.fields)) {
    const there = theirs.record[name] ?? null;
    if (String(there ?? "") !== String(value ?? "")) rows.push([form.labelOf(name), there ?? "—", value ?? "—"]);
  }
  const places = (of) => of.map((one) => article.words(one)).join(" […] ");
  const their = theirs.spans.map((one) => [one.char_start, one.char_end]);
  if (JSON.stringify(their) !== JSON.stringify(mine.spans)) rows.push(["Rests on", places(their), places(mine.spans)]);
  const names = (of, id) => of.map((one) => [form.nameOf(one[id]), one.role].filter(Boolean).join(", ")).join("; ") || "nobody";
  const [a, b] = [names(theirs.people, "actor_id"), names(mine.people, "actor")];
  if (a !== b) rows.push(["People", a, b]);
  if (!rows.length) return h("p", {}, "Both are the same.");
  return h("table", {}, h("thead", {}, h("tr", {}, ["", "In the database", "Yours"].map((one) => h("th", { scope: "col" }, one)))),
    h("tbody", {}, rows.map(([label, one, other]) => h("tr", {}, h("th", { scope: "row" }, label), h("td", {}, `${one}`), h("td", {}, `${other}`)))));
}

// ---- decisions, articles, place ---------------------------------------------------------

async function showHistory() {
  const { history } = await ask("history");
  // Of one record the newest that stands: the others were made before it, on what was there then.
  const last = new Map();
  for (const one of history) {
    const record = `${one.article_id} ${one.target}`;
    if (!one.undone_by && !last.has(record)) last.set(record, one);
  }
  const isLast = (one) => !one.article_id || last.get(`${one.article_id} ${one.target}`) === one;
  $("decisions").replaceChildren(...(history.length ? history : [null]).map((one) => one === null
    ? h("li", {}, "Nothing has been decided yet.")
    : h("li", {}, h("span", { className: one.undone_by ? "undone" : "" },
        `${DONE[one.kind] || one.kind}${one.record_kind ? ` ${KIND[one.record_kind]}` : ""} by ${one.decided_by}, ${one.decided_at.slice(0, 16)} UTC · ${one.title || "several articles"} · ${(one.words || "").slice(0, 120)}`),
      one.undone_by ? h("span", { className: "fine" }, `undone by ${one.undone_by}`)
        : !isLast(one) ? h("span", { className: "fine" }, "undo the later decision on this record first")
        : h("button", { type: "button", "aria-label": `Undo: ${DONE[one.kind] || one.kind} ${(one.words || "").slice(0, 60)}`, onclick: async () => {
            $("history").close();
            await undo(one.decision_id);
          } }, "Undo"))));
  if (!$("history").open) $("history").showModal();
}

let asked = 0;

async function findArticles() {
  const words = $("find").value.trim();
  const mine = (asked += 1);
  if (!words) {
    $("found").hidden = true;
    return;
  }
  const { articles } = await ask("articles", { words });
  if (mine !== asked) return;
  $("found").hidden = false;
  $("found").replaceChildren(...(articles.length ? articles : [null]).map((one) => h("li", {}, one
    ? h("button", { type: "button", onclick: () => within(one) }, one.title)
    : "No article holds these words.")));
}

async function within(one) {
  filters.article = one ? one.article_id : "";
  $("found").hidden = true;
  $("find").value = "";
  $("within").replaceChildren(one ? `Only: ${one.title} ` : "", h("button", { type: "button", onclick: () => within(null) }, "all articles"));
  await loadQueue();
  remember();
  if (one && items.length) await open(items[0].article_id, items[0].key);
}

function remember() {
  const place = new URLSearchParams({ ...(here || {}), ...Object.fromEntries(
    Object.entries(filters).map(([name, value]) => [`only_${name}`, value])) });
  window.history.replaceState(null, "", `#${place}`);
}

function recall() {
  const place = new URLSearchParams(location.hash.slice(1));
  for (const name of Object.keys(filters)) {
    if (place.has(`only_${name}`)) filters[name] = place.get(`only_${name}`);
  }
  $("state").value = filters.state;
  return place.has("key") ? { article: place.get("article"), key: place.get("key") } : null;
}

// ---- keys -------------------------------------------------------------------------------

const withSelection = {
  evidence: () => record && selected ? setSpans([selected]) : say("Select words in the article first."),
  "more-evidence": () => record && selected ? setSpans([...spans, selected]) : say("Select words in the article first."),
  summit: () => add("summit", selected ? [selected] : []),
  statement: () => add("statement", selected ? [selected] : []),
  claim: () => add("claim", selected ? [selected] : []),
};
const press = (id) => () => $(id) && $(id).click();
const KEYS = {
  a: ["accept", press("accept")],
  c: ["correct: edit, then save", press("correct")],
  r: ["reject", press("reject")],
  n: ["not sure (or u)", press("unsure")],
  u: [null, press("unsure")],
  j: ["next", () => step(1)],
  k: ["previous", () => step(-1)],
  z: ["undo your last decision", undoLast],
  e: ["the record rests on the selected words", withSelection.evidence],
  E: ["and on these too", withSelection["more-evidence"]],
  m: ["add a meeting", withSelection.summit],
  s: ["add a statement", withSelection.statement],
  l: ["add a claim", withSelection.claim],
  t: ["to the text: arrow keys move by words, Shift selects", () => $("text").focus()],
  "/": ["search articles", () => $("find").focus()],
  d: ["decisions", showHistory],
  "?": ["these keys", () => $("help").showModal()],
};

function onKey(event) {
  const inField = event.target.closest("input, select, textarea");
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && record && (dirty || adding)) {
    event.preventDefault();
    return saveOrEdit();
  }
  if (document.querySelector("dialog[open]")) return;
  if (event.key === "Escape") {
    if (inField) return inField.blur();
    return adding ? cancel() : undefined;
  }
  if (inField || event.ctrlKey || event.metaKey || event.altKey || !$("single-keys").checked) return;
  const key = KEYS[event.key] || (event.shiftKey ? null : KEYS[event.key.toLowerCase()]);
  if (!key) return;
  event.preventDefault();
  key[1]();
}

function onSelection(found) {
  selected = found;
  const words = found ? article.words(found) : "";
  $("selected").replaceChildren(found ? `“${words.length > 160 ? `${words.slice(0, 156)}…` : words}”`
    : "Select words: with the mouse, or with t, Shift and the arrow keys.");
}

// ---- start -------------------------------------------------------------------------------

async function begin() {
  const start = await ask("start");
  by = start.by;
  $("who").textContent = `as ${by}`;
  form.prepare(start.forms, () => (selected ? article.words(selected) : ""), () => {
    if (!dirty) {
      dirty = true;
      drawActions(record.kind);
    }
  });
  article.attach($("text"), onSelection);
  $("keys").replaceChildren(...Object.entries(KEYS).filter(([, [words]]) => words).flatMap(([key, [words]]) =>
    [h("dt", {}, h("kbd", {}, key)), h("dd", {}, words)]),
  h("dt", {}, h("kbd", {}, "Ctrl Enter")), h("dd", {}, "save, from inside a field"),
  h("dt", {}, h("kbd", {}, "Esc")), h("dd", {}, "out of a field; leave a new record"));
  document.addEventListener("keydown", onKey);
  for (const name of ["state", "kind", "reason"]) {
    $(name).addEventListener("change", async () => {
      filters[name] = $(name).value;
      await loadQueue();
      remember();
      say(`${total} in this list.`);
    });
  }
  $("find").addEventListener("input", findArticles);
  $("more").addEventListener("click", () => loadQueue(items.length));
  $("undo").addEventListener("click", undoLast);
  $("open-history").addEventListener("click", showHistory);
  $("open-help").addEventListener("click", () => $("help").showModal());
  $("next").addEventListener("click", () => step(1));
  $("previous").addEventListener("click", () => step(-1));
  for (const button of document.querySelectorAll("[data-do]")) {
    button.addEventListener("click", withSelection[button.dataset.do]);
  }
  for (const button of document.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
  const place = recall();
  await loadQueue();
  if (filters.article) $("within").replaceChildren("Only one article ", h("button", { type: "button", onclick: () => within(null) }, "all articles"));
  if (place) await open(place.article, place.key);
  else if (items.length) await open(items[0].article_id, items[0].key);
  document.body.dataset.ready = "true";
}

begin();
