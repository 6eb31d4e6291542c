// The report's pages, drawn from the records embedded above this script.
// Text reaches the page by textContent alone (`h`); a page is named by the URL's fragment,
// so that any record or search can be linked: #/search?q=Idlib&year=2018, #/event/<id>.
"use strict";

// -- records ---------------------------------------------------------------------------

const KINDS = { statement: "Quotation", claim: "Claim", event: "Meeting", article: "Article" };
const PLURALS = { statement: "Quotations", claim: "Claims", event: "Meetings", article: "Articles" };
const QUOTED = { direct: "verbatim", mixed: "partly verbatim", indirect: "paraphrased", document: "from a document" };
const FORMATS = {
  summit: "Summit", bilateral: "Bilateral meeting", phone_call: "Phone call",
  video_conference: "Video conference", fm_meeting: "Foreign ministers’ meeting",
  military_meeting: "Military meeting", non_state_meeting: "Meeting of non-state groups",
  contact: "Contact", talks: "Talks",
};
const RULES = {
  only: "Nobody else tells it.",
  same_day: "Same status, level and parties; days, places and channel agree.",
  one_candidate: "A vaguer date; this is the only event that it fits.",
  copy: "Told by a near-duplicate article: counted with its original.",
  decided: "A person decided so.",
  ambiguous: "It fits several events and waits for a person.",
};
const RELATIONS = {
  same: "says the same as", supports: "supports", contradicts: "contradicts",
  qualifies: "qualifies", updates: "updates", tension: "stands in tension with",
};
const EVENT_RELATIONS = {
  realised_as: ["was held as", "was planned as"],
  rescheduled_as: ["was moved to", "was moved from"],
  part_of: ["is part of", "includes"],
};
const COMPARATORS = { "=": "", "~": "about ", ">=": "at least ", "<=": "at most ", ">": "more than ", "<": "less than " };
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const PLANNED = new Set(["scheduled", "proposed", "postponed"]);

const held = JSON.parse(document.getElementById("records").textContent);

/** The rows of a table that `contents.packed` made. */
function unpack({ n, columns }) {
  const rows = Array.from({ length: n }, (_, at) => ({ at }));
  for (const [name, column] of Object.entries(columns)) {
    if (Array.isArray(column)) rows.forEach((row, at) => { row[name] = column[at]; });
    else rows.forEach((row, at) => { row[name] = column.words[column.at[at]] ?? null; });
  }
  return rows;
}

const db = {};
for (const [name, table] of Object.entries(held)) db[name] = unpack(table);
const { articles, actors, events, meetings, statements, claims, mentions, review, runs } = db;

const byId = new Map();  // any id -> [kind, row]
for (const [kind, rows, key] of [
  ["article", articles, "article_id"], ["actor", actors, "actor_id"], ["event", events, "event_id"],
  ["meeting", meetings, "record_id"], ["statement", statements, "record_id"],
  ["claim", claims, "record_id"], ["mention", mentions, "record_id"],
]) for (const row of rows) byId.set(row[key], [kind, row]);

/** Put each row into the list that its owner keeps of such rows. */
function gather(owners, name, rows, ownersOf) {
  for (const owner of owners) owner[name] = [];
  for (const row of rows) for (const at of ownersOf(row)) owners[at]?.[name].push(row);
}
const some = (at) => (at === null || at === undefined ? [] : [at]);
const speakersOf = (statement) => statement.people.filter(([, role]) => role === "speaker").map(([at]) => at);
for (const claim of claims) claim.asserters ??= [];
for (const row of [...events, ...meetings, ...statements]) row.people ??= [];
for (const row of [...meetings, ...statements, ...claims, ...mentions]) row.spans ??= [];
gather(articles, "statements", statements, (row) => [row.article]);
gather(articles, "claims", claims, (row) => [row.article]);
gather(articles, "meetings", meetings, (row) => [row.article]);
gather(articles, "mentions", mentions, (row) => [row.article]);
gather(articles, "copies", articles, (row) => some(row.duplicate_of));
gather(events, "meetings", meetings, (row) => some(row.event));
gather(meetings, "statements", statements, (row) => some(row.meeting));
gather(statements, "claims", claims, (row) => some(row.statement));
gather(actors, "statements", statements, (row) => new Set(speakersOf(row)));
gather(actors, "events", events, (row) => new Set(row.people.map(([at]) => at)));
gather(actors, "claims", claims, (row) => row.asserters);
gather(actors, "mentions", mentions, (row) => [row.actor]);
gather(claims, "links", db.claim_links, (row) => [row.a, row.b]);
gather(events, "links", db.event_links, (row) => [row.a, row.b]);
const doubts = new Map();  // record id -> what is to be looked at
for (const row of review) if (row.record_id) doubts.set(row.record_id, [...(doubts.get(row.record_id) ?? []), row]);

const idOf = (row) => row.record_id ?? row.event_id ?? row.actor_id ?? row.article_id;

/** The article's words on which a record rests; a gap is shown as […]. */
function wordsOf(record) {
  const { text } = articles[record.article];
  const parts = [];
  for (let at = 0; at < record.spans.length; at += 2) parts.push(text.slice(record.spans[at], record.spans[at + 1]));
  return parts.join(" […] ");
}

// -- words for people ------------------------------------------------------------------

const words = (name) => (name ?? "").replaceAll("_", " ");
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const number = (value) => value.toLocaleString("en", { maximumFractionDigits: 6 });
const many = (n, one, more = `${one}s`) => `${number(n)} ${n === 1 ? one : more}`;

/** `2018-09-07 -> 7 Sep 2018` */
function day(iso) {
  const [year, month, date] = iso.split("-");
  return `${Number(date)} ${MONTHS[month - 1]} ${year}`;
}

/** When something was, as exactly as is known. */
function when({ date_start: start, date_end: end, date_precision: precision }) {
  if (!start && !end) return "no date";
  if (!start) return `until ${day(end)}`;
  if (!end) return `from ${day(start)}`;
  if (start === end) return day(start);
  if (precision === "month") return `${MONTHS[start.slice(5, 7) - 1]} ${start.slice(0, 4)}`;
  if (precision === "year") return start.slice(0, 4);
  const [first, last] = [day(start).split(" "), day(end).split(" ")];
  const shared = first[2] !== last[2] ? 3 : first[1] !== last[1] ? 2 : 1;
  return `${first.slice(0, shared).join(" ")}–${last.join(" ")}`;
}

function published(article) {
  const { published_on: known, date_low: low, date_high: high } = article;
  if (known) return day(known);
  if (low && !high) return `on or after ${day(low)}`;
  return low || high ? when({ date_start: low, date_end: high }) : "day unknown";
}
const articleDays = (article) => [article.published_on ?? article.date_low, article.published_on ?? article.date_high];
const titleOf = (article) => article.title || `${article.text.trim().split("\n")[0].slice(0, 90)}…`;
const namesOf = (places) => places.map((at) => actors[at].name);
function eventTitle(event) {
  if (event.title) return event.title;
  const names = [...new Set(namesOf(event.people.map(([at]) => at)))];
  const who = names.length > 4 ? `${names.slice(0, 4).join(", ")} and ${names.length - 4} more` : names.join(", ");
  return `${FORMATS[event.format] ?? upper(words(event.format))}${who ? `: ${who}` : ", nobody named"}`;
}
function quantity(claim) {
  if (claim.value === null || claim.value === undefined) return "";
  return `${COMPARATORS[claim.comparator] ?? ""}${number(claim.value)}${claim.unit ? ` ${claim.unit}` : ""}`;
}

// -- building the page -----------------------------------------------------------------

/** An element: attributes, then children as elements or text. */
function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(9).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}
const bdi = (text) => h("bdi", null, text);
const pill = (text, kind = "") => h("span", { class: `pill ${kind}` }, text);
const link = (href, ...children) => h("a", { href }, ...children);
const to = {
  actor: (actor) => `#/actor/${encodeURIComponent(actor.actor_id)}`,
  event: (event) => `#/event/${encodeURIComponent(event.event_id)}`,
  article: (article) => `#/article/${encodeURIComponent(article.article_id)}`,
  record: (record) => `#/record/${encodeURIComponent(record.record_id)}`,
  evidence: (record) => `${to.article(articles[record.article])}?r=${encodeURIComponent(record.record_id)}`,
  search: (wanted) => `#/search?${new URLSearchParams(wanted)}`,
};
const actorLink = (at) => link(to.actor(actors[at]), bdi(actors[at].name));
const people = (places, nobody = "the article itself") => h("span", null, places.length ? listed(places.map(actorLink)) : nobody);
const articleLink = (at) => link(to.article(articles[at]), bdi(titleOf(articles[at])));
const listed = (items) => items.flatMap((item, at) => (at ? [", ", item] : [item]));
const statusPill = (status) => pill(status, `status-${status}`);
function sourceLine(article) {
  return [article.outlet && bdi(article.outlet), published(article)].filter(Boolean)
    .flatMap((item, at) => (at ? [" · ", item] : [item]));
}

/** Facts as a list of names and values; a value of nothing is left out. */
function facts(...pairs) {
  return h("dl", { class: "facts" }, pairs
    .filter(([, value]) => (Array.isArray(value) ? value.length : value))
    .map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))));
}

function table(caption, columns, rows) {
  return h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": caption },
    h("table", null,
      h("caption", { class: "unseen" }, caption),
      h("thead", null, h("tr", null, columns.map((name) => h("th", { scope: "col" }, name)))),
      h("tbody", null, rows)));
}

/** A list of items by the screenful; the rest waits for its button or for scrolling. */
function pieces(tag, attributes, items, draw, size = 40) {
  const box = h(tag, attributes);
  const frame = h("div", null, box);
  const more = h("button", { type: "button", class: "more", onclick: () => next(true) });
  const watch = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && next(false), { rootMargin: "600px" });
  let shown = 0;
  function next(byHand) {
    const added = items.slice(shown, shown + size).map(draw);
    shown += added.length;
    box.append(...added);
    const left = items.length - shown;
    more.textContent = `Show more (${number(left)} left)`;
    if (left <= 0) { watch.disconnect(); more.remove(); }
    if (byHand) added[0]?.querySelector("a")?.focus();
  }
  next(false);
  if (shown < items.length) { frame.append(more); watch.observe(more); }
  return frame;
}

/** Heading of a page, with the button that copies its address. */
function heading(kicker, title, ...after) {
  const copy = h("button", { type: "button", class: "quiet copy", onclick: copyLink }, "Copy link");
  return h("header", { class: "page" },
    h("p", { class: "kicker" }, kicker),
    h("h1", { tabindex: -1, dir: "auto", class: title.length > 90 ? "long" : null }, title), h("div", { class: "after" }, after, copy));
}

async function copyLink(event) {
  const button = event.currentTarget;
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {  // no clipboard for a file, or not allowed: the old way
    const field = h("textarea", { class: "unseen" }, location.href);
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    button.focus();
  }
  say("The link is copied");
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = "Copy link"; }, 1500);
}

const said = document.getElementById("said");
function say(text) { said.textContent = text; }

// -- search ----------------------------------------------------------------------------

const FOLDED = {
  ı: "i", ł: "l", ø: "o", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe",
  "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u00a0": " ", "\n": " ",
};
const FOLDING = new RegExp(`[${Object.keys(FOLDED).join("")}]`, "g");

/** Without case and accents: `Erdoğan -> erdogan`. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().replace(FOLDING, (one) => FOLDED[one]);
}

/** The folded text, and for each of its characters where it stands in the text itself. */
function foldMap(text) {
  let folded = "";
  const at = [];
  let from = 0;
  for (const character of text) {
    for (const one of fold(character)) { folded += one; at.push(from); }
    from += character.length;
  }
  at.push(from);
  return { folded, at };
}

const isWord = (character) => character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Where a term begins a word; terms in scripts without spaces may stand anywhere. */
function findTerm(hay, term, from = 0) {
  const anywhere = !/^[a-z0-9]/.test(term);
  let at = hay.indexOf(term, from);
  while (at > 0 && !anywhere && isWord(hay[at - 1])) at = hay.indexOf(term, at + 1);
  return at;
}

/** `"phased stabilisation" 2018 -> terms with what each may match` */
function termsOf(query) {
  const terms = [];
  for (const [, phrase, word] of query.matchAll(/["“”«»]([^"“”«»]+)["“”«»]?|([^\s"“”«»]+)/g)) {
    const text = fold(phrase ?? word).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    if (text) terms.push({ text, year: /^(19|20)\d\d$/.test(text) ? text : null });
  }
  return terms;
}

let index = null;
/** Every searchable record once: its folded words, days, people, place. */
function searchIndex() {
  if (index) return index;
  const placeOf = (statement) => some(statement?.meeting).map((at) => meetings[at].place ?? meetings[at].place_text)[0] ?? null;
  const item = (kind, row, who, text, days, people, place) => ({
    kind, row, text, who: fold(who), hay: fold(text), from: days[0] ?? days[1] ?? null, to: days[1] ?? days[0] ?? null,
    people: new Set(people), place, copied: articles[row.article]?.duplicate_of ?? null,
  });
  const called = (places) => places.map((at) => [actors[at].name, ...(actors[at].aliases ?? [])].join(" ")).join(" ");
  index = [
    ...statements.map((row) => {
      const people = speakersOf(row);
      const days = row.said_on ? [row.said_on, row.said_on] : articleDays(articles[row.article]);
      return item("statement", row, called(people), wordsOf(row), days, people, placeOf(row));
    }),
    ...claims.map((row) => {
      const days = row.time_start || row.time_end ? [row.time_start, row.time_end]
        : some(row.statement).map((at) => statements[at].said_on).filter(Boolean).map((one) => [one, one])[0] ?? articleDays(articles[row.article]);
      return item("claim", row, called(row.asserters), row.text, days, row.asserters, placeOf(statements[row.statement]));
    }),
    ...events.map((row) => {
      const people = row.people.map(([at]) => at);
      const text = [eventTitle(row), row.place, ...row.meetings.slice(0, 3).map(wordsOf)].filter(Boolean).join(" — ");
      return item("event", row, called(people), text, [row.date_start, row.date_end], people, row.place);
    }),
    ...articles.map((row) => item("article", row, "", [titleOf(row), row.outlet].filter(Boolean).join(" — "), articleDays(row), row.mentions.map((one) => one.actor), null)),
  ];
  return index;
}

const BONUS = { statement: 3, event: 2, article: 1.5, claim: 1 };
const QUOTE_BONUS = { direct: 1, mixed: 0.6, document: 0.3, indirect: 0 };

/** How well a record answers; 0 where a term is missing. */
function score(item, terms, whole) {
  let total = BONUS[item.kind] + (QUOTE_BONUS[item.row.quote_type] ?? 0) - (item.copied === null ? 0 : 2);
  for (const { text, year } of terms) {
    const at = findTerm(item.hay, text);
    const named = findTerm(item.who, text) >= 0;
    if (at >= 0) total += isWord(item.hay[at + text.length]) ? 3 : 5;
    else if (named) total += 4;
    if (at < 0 && !named) {
      if (!year || !item.from || item.from.slice(0, 4) > year || item.to.slice(0, 4) < year) return 0;
      total += 2;
    }
  }
  if (terms.length > 1 && item.hay.includes(whole)) total += 4;
  return total;
}

const within = (item, from, to) => (!from || (item.to && item.to >= from)) && (!to || (item.from && item.from <= to));

/** The filters besides words and kind: name -> whether an item passes. */
function filtersOf(wanted) {
  const { actor, year, from, to: until, place, quote, status } = wanted;
  const actorAt = actor ? byId.get(actor)?.[1].at ?? -1 : null;
  const tests = {};
  if (actor) tests.actor = (item) => item.people.has(actorAt);
  if (year) tests.year = (item) => within(item, `${year}-01-01`, `${year}-12-31`);
  if (from || until) tests.range = (item) => within(item, from, until);
  if (place) tests.place = (item) => item.place === place;
  if (quote) tests.quote = (item) => item.row.quote_type === quote;
  if (status) tests.status = (item) => item.kind === "event" && item.row.status === status;
  return tests;
}

/** The results in order, and how many there would be of each kind and year. */
function find(wanted) {
  performance.mark("search-start");
  const terms = termsOf(wanted.q ?? "");
  const whole = terms.map((term) => term.text).join(" ");
  const tests = Object.entries(filtersOf(wanted));
  const found = [];
  const kinds = {};
  const years = {};
  for (const item of searchIndex()) {
    let failed = 0;
    let byYear = false;
    for (const [name, test] of tests) if (!test(item)) { failed += 1; byYear = name === "year"; if (failed > 1) break; }
    if (failed > 1 || (failed === 1 && !byYear)) continue;
    const points = score(item, terms, whole);
    if (!points) continue;
    if (!failed) kinds[item.kind] = (kinds[item.kind] ?? 0) + 1;
    if (wanted.type && item.kind !== wanted.type) continue;
    const year = item.from?.slice(0, 4);
    if (year) years[year] = (years[year] ?? 0) + 1;
    if (!failed) found.push([points, item]);
  }
  const newest = ([, a], [, b]) => (b.from ?? "").localeCompare(a.from ?? "");
  const oldest = ([, a], [, b]) => (a.from ?? "9").localeCompare(b.from ?? "9");
  const sort = wanted.sort ?? (terms.length ? "best" : "newest");
  const order = { best: (a, b) => b[0] - a[0] || newest(a, b), newest, oldest }[sort] ?? newest;
  found.sort(order);
  performance.measure("search", "search-start");
  return { terms, kinds, years, sort, items: found.map(([, item]) => item) };
}

/** Text with the sought terms marked. */
function marked(text, terms) {
  if (!terms?.length) return [text];
  const { folded, at } = foldMap(text);
  const spots = [];
  for (const term of terms) {
    for (let found = findTerm(folded, term.text); found >= 0; found = findTerm(folded, term.text, found + term.text.length)) {
      spots.push([at[found], at[found + term.text.length]]);
    }
  }
  spots.sort((a, b) => a[0] - b[0]);
  const parts = [];
  let done = 0;
  for (const [from, until] of spots) {
    if (from < done) continue;
    parts.push(text.slice(done, from), h("mark", { class: "hit" }, text.slice(from, until)));
    done = until;
  }
  return [...parts, text.slice(done)];
}

// -- records on the page ---------------------------------------------------------------

/** Who says it, when, by which words, where it stands. */
function statementCard(statement, { terms, tag = "article", level = "h3" } = {}) {
  const speakers = speakersOf(statement);
  const via = statement.people.filter(([, role]) => role === "via").map(([at]) => at);
  const article = articles[statement.article];
  return h(tag, { class: "card statement" },
    h(level, { class: "who" },
      people(speakers, "Nobody named"),
      via.length ? h("span", { class: "via" }, " by way of ", listed(via.map(actorLink))) : null,
      h("span", { class: "date" }, statement.said_on ? day(statement.said_on) : `undated, in an article of ${published(article)}`)),
    h("blockquote", { dir: "auto" }, marked(wordsOf(statement), terms)),
    h("p", { class: "meta" }, pill(QUOTED[statement.quote_type] ?? statement.quote_type, `quote-${statement.quote_type}`),
      link(to.evidence(statement), "in ", bdi(titleOf(article))), copyMark(article),
      statement.meeting === null || statement.meeting === undefined ? null : meetingNote(statement.meeting),
      link(to.record(statement), "details")));
}
const copyMark = (article) => ((article.duplicate_of ?? null) === null ? null : pill("near-duplicate", "warn"));
function meetingNote(at) {
  const event = events[meetings[at].event];
  return event ? link(to.event(event), `at: ${FORMATS[event.format] ?? words(event.format)}${event.place ? `, ${event.place}` : ""}`) : null;
}

/** The day that a claim is of: when it was said, or else published. */
function claimDay(claim) {
  const statement = statements[claim.statement];
  return statement?.said_on ? day(statement.said_on) : published(articles[claim.article]);
}

function claimCard(claim, { terms, tag = "article", level = "h3" } = {}) {
  const article = articles[claim.article];
  return h(tag, { class: "card claim" },
    h(level, { class: "who" }, people(claim.asserters, "The article itself"),
      claim.polarity === "-" ? pill("denies", "warn") : null, h("span", { class: "date" }, claimDay(claim))),
    h("p", { class: "claim-text", dir: "auto" }, marked(claim.text, terms)),
    h("p", { class: "meta" }, pill(claim.claim_type, "kind-claim"),
      quantity(claim) ? h("strong", null, quantity(claim)) : null,
      claim.certainty !== "certain" ? pill(claim.certainty) : null,
      link(to.evidence(claim), "in ", bdi(titleOf(article))), copyMark(article), link(to.record(claim), "details")));
}

function eventCard(event, { terms, tag = "article", level = "h3" } = {}) {
  return h(tag, { class: "card event" },
    h(level, { class: "who" }, h("a", { href: to.event(event) }, bdi(eventTitle(event))), h("span", { class: "date" }, when(event))),
    h("p", { class: "meta" }, statusPill(event.status), event.place ? bdi(event.place) : null,
      h("span", null, words(event.channel) === "unspecified" ? "channel not told" : words(event.channel)),
      h("span", null, `told by ${many(event.n_articles, "article")}`)),
    terms?.length && event.meetings.length
      ? h("p", { class: "snippet", dir: "auto" }, marked(wordsOf(event.meetings[0]), terms)) : null);
}

function articleCard(article, { terms, tag = "article", level = "h3" } = {}) {
  return h(tag, { class: "card article" },
    h(level, { class: "who" }, h("a", { href: to.article(article) }, h("bdi", null, marked(titleOf(article), terms))), h("span", { class: "date" }, published(article))),
    h("p", { class: "meta" }, article.outlet ? bdi(article.outlet) : null, copyMark(article),
      h("span", null, `${many(article.statements.length, "quotation")}, ${many(article.claims.length, "claim")}, ${many(article.meetings.length, "meeting")}`)));
}
const CARDS = { statement: statementCard, claim: claimCard, event: eventCard, article: articleCard };

function doubtNotes(...ids) {
  const found = ids.flatMap((id) => doubts.get(id) ?? []);
  return found.length ? h("ul", { class: "doubts" }, found.map((row) => h("li", { dir: "auto" }, h("strong", null, words(row.reason)), " ", row.detail))) : null;
}

// -- pages -----------------------------------------------------------------------------

const field = document.getElementById("q");

function choice(name, label, wanted, options, none = "any") {
  const select = h("select", { name, onchange: (event) => refine({ [name]: event.target.value }) },
    h("option", { value: "" }, none),
    options.map(([value, text]) => h("option", { value, selected: wanted[name] === value }, text)));
  return h("label", null, label, select);
}

/** Go to the present page with some of its parameters changed. */
function refine(changes) {
  const { path, wanted } = where();
  const next = Object.fromEntries(Object.entries({ ...wanted, ...changes }).filter(([, value]) => value));
  go(`${path}?${new URLSearchParams(next)}`, { keep: true });
}

function chips(label, name, wanted, options) {
  return h("div", { class: "chips", role: "group", "aria-label": label },
    options.map(([value, text, n]) => {
      const on = (wanted[name] ?? "") === value;
      return h("button", {
        type: "button", class: "chip", "aria-pressed": String(on), "data-chip": `${name}:${value}`,
        onclick: () => refine({ [name]: on && value ? "" : value }),
      }, text, n === undefined ? null : [" ", h("span", { class: "n" }, number(n))]);
    }));
}

const places = [...new Set([...events, ...meetings].map((row) => row.place ?? row.place_text).filter(Boolean))].sort((a, b) => a.localeCompare(b));
const talkers = actors.filter((actor) => actor.statements.length || actor.events.length || actor.claims.length);
const actorOptions = h("datalist", { id: "actor-names" }, talkers.map((actor) => h("option", { value: actor.name })));
document.body.append(actorOptions);

function actorField(wanted) {
  const given = wanted.actor ? byId.get(wanted.actor)?.[1] : null;
  return h("label", null, "Actor", h("input", {
    type: "text", list: "actor-names", name: "actor", value: given?.name ?? "", placeholder: "any name", autocomplete: "off",
    onchange: (event) => {
      const name = fold(event.target.value.trim());
      const actor = name && (talkers.find((one) => fold(one.name) === name) ?? talkers.find((one) => fold(one.name).includes(name)));
      if (name && !actor) say(`No actor is named ${event.target.value}`);
      refine({ actor: actor ? actor.actor_id : "" });
    },
  }));
}
const dateField = (name, label, wanted) => h("label", null, label, h("input", {
  type: "date", name, value: wanted[name] ?? "", onchange: (event) => refine({ [name]: event.target.value }),
}));

/** A box of two columns where there is room: what is found, and the filters beside it. */
function inColumns(view) {
  const box = h("div", { class: "finding" });
  view.append(box);
  return box;
}

function searchPage(view, wanted) {
  const found = find(wanted);
  const { items, terms, kinds, years } = found;
  const all = Object.values(kinds).reduce((a, b) => a + b, 0);
  const active = Object.keys(wanted).filter((name) => !["q", "type", "sort"].includes(name)).length;
  const count = `${many(items.length, wanted.type ? KINDS[wanted.type].toLowerCase() : "result")}${wanted.q ? ` for “${wanted.q}”` : ""}${wanted.year ? ` in ${wanted.year}` : ""}`;
  view = inColumns(view);
  view.append(
    heading("Search", count),
    chips("Kind of record", "type", wanted, [["", "All", all], ...Object.entries(PLURALS).map(([kind, label]) => [kind, label, kinds[kind] ?? 0])]),
    chips("Year", "year", wanted, [["", "Any year"], ...Object.keys(years).sort().map((year) => [year, year, years[year]])]),
    h("details", { class: "filters", open: active > (wanted.year ? 1 : 0) || innerWidth > 960 },
      h("summary", null, "More filters"),
      h("div", { class: "fields" },
        actorField(wanted), dateField("from", "From", wanted), dateField("to", "To", wanted),
        choice("place", "Place", wanted, places.map((one) => [one, one])),
        choice("quote", "Quoted", wanted, Object.entries(QUOTED)),
        choice("status", "Meeting", wanted, ["held", "scheduled", "proposed", "postponed", "cancelled", "denied"].map((one) => [one, one])),
        choice("sort", "Order", wanted, [["newest", "newest first"], ["oldest", "oldest first"]], terms.length ? "best first" : "newest first"),
        active ? h("button", { type: "button", class: "quiet", onclick: () => go(to.search({ ...(wanted.q && { q: wanted.q }), ...(wanted.type && { type: wanted.type }) }), { keep: true }) }, "Clear filters") : null)));
  if (!items.length) view.append(h("p", { class: "note" }, "Nothing fits. Try fewer words, another spelling, or clear the filters. Words are matched from their beginning, accents and capitals do not matter, and a year such as 2018 matches the date."));
  else view.append(pieces("ol", { class: "results", "aria-label": "Results" }, items, (item) => h("li", null, CARDS[item.kind](item.row, { terms, tag: "div", level: "h2" })), 30));
  say(count);
}

function timelinePage(view, wanted) {
  const statuses = ["held", "scheduled", "proposed", "postponed", "cancelled", "denied"].map((one) => [one, one, events.filter((event) => event.status === one).length]).filter(([, , n]) => n);
  const formats = Object.entries(FORMATS).map(([value, text]) => [value, text]).filter(([value]) => events.some((event) => event.format === value));
  const years = [...new Set(events.flatMap((event) => [event.date_start, event.date_end]).filter(Boolean).map((one) => one.slice(0, 4)))].sort();
  const actorAt = wanted.actor ? byId.get(wanted.actor)?.[1].at : null;
  const shown = events.filter((event) => {
    const from = event.date_start ?? event.date_end;
    const until = event.date_end ?? event.date_start;
    return (!wanted.status || event.status === wanted.status) && (!wanted.format || event.format === wanted.format)
      && (!wanted.year || (from && from.slice(0, 4) <= wanted.year && until.slice(0, 4) >= wanted.year))
      && within({ from, to: until }, wanted.from, wanted.to)
      && (!wanted.place || event.place === wanted.place)
      && (!wanted.actor || event.people.some(([at]) => at === actorAt));
  });
  const dated = shown.filter((event) => event.date_start ?? event.date_end);
  const ordered = wanted.sort === "oldest" ? [...dated].reverse() : dated;
  const all = [...ordered, ...shown.filter((event) => !(event.date_start ?? event.date_end))];
  view = inColumns(view);
  view.append(
    heading("Timeline", many(shown.length, "event")),
    chips("Status", "status", wanted, [["", "All", events.length], ...statuses]),
    chips("Year", "year", wanted, [["", "Any year"], ...years.map((year) => [year, year])]),
    h("details", { class: "filters", open: innerWidth > 960 }, h("summary", null, "More filters"), h("div", { class: "fields" },
      actorField(wanted), choice("format", "Format", wanted, formats), choice("place", "Place", wanted, places.map((one) => [one, one])),
      dateField("from", "From", wanted), dateField("to", "To", wanted),
      choice("sort", "Order", wanted, [["oldest", "oldest first"]], "newest first"))));
  let month = null;
  view.append(pieces("ol", { class: "timeline", "aria-label": "Events in order of time" }, all, (event) => {
    const iso = event.date_start ?? event.date_end;
    const label = iso ? `${MONTHS[iso.slice(5, 7) - 1]} ${iso.slice(0, 4)}` : "No date";
    const first = label !== month;
    month = label;
    return h("li", { class: `status-${event.status}` },
      first ? h("h2", { class: "month" }, label) : null,
      h("div", { class: "moment" }, h("span", { class: "day" }, when(event)), eventCard(event, { tag: "div" })));
  }, 60));
  say(many(shown.length, "event"));
}

function eventPage(view, wanted, id) {
  const event = expect(id, "event");
  const told = event.meetings;
  view.append(
    heading("Event", eventTitle(event), statusPill(event.status)),
    facts(
      ["When", `${when(event)}${event.date_precision && event.date_precision !== "day" ? ` (${words(event.date_precision)})` : ""}`],
      ["Where", event.place ? bdi(event.place) : "no place told"],
      ["Status", event.status], ["Channel", words(event.channel)], ["Level", words(event.level)],
      ["Format", FORMATS[event.format] ?? words(event.format)],
      ["Told by", `${many(event.n_articles, "article")}${told.length > event.n_articles ? `, and ${many(told.length - event.n_articles, "near-duplicate")}` : ""}`]));
  if (event.links.length) {
    view.append(h("h2", null, "Planned, moved, held"), h("ul", { class: "plain" }, event.links.map((one) => {
      const mine = one.a === event.at;
      const other = events[mine ? one.b : one.a];
      return h("li", null, upper(EVENT_RELATIONS[one.relation][mine ? 0 : 1]), " ", link(to.event(other), bdi(eventTitle(other))), `, ${when(other)} `, statusPill(other.status), h("span", { class: "fine" }, ` rule: ${words(one.rule)}`));
    })));
  }
  view.append(h("h2", null, "Who took part"));
  view.append(event.people.length
    ? table("Participants", ["Name", "Role", "Kind", "Country"], event.people.map(([at, role]) => h("tr", null,
      h("th", { scope: "row" }, actorLink(at)), h("td", null, role), h("td", null, words(actors[at].kind)), h("td", null, actors[at].country_iso3 ?? ""))))
    : h("p", null, "No article names anybody."));
  const telling = (meeting, name) => ({
    Status: meeting.status, Channel: words(meeting.channel), Level: words(meeting.level),
    When: when(meeting), "In its words": meeting.date_text ?? "no words for the date", "Read from": words(meeting.date_basis),
    Where: meeting.place_text ?? "no place told",
    Who: namesOf(meeting.people.map(([at]) => at)).sort().join(", ") || "nobody named",
  })[name];
  view.append(h("h2", null, told.length > 1 ? `Told ${told.length} times` : "Told once"));
  view.append(h("ol", { class: "tellings" }, told.map((meeting) => {
    const article = articles[meeting.article];
    return h("li", null,
      h("h3", null, articleLink(meeting.article), " ", copyMark(article)),
      h("p", { class: "meta" }, sourceLine(article)),
      h("blockquote", { dir: "auto" }, wordsOf(meeting)),
      h("p", { class: "meta" }, h("span", null, h("strong", null, words(meeting.rule ?? "")), " ", RULES[meeting.rule] ?? "", meeting.decided_by && meeting.decided_by !== "rule" ? ["Decided by ", bdi(meeting.decided_by), "."] : null),
        link(to.evidence(meeting), "show in the article")),
      doubtNotes(meeting.record_id));
  })));
  if (told.length > 1) {
    const names = ["When", "In its words", "Read from", "Where", "Status", "Channel", "Level", "Who"];
    const differing = names.filter((name) => new Set(told.map((meeting) => telling(meeting, name))).size > 1);
    view.append(h("h2", null, "Where the tellings differ"), differing.length
      ? table("Differing details by telling", ["Detail", ...told.map((meeting) => bdi(titleOf(articles[meeting.article])))],
        differing.map((name) => h("tr", null, h("th", { scope: "row" }, name), told.map((meeting) => h("td", { dir: "auto" }, telling(meeting, name))))))
      : h("p", null, "They agree in every detail."));
  }
  if (event.near?.length) {
    view.append(h("details", null, h("summary", null, `${many(event.near.length, "near miss", "near misses")}: meetings that stay apart, and why`),
      h("ul", { class: "plain" }, event.near.slice(0, 60).map(([at, why]) => {
        const other = events[meetings[at].event];
        return h("li", null, other ? link(to.event(other), bdi(eventTitle(other))) : "a meeting", ` (${when(meetings[at])}): `, h("span", { class: "fine", dir: "auto" }, why));
      }))));
  }
  const saidThere = told.flatMap((meeting) => meeting.statements);
  if (saidThere.length) view.append(h("h2", null, `Said there (${number(saidThere.length)})`), pieces("div", { class: "cards" }, saidThere, (one) => statementCard(one)));
}

function groupedByYear(rows, dayOf) {
  const groups = new Map();
  for (const row of rows) {
    const year = dayOf(row)?.slice(0, 4) ?? "undated";
    groups.set(year, [...(groups.get(year) ?? []), row]);
  }
  return [...groups].sort(([a], [b]) => (a === "undated" ? 1 : b === "undated" ? -1 : b.localeCompare(a)));
}

function actorPage(view, wanted, id) {
  const actor = expect(id, "actor");
  const told = actor.statements;
  view.append(heading(upper(words(actor.kind)), actor.name),
    facts(
      ["Country", actor.country_iso3], ["Wikidata", actor.wikidata_qid],
      ["Also written", (actor.aliases ?? []).length ? listed(actor.aliases.map(bdi)) : null],
      ["Called", (actor.roles ?? []).length ? listed(actor.roles.map(bdi)) : null],
      ["Resolved by", (actor.resolved_by ?? []).map(words).join(", ")],
      ["Named in", actor.mentions.length ? many(new Set(actor.mentions.map((one) => one.article)).size, "article") : "no article by name"]));
  view.append(h("p", { class: "meta" }, link(to.search({ actor: actor.actor_id }), "Search all that belongs to this actor")));
  view.append(h("h2", null, `Met (${number(actor.events.length)})`));
  if (!actor.events.length) view.append(h("p", null, "In no event."));
  for (const [year, group] of groupedByYear(actor.events, (event) => event.date_start ?? event.date_end)) {
    const met = new Map();
    for (const event of group) if (!PLANNED.has(event.status)) for (const [at] of event.people) if (at !== actor.at) met.set(at, (met.get(at) ?? 0) + (event.status === "held" ? 1 : 0));
    const whom = [...met].filter(([, n]) => n).sort((a, b) => b[1] - a[1]);
    view.append(h("h3", { class: "year" }, year),
      whom.length ? h("p", { class: "whom" }, "With ", listed(whom.slice(0, 14).map(([at, n]) => h("span", null, actorLink(at), n > 1 ? ` ×${n}` : ""))), whom.length > 14 ? ` and ${whom.length - 14} more` : "") : "",
      pieces("ul", { class: "dense" }, group, (event) => h("li", null, h("span", { class: "day" }, when(event)), link(to.event(event), bdi(eventTitle(event))), statusPill(event.status), event.place ? bdi(event.place) : null), 25));
  }
  view.append(h("h2", null, `Said (${number(told.length)})`));
  if (!told.length) view.append(h("p", null, "Nothing is quoted."));
  for (const [year, group] of groupedByYear(told, (one) => one.said_on ?? articleDays(articles[one.article])[0])) {
    group.sort((a, b) => (b.said_on ?? "").localeCompare(a.said_on ?? ""));
    view.append(h("h3", { class: "year" }, `${year} (${number(group.length)})`), pieces("div", { class: "cards" }, group, (one) => statementCard(one, { level: "h4" }), 12));
  }
  if (actor.claims.length) view.append(h("h2", null, `Vouches for (${number(actor.claims.length)})`), pieces("ul", { class: "dense" }, actor.claims, (claim) => h("li", { dir: "auto" }, link(to.record(claim), claim.text)), 25));
  if (actor.mentions.length) view.append(h("h2", null, "Named as"), pieces("div", { class: "cards tablelike" }, actor.mentions, (one) => h("p", { class: "meta" },
    h("strong", null, bdi([one.role, one.name].filter(Boolean).join(" ") || wordsOf(one))), `rule: ${words(one.resolved_by)}`, link(to.evidence(one), "in ", bdi(titleOf(articles[one.article])))), 20));
}

const KIND_ORDER = ["statement", "claim", "meeting", "mention"];
const KIND_LABELS = { statement: "Quotations", claim: "Claims", meeting: "Meetings", mention: "Actors" };

/** The kinds of record that are marked: those that the address names, and the record's own. */
function shownKinds({ show = "statement,claim,meeting", r }) {
  const named = new Set([...show.split(","), byId.get(r)?.[0]]);
  return new Set(KIND_ORDER.filter((kind) => named.has(kind)));
}

function articlePage(view, wanted, id) {
  const article = expect(id, "article");
  const shown = shownKinds(wanted);
  const also = wanted.show ? `&show=${wanted.show}` : "";
  const records = KIND_ORDER.flatMap((kind) => (shown.has(kind) ? article[`${kind}s`].map((row) => ({ kind, row })) : []))
    .sort((a, b) => Math.min(...a.row.spans, Infinity) - Math.min(...b.row.spans, Infinity) || Math.max(...b.row.spans, 0) - Math.max(...a.row.spans, 0));
  records.forEach((record, at) => { record.n = at + 1; });
  const safe = /^https?:\/\//i.test(article.url ?? "");
  view.append(
    heading("Article", titleOf(article), copyMark(article)),
    facts(["Outlet", article.outlet && bdi(article.outlet)], ["Published", `${published(article)}${article.published_on ? "" : ` (${words(article.date_basis)})`}`],
      ["By", article.byline && bdi(article.byline)], ["Language", article.language],
      ["Address", article.url && (safe ? h("a", { href: article.url, rel: "noopener noreferrer" }, bdi(article.url)) : bdi(article.url))],
      ["Read from", (article.sources ?? []).length ? listed(article.sources.map(bdi)) : null],
      ["Duplicate of", (article.duplicate_of ?? null) === null ? null : articleLink(article.duplicate_of)],
      ["Near-duplicates", article.copies.length ? listed(article.copies.map((one) => articleLink(one.at))) : null]),
    chipsOfKinds(article, shown));
  const own = review.filter((row) => row.article === article.at && !row.record_id);
  if (own.length) view.append(h("ul", { class: "doubts" }, own.map((row) => h("li", { dir: "auto" }, h("strong", null, words(row.reason)), " ", row.detail))));
  const cards = new Map(records.map((record) => [record, recordNote(record, also)]));
  const { text, segments } = annotated(article, records, also);
  const panel = h("ol", { class: "notes", "aria-label": "Records of this article, in the order of the text" }, [...cards.values()]);
  view.append(h("div", { class: "reading" },
    h("section", { class: "fulltext", "aria-label": "Text of the article" }, text),
    h("section", { class: "panel", "aria-labelledby": "panel-title" }, h("h2", { id: "panel-title" }, many(records.length, "record")), panel)));

  /** Mark what the address names: one record (r), or all at a place of the text (at). */
  return function select(now, scroll = true) {
    const on = records.filter(({ row }) => (now.r ? row.record_id === now.r : now.at && covers(row, Number(now.at))));
    for (const [record, card] of cards) card.classList.toggle("on", on.includes(record));
    let first = null;
    for (const { element, from, until } of segments) {
      const lit = on.some(({ row }) => covers(row, from, until));
      element.classList.toggle("on", lit && (Boolean(now.r) || (from <= now.at && now.at < until)));
      if (lit && now.r && !first) first = element;
    }
    if (!on.length || !scroll) return;
    const card = cards.get(on[0]);
    if (now.r) {
      card.scrollIntoView({ block: "nearest" });
      if (first) { first.scrollIntoView({ block: "center" }); first.focus({ preventScroll: true }); }
      say(`Marked in the text: ${on[0].row.text ?? wordsOf(on[0].row)}`);
    } else {
      card.scrollIntoView({ block: innerWidth > 900 ? "nearest" : "center" });
      card.focus({ preventScroll: true });
      say(`${many(on.length, "record")} on these words`);
    }
  };
}

function covers(row, from, until = from + 1) {
  for (let at = 0; at < row.spans.length; at += 2) if (row.spans[at] < until && row.spans[at + 1] > from) return true;
  return false;
}

function chipsOfKinds(article, shown) {
  return h("div", { class: "chips", role: "group", "aria-label": "Marked in the text" }, h("span", { class: "fine" }, "Marked:"),
    KIND_ORDER.map((kind) => h("button", {
      type: "button", class: `chip kind-${kind}`, "aria-pressed": String(shown.has(kind)), "data-chip": `show:${kind}`,
      onclick: () => {
        const next = KIND_ORDER.filter((one) => (one === kind ? !shown.has(one) : shown.has(one)));
        refine({ show: next.join(",") || "none", r: "", at: "" });
      },
    }, `${KIND_LABELS[kind]} `, h("span", { class: "n" }, number(article[`${kind}s`].length)))));
}

/** A record beside the article's text. */
function recordNote({ kind, row, n }, also) {
  const parts = {
    statement: () => [h("p", { class: "who" }, people(speakersOf(row), "Nobody named"), h("span", { class: "date" }, row.said_on ? day(row.said_on) : "")), h("p", { class: "words", dir: "auto" }, wordsOf(row))],
    claim: () => [h("p", { class: "who" }, "Claim: ", people(row.asserters)), h("p", { class: "words", dir: "auto" }, row.text)],
    meeting: () => [h("p", { class: "who" }, "Meeting: ", row.event === null || row.event === undefined ? when(row) : link(to.event(events[row.event]), bdi(eventTitle(events[row.event])))), h("p", { class: "words", dir: "auto" }, wordsOf(row))],
    mention: () => [h("p", { class: "who" }, "Actor: ", actorLink(row.actor)), h("p", { class: "words", dir: "auto" }, wordsOf(row))],
  }[kind]();
  return h("li", { class: `note-card kind-${kind}`, id: `note-${row.record_id}`, tabindex: -1, value: n },
    parts,
    h("p", { class: "meta" }, row.spans.length ? link(to.evidence(row) + also, "show in text") : "no evidence", kind === "statement" || kind === "claim" ? link(to.record(row), "details") : null,
      kind === "statement" ? pill(QUOTED[row.quote_type], `quote-${row.quote_type}`) : null),
    doubtNotes(row.record_id));
}

/** The text by paragraphs, cut wherever a span begins or ends; overlapping spans share pieces. */
function annotated(article, records, also) {
  const cuts = new Set();
  const ends = new Map();  // offset -> numbers of the records that end there
  for (const { row, n } of records) {
    for (const at of row.spans) cuts.add(at);
    if (row.spans.length) { const last = Math.max(...row.spans); ends.set(last, [...(ends.get(last) ?? []), n]); }
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const segments = [];
  const paragraphs = [];
  let next = 0;
  let start = 0;
  for (const line of article.text.split("\n")) {
    const end = start + line.length;
    const pieces = [];
    let at = start;
    while (next < sorted.length && sorted[next] <= start) next += 1;
    const bounds = [];
    for (let i = next; i < sorted.length && sorted[i] < end; i += 1) bounds.push(sorted[i]);
    for (const bound of [...bounds, end]) {
      if (bound > at) {
        const words = article.text.slice(at, bound);
        const here = records.filter(({ row }) => covers(row, at, bound));
        if (here.length) {
          const kinds = [...new Set(here.map(({ kind }) => `in-${kind}`))].join(" ");
          const element = h("a", { class: `seg ${kinds}`, href: `${to.article(article)}?at=${at}${also}`, title: here.map(({ n, kind }) => `${n} ${KIND_LABELS[kind].toLowerCase().replace(/s$/, "")}`).join(", ") }, words);
          segments.push({ element, from: at, until: bound });
          pieces.push(element);
        } else pieces.push(words);
        const notes = ends.get(bound);
        if (notes) pieces.push(h("sup", { class: "print", "aria-hidden": "true" }, notes.join(",")));
      }
      at = bound;
    }
    if (line.trim()) paragraphs.push(h("p", { dir: "auto" }, pieces));
    start = end + 1;
  }
  return { text: paragraphs, segments };
}

function recordPage(view, wanted, id) {
  const [kind, row] = byId.get(id) ?? missing(id);
  if (kind === "meeting" && row.event !== null && row.event !== undefined) return eventPage(view, wanted, events[row.event].event_id);
  if (!["statement", "claim"].includes(kind)) { go(kind === "mention" || kind === "meeting" ? to.evidence(row) : to[kind](row), { replace: true }); return undefined; }
  const article = articles[row.article];
  view.append(heading(kind === "claim" ? "Claim" : "Statement", kind === "claim" ? row.text : wordsOf(row)));
  if (kind === "statement") {
    const of = (role) => row.people.filter(([, one]) => one === role).map(([at]) => actorLink(at));
    view.append(facts(["Said by", of("speaker").length ? listed(of("speaker")) : "nobody named"], ["By way of", listed(of("via"))], ["To", listed(of("addressee"))],
      ["When", row.said_on ? day(row.said_on) : "no date"], ["Quoted", QUOTED[row.quote_type]], ["Act", row.act], ["Medium", words(row.medium)],
      ["As written", [row.speaker_text, row.cue_text].filter(Boolean).join(" … ")],
      ["At", row.meeting === null || row.meeting === undefined ? null : meetingNote(row.meeting)]));
  } else {
    view.append(facts(["Vouched for by", people(row.asserters)],
      ["Type", row.claim_type], ["Number", quantity(row)], ["Certainty", row.certainty], ["Polarity", row.polarity === "-" ? "denied" : "affirmed"],
      ["Time", row.time_text && [bdi(row.time_text), row.time_start || row.time_end ? ` (${when({ date_start: row.time_start, date_end: row.time_end })})` : ""]],
      ["Made in", row.statement === null || row.statement === undefined ? null : link(to.record(statements[row.statement]), "a statement: ", bdi(wordsOf(statements[row.statement])))]));
  }
  const run = runs[row.run];
  if (run) view.append(h("p", { class: "fine" }, "Read by ", bdi(run.model), ` with ${run.prompt}${run.recorded ? ", recorded answers" : ""}, ${day(run.started_at.slice(0, 10))}`));
  view.append(doubtNotes(row.record_id) ?? "", h("h2", null, "Evidence"),
    h("p", { class: "meta" }, articleLink(row.article), sourceLine(article), copyMark(article)),
    context(row), h("p", { class: "meta" }, link(to.evidence(row), "show in the article")));
  if (kind === "statement" && row.claims.length) view.append(h("h2", null, "Claims made in it"), h("div", { class: "cards" }, row.claims.map((claim) => claimCard(claim))));
  if (kind === "claim" && row.links.length) view.append(h("h2", null, "Beside other claims"), pairs(row.links));
  return undefined;
}

/** `[9, 12, 1, 4] -> [[1, 4], [9, 12]]` */
function inOrder(spans) {
  const found = [];
  for (let at = 0; at < spans.length; at += 2) found.push([spans[at], spans[at + 1]]);
  return found.sort((a, b) => a[0] - b[0]);
}

/** The words of a record with some of the text around them. */
function context(record, around = 180) {
  const { text } = articles[record.article];
  if (!record.spans.length) return h("p", null, "No words of the article are on record.");
  const [start, end] = [Math.min(...record.spans), Math.max(...record.spans)];
  const near = text.slice(0, start).lastIndexOf(" ", start - around);
  const first = start > around && near > 0 ? near + 1 : 0;
  const far = text.indexOf(" ", end + around);
  const last = far > 0 ? far : text.length;
  const parts = [first ? "… " : ""];
  let at = first;
  for (const [from, until] of inOrder(record.spans)) {
    parts.push(text.slice(at, from), h("mark", null, text.slice(Math.max(at, from), until)));
    at = Math.max(at, until);
  }
  return h("p", { class: "context", dir: "auto" }, parts, text.slice(at, last), last < text.length ? " …" : "");
}

function pairs(links) {
  return pieces("ul", { class: "pairs" }, links, ({ a, b, relation, rule }) => h("li", null,
    side(claims[a]), h("p", { class: `relation rel-${relation}` }, RELATIONS[relation] ?? relation, h("span", { class: "fine" }, rule === "judge" ? "judged by a model" : `rule: ${words(rule)}`)), side(claims[b])), 30);
}
const side = (claim) => h("div", { class: "side" }, h("p", { dir: "auto" }, link(to.record(claim), claim.text)), h("p", { class: "meta" }, people(claim.asserters), articleLink(claim.article)));

/** Claims with a number that speak of one thing: linked with each other, in one unit. */
function topics() {
  const above = claims.map((_, at) => at);
  const root = (at) => { while (above[at] !== at) { above[at] = above[above[at]]; at = above[at]; } return at; };
  const numbered = (claim) => claim.value !== null && claim.value !== undefined;
  for (const { a, b } of db.claim_links) if (numbered(claims[a]) && numbered(claims[b]) && claims[a].unit === claims[b].unit) above[root(b)] = root(a);
  const groups = new Map();
  for (const claim of claims) if (numbered(claim)) { const at = root(claim.at); groups.set(at, [...(groups.get(at) ?? []), claim]); }
  for (const group of groups.values()) group.sort((a, b) => b.value - a.value);
  return [...groups.values()].sort((a, b) => b.length - a.length || (a[0].unit ?? "").localeCompare(b[0].unit ?? "") || b[0].value - a[0].value);
}
const numberRow = (claim) => h("tr", null,
  h("td", { class: "num" }, quantity(claim)), h("th", { scope: "row", dir: "auto" }, link(to.record(claim), claim.text)),
  h("td", null, people(claim.asserters)),
  h("td", null, claim.certainty === "certain" ? "" : claim.certainty), h("td", null, articleLink(claim.article), " ", h("span", { class: "fine" }, published(articles[claim.article]))));
const NUMBER_COLUMNS = ["Number", "Claim", "Vouched for by", "Certainty", "Article"];

function claimsPage(view, wanted) {
  const tab = wanted.view ?? "numbers";
  const relations = {};
  for (const { relation } of db.claim_links) relations[relation] = (relations[relation] ?? 0) + 1;
  view.append(heading("Claims", "Who vouches for what"),
    h("p", { class: "lede" }, `${many(claims.length, "claim")}. The report says who stands behind each; it does not say which is true.`),
    chips("View", "view", { view: tab }, [["numbers", "Numbers side by side"], ["links", "Tensions and links", db.claim_links.length]]),
    h("p", { class: "meta" }, link(to.search({ type: "claim" }), "Search and filter all claims")));
  if (tab === "links") {
    const order = ["contradicts", "tension", "updates", "qualifies", "supports", "same"];
    view.append(chips("Relation", "relation", wanted, [["", "All"], ...order.filter((one) => relations[one]).map((one) => [one, one, relations[one]])]));
    const shown = db.claim_links.filter((one) => !wanted.relation || one.relation === wanted.relation).sort((a, b) => order.indexOf(a.relation) - order.indexOf(b.relation));
    view.append(shown.length ? pairs(shown) : h("p", { class: "note" }, "No claims are linked."));
    return;
  }
  const groups = topics();
  const linked = groups.filter((group) => group.length > 1);
  const alone = groups.filter((group) => group.length === 1).map(([claim]) => claim);
  if (!groups.length) view.append(h("p", { class: "note" }, "No claim carries a number."));
  if (linked.length) view.append(h("h2", null, "Several speak of one thing"), pieces("div", { class: "groups" }, linked, (group) => h("section", { class: "group" },
    h("h3", { dir: "auto" }, group[0].unit ? `${upper(group[0].unit)}: ${number(group.at(-1).value)} to ${number(group[0].value)}` : "Numbers", h("span", { class: "fine" }, many(group.length, "claim"))),
    table(`Claims on ${group[0].unit ?? "one number"}`, NUMBER_COLUMNS, group.slice(0, 40).map(numberRow)),
    group.length > 40 ? h("p", { class: "fine" }, `and ${number(group.length - 40)} more`) : null), 8));
  if (alone.length) {
    alone.sort((a, b) => (a.unit ?? "").localeCompare(b.unit ?? "") || b.value - a.value);
    view.append(h("h2", null, "Numbers that stand alone"));
    listTable(view, "Claims with a number that stand alone", NUMBER_COLUMNS, alone, numberRow);
  }
}

function actorsPage(view, wanted) {
  const kinds = {};
  for (const actor of actors) kinds[actor.kind] = (kinds[actor.kind] ?? 0) + 1;
  const shown = actors.filter((actor) => !wanted.kind || actor.kind === wanted.kind)
    .sort((a, b) => b.statements.length + b.events.length - a.statements.length - a.events.length || a.name.localeCompare(b.name));
  view.append(heading("Actors", many(shown.length, "actor")),
    chips("Kind", "kind", wanted, [["", "All", actors.length], ...Object.keys(kinds).sort().map((kind) => [kind, words(kind), kinds[kind]])]));
  listTable(view, "Actors, those with most events and statements first", ["Name", "Kind", "Country", "Events", "Statements", "Claims", "Articles"], shown, (actor) => h("tr", null,
    h("th", { scope: "row" }, actorLink(actor.at)), h("td", null, words(actor.kind)), h("td", null, actor.country_iso3 ?? ""),
    ...[actor.events.length, actor.statements.length, actor.claims.length, new Set(actor.mentions.map((one) => one.article)).size].map((n) => h("td", { class: "num" }, n ? number(n) : ""))));
}

/** A table whose rows come by the screenful. */
function listTable(view, caption, columns, rows, draw) {
  const box = table(caption, columns, []);
  view.append(box);
  const body = box.querySelector("tbody");
  const more = h("button", { type: "button", class: "more", onclick: () => next() });
  let shown = 0;
  const next = () => {
    body.append(...rows.slice(shown, shown + 100).map(draw));
    shown += 100;
    if (shown >= rows.length) more.remove();
    else { more.textContent = `Show more (${number(rows.length - shown)} left)`; if (!more.isConnected) box.after(more); }
  };
  next();
}

function articlesPage(view) {
  view.append(heading("Articles", many(articles.length, "article")));
  listTable(view, "Articles, the latest first", ["Published", "Title", "Outlet", "Quotations", "Claims", "Meetings"], articles, (article) => h("tr", null,
    h("td", { class: "nowrap" }, published(article)), h("th", { scope: "row" }, articleLink(article.at), " ", copyMark(article)), h("td", null, article.outlet ? bdi(article.outlet) : ""),
    ...[article.statements.length, article.claims.length, article.meetings.length].map((n) => h("td", { class: "num" }, number(n)))));
}

function reviewPage(view, wanted) {
  const reasons = {};
  for (const row of review) reasons[row.reason] = (reasons[row.reason] ?? 0) + 1;
  const shown = review.filter((row) => !wanted.reason || row.reason === wanted.reason);
  view.append(heading("Review queue", many(shown.length, "thing to look at", "things to look at")),
    chips("Reason", "reason", wanted, [["", "All", review.length], ...Object.entries(reasons).map(([reason, n]) => [reason, words(reason), n])]));
  if (!review.length) { view.append(h("p", { class: "note" }, "Nothing waits for a person.")); return; }
  listTable(view, "Review queue, the gravest first", ["Priority", "Reason", "What", "Record", "Article"], shown, (row) => {
    const [kind, record] = byId.get(row.record_id) ?? [];
    return h("tr", null, h("td", { class: "num" }, row.priority), h("th", { scope: "row" }, words(row.reason)), h("td", { dir: "auto" }, row.detail ?? ""),
      h("td", null, record ? link(kind === "statement" || kind === "claim" ? to.record(record) : to.evidence(record), kind === "statement" ? "statement" : kind) : ""),
      h("td", null, articles[row.article] ? articleLink(row.article) : ""));
  });
}

function missing(id) { throw new Error(`Nothing here has the id ${id}`); }
function expect(id, kind) {
  const found = byId.get(id);
  return found && found[0] === kind ? found[1] : missing(id);
}

// -- addresses -------------------------------------------------------------------------

const PAGES = {
  search: searchPage, timeline: timelinePage, event: eventPage, actor: actorPage, article: articlePage, record: recordPage,
  claims: claimsPage, actors: actorsPage, articles: articlesPage, review: reviewPage,
};
const FIXED = { "": "overview", charts: "charts" };
const view = document.getElementById("view");
let drawn = null;  // what stands on the page: {key, select}

/** The fragment in parts: `#/event/x?r=1 -> {name: "event", id: "x", wanted: {r: "1"}}` */
function where() {
  const [path, query = ""] = location.hash.slice(1).split("?");
  const [, name = "", id = ""] = path.split("/");
  let decoded = id;
  try { decoded = decodeURIComponent(id); } catch { /* a broken address names nothing */ }
  return { path: `#${path || "/"}`, name, id: decoded, wanted: Object.fromEntries(new URLSearchParams(query)) };
}

/** Go to an address; `keep` leaves focus and scroll where they are. */
function go(hash, { replace = false, keep = false } = {}) {
  const next = hash.replace(/\?$/, "");
  if (!replace) {
    history.replaceState({ y: scrollY }, "");  // where Back returns to
    history.pushState(null, "", next);
  } else history.replaceState(null, "", next);
  route({ keep });
}

function route({ keep = false, y = 0 } = {}) {
  const { name, id, wanted } = where();
  const key = `${name}/${id}/${name === "article" ? [...shownKinds(wanted)] : ""}`;
  if (name === "article" && drawn?.key === key) { drawn.select(wanted); return; }
  const fixed = FIXED[name];
  const focused = keep ? document.activeElement?.dataset?.chip ?? document.activeElement?.name : null;
  for (const section of ["overview", "charts"]) document.getElementById(section).hidden = section !== fixed;
  view.hidden = fixed !== undefined;
  view.replaceChildren();
  drawn = { key };
  document.body.dataset.page = fixed ?? name;
  let shown = fixed ? document.getElementById(fixed) : view;
  if (!fixed) {
    try {
      drawn.select = (PAGES[name] ?? missing(name))(view, wanted, id);
    } catch (error) {
      view.replaceChildren(heading("Not found", error.message), h("p", { class: "note" }, "The link may come from another report. ", link("#/", "To the overview")));
    }
    shown = view;
  }
  const title = shown.querySelector("h1");
  document.title = fixed === "overview" ? "summitry report" : `${title?.textContent ?? ""} · summitry report`;
  for (const anchor of document.querySelectorAll("nav a")) {
    const same = anchor.hash.split("?")[0] === `#/${name}` && (name !== "search" || wanted.type === "statement");
    if (same) anchor.setAttribute("aria-current", "page"); else anchor.removeAttribute("aria-current");
  }
  if (document.activeElement !== field) field.value = name === "search" ? wanted.q ?? "" : "";
  if (keep) {
    const again = [...view.querySelectorAll("[data-chip], [name]")].find((one) => focused && (one.dataset.chip ?? one.name) === focused);
    again?.focus({ preventScroll: true });
  } else {
    scrollTo(0, y);
    if (routed) title?.focus({ preventScroll: true });
  }
  routed = true;
  drawn.select?.(wanted);
}
let routed = false;

history.scrollRestoration = "manual";
addEventListener("popstate", (event) => route({ y: event.state?.y }));
document.addEventListener("click", (event) => {
  const anchor = event.target.closest?.('a[href^="#/"]');
  if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const before = location.hash;
  go(anchor.getAttribute("href"), { replace: before === anchor.getAttribute("href") });
});

// -- keyboard, search field, theme -----------------------------------------------------

field.addEventListener("input", () => {
  const { name, wanted } = where();
  const kept = name === "search" ? wanted : {};
  const next = Object.fromEntries(Object.entries({ ...kept, q: field.value }).filter(([, value]) => value));
  go(to.search(next), { replace: name === "search", keep: true });
});
document.getElementById("search").addEventListener("submit", (event) => {
  event.preventDefault();
  if (where().name !== "search") go(to.search({ q: field.value }));
  else view.querySelector(".results a")?.focus();
});
document.addEventListener("keydown", (event) => {
  const typing = event.target.matches?.("input, select, textarea");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    field.focus();
    field.select();
  } else if (event.key === "Escape" && (event.target === field || !typing)) {
    if (event.target === field && field.value) { field.value = ""; field.dispatchEvent(new Event("input")); }
    field.focus();
    event.preventDefault();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const stops = [...view.querySelectorAll(".results > li, .timeline > li")].map((item) => item.querySelector(".who a, .meta a"));
    if (!stops.length || (typing && event.target !== field)) return;
    const item = document.activeElement.closest?.(".results > li, .timeline > li");
    const at = item ? [...item.parentElement.children].indexOf(item) : -1;
    if (at < 0 && event.target !== field) return;
    event.preventDefault();
    if (event.key === "ArrowUp" && at <= 0) field.focus();
    else stops[Math.min(stops.length - 1, at + (event.key === "ArrowDown" ? 1 : -1))]?.focus();
  }
});

const THEMES = ["auto", "light", "dark"];
const themeButton = document.getElementById("theme");
function theme(name) {
  if (name === "auto") delete document.documentElement.dataset.theme; else document.documentElement.dataset.theme = name;
  themeButton.textContent = `Theme: ${name}`;
  try { localStorage.setItem("summitry-theme", name); } catch { /* not every browser keeps it for files */ }
}
themeButton.addEventListener("click", () => {
  const now = document.documentElement.dataset.theme ?? "auto";
  theme(THEMES[(THEMES.indexOf(now) + 1) % THEMES.length]);
});
let kept = null;
try { kept = localStorage.getItem("summitry-theme"); } catch { /* the same */ }
if (THEMES.includes(kept) && kept !== "auto") theme(kept);

/** Searches that find something, to show how it is done. */
function examples() {
  const line = document.getElementById("try");
  if (!line || !statements.length) return;
  const most = [...actors].filter((actor) => actor.kind === "person").sort((a, b) => b.statements.length - a.statements.length)[0] ?? actors[0];
  const year = statements.map((one) => one.said_on?.slice(0, 4)).filter(Boolean).sort().at(-1);
  const counts = new Map();
  const named = new Set(actors.flatMap((actor) => fold(actor.name).split(" ")));
  for (const statement of statements.slice(0, 3000)) for (const [word] of wordsOf(statement).matchAll(/(?<=[a-z,] )\p{Lu}[\p{Ll}]{3,}/gu)) if (!named.has(fold(word))) counts.set(word, (counts.get(word) ?? 0) + 1);
  const topic = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  const tries = [topic && [topic], topic && year && [`${topic} ${year}`], most && [most.name]].filter(Boolean);
  line.append("Search for a topic, a name, a year: ", ...listed(tries.map(([q]) => link(to.search({ q }), bdi(q)))), ". Press / to search from anywhere.");
  line.hidden = false;
}

examples();
route({ keep: !location.hash });
(window.requestIdleCallback ?? setTimeout)(() => searchIndex());
