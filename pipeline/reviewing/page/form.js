// A record as a form: its fields, its people, the stretches on which it rests.

import { h } from "/ask.js";

let forms;
let kind;
let actors; // of the article: [{actor_id, name, called}]
let fresh = []; // new ones
let people = [];
let fields = {}; // name -> control
let selectedWords = () => "";
let touched = () => {};
let numbers = 0;
const DAY = /\d{4}-\d{2}-\d{2}/;
const USUAL = { summit: "participant", statement: "speaker", claim: "asserter" };

export function prepare(given, words, onTouch) {
  forms = given;
  selectedWords = words;
  touched = onTouch;
}

// `record`: {kind, record, people} as the server tells it, or a new one with what is known.
export function build(record, item) {
  kind = record.kind;
  actors = item.actors;
  fresh = [];
  fields = {};
  people = record.people.map((one) => ({ ...one, party: one.party_id ?? undefined }));
  const rows = forms[kind].fields.map((field) => fieldRow(field, record.record[field.name], item));
  const seats = h("div", { id: "people" });
  const made = h("div", {}, h("h3", {}, "Fields"), ...rows);
  if (forms[kind].roles.length) {
    made.append(h("h3", { id: "people-title" }, peopleTitle()), seats, newActor(seats));
    drawPeople(seats);
  }
  made.addEventListener("input", () => {
    evenDays();
    touched();
  });
  return made;
}

function peopleTitle() {
  return { summit: "Participants", statement: "Who speaks, relays, is addressed",
    claim: "Who vouches for it (nobody: the article itself)" }[kind];
}

function fieldRow(field, value, item) {
  const id = `f-${field.name}`;
  const shared = { id, name: field.name, "aria-describedby": `e-${field.name}`, autocomplete: "off" };
  let control;
  if (field.type === "list") {
    control = h("select", shared, choices(field.words.map((w) => [w, w]), field.nullable));
  } else if (field.type === "record") {
    const wanted = field.name === "summit_id" ? "summit" : "statement";
    const others = item.records.filter((one) => one.kind === wanted);
    control = h("select", shared, choices(others.map((one) => [one.key, short(one.label)]), true));
  } else if (field.type === "actor") {
    const known = actors.map((one) => [one.actor_id, who(one)]);
    control = h("select", shared, h("option", { value: "" }, "by the tables, from the words above"),
      choices(known, false));
  } else if (field.type === "prose") {
    control = h("textarea", { ...shared, rows: 3 });
  } else {
    control = h("input", { ...shared, type: "text" });
    if (field.type === "number") control.inputMode = "decimal";
    // Never type="date": it shows 03/05/2020 or 05/03/2020 as the browser's language has it.
    if (field.type === "date") {
      Object.assign(control, { inputMode: "numeric", maxLength: 10, pattern: DAY.source,
        placeholder: "2020-03-31", title: "Year-month-day, such as 2020-03-31" });
    }
  }
  control.value = value ?? "";
  fields[field.name] = { control, field };
  const line = h("div", { className: "with" }, control);
  if (field.type === "words") {
    line.append(h("button", {
      type: "button",
      "aria-label": `${field.label}: take the selected words`,
      title: "Take the selected words",
      onclick: () => {
        control.value = selectedWords();
        touched();
      },
    }, "“ ”"));
  }
  return h("div", { className: "field" }, h("label", { htmlFor: id }, field.label), line,
    h("span", { id: `e-${field.name}`, className: "fault" }));
}

function choices(pairs, nullable) {
  const none = nullable ? [h("option", { value: "" }, "—")] : [];
  return [...none, ...pairs.map(([value, label]) => h("option", { value }, label))];
}

// A day has one day: who sets the first sets the last. Who sets a day where none was known
// knows it to the day.
function evenDays() {
  const { date_precision: precision, date_start: start, date_end: end } = fields;
  if (!precision || document.activeElement !== start.control || !start.control.value) return;
  if (precision.control.value === "unknown") precision.control.value = "day";
  if (precision.control.value === "day") end.control.value = start.control.value;
}

function who(actor) {
  const called = actor.called && actor.called !== actor.name ? ` (${actor.called})` : "";
  return `${actor.name}${called}`;
}

function short(words) {
  return words.length > 90 ? `${words.slice(0, 88)}…` : words;
}

function drawPeople(seats) {
  const known = [...actors, ...fresh];
  const rows = people.map((person, at) => {
    const nth = `${at + 1}`;
    const set = (name) => (event) => {
      person[name] = event.target.value;
      touched();
    };
    const pick = h("select", { "aria-label": `Person ${nth}`, onchange: set("actor_id") },
      choices(known.map((one) => [one.actor_id, who(one)]), false));
    pick.value = person.actor_id;
    const role = h("select", { "aria-label": `Role of person ${nth}`, onchange: set("role") },
      choices(forms[kind].roles.map((w) => [w, w]), false));
    role.value = person.role ?? USUAL[kind];
    const row = h("div", { className: "person" }, pick);
    if (forms[kind].roles.length > 1) row.append(role);
    if (kind === "summit") row.append(partyOf(person, nth));
    row.append(h("button", {
      type: "button",
      "aria-label": `Take person ${nth} out`,
      onclick: () => {
        people.splice(at, 1);
        drawPeople(seats);
        touched();
      },
    }, "✕"));
    return row;
  });
  const add = h("button", {
    type: "button",
    id: "add-person",
    disabled: !known.length,
    onclick: () => {
      people.push({ actor_id: known[0].actor_id, role: USUAL[kind] });
      drawPeople(seats);
      seats.querySelector(".person:last-of-type select").focus();
      touched();
    },
  }, "Add a person");
  seats.replaceChildren(...rows, h("span", { id: "e-people", className: "fault" }), add);
}

function partyOf(person, nth) {
  const states = ["state", "igo", "armed_group", "opposition_group", "collective"];
  const parties = actors.filter((one) => states.includes(one.kind));
  const pick = h("select", {
    "aria-label": `For whom person ${nth} sits there`,
    onchange: (event) => {
      person.party = event.target.value === "?" ? undefined : event.target.value;
      touched();
    },
  }, h("option", { value: "?" }, "for: as the tables say"), h("option", { value: "" }, "for nobody"),
  choices(parties.map((one) => [one.actor_id, `for ${one.name}`]), false));
  pick.value = person.party === undefined ? "?" : person.party;
  return pick;
}

function newActor(seats) {
  const name = h("input", { id: "n-name", autocomplete: "off" });
  const role = h("input", { id: "n-role", autocomplete: "off" });
  const of = h("input", { id: "n-of", autocomplete: "off" });
  const sort = h("select", { id: "n-kind" }, choices(forms.actor_kinds.map((w) => [w, w]), false));
  const line = (label, control) => h("div", { className: "field" },
    h("label", { htmlFor: control.id }, label), control);
  return h("details", {}, h("summary", {}, "Somebody whom the article names and this list lacks"),
    h("div", { className: "pair" }, line("Name, as the article has it", name), line("Kind", sort),
      line("Office or role", role), line("Acts for", of)),
    h("button", {
      type: "button",
      onclick: () => {
        if (!name.value.trim() && !role.value.trim()) {
          name.focus();
          return;
        }
        const ref = `new:${(numbers += 1)}`;
        fresh.push({ actor_id: ref, name: name.value.trim() || role.value.trim(), called: "new",
          told: { ref, name: name.value, kind: sort.value, role: role.value, of: of.value } });
        people.push({ actor_id: ref, role: USUAL[kind] });
        for (const control of [name, role, of]) control.value = "";
        drawPeople(seats);
        touched();
      },
    }, "Add this actor"));
}

// What the server takes; `spans` are the stretches on which the record rests.
export function written(spans) {
  const told = {};
  for (const [name, { control, field }] of Object.entries(fields)) {
    const value = control.value.trim();
    if (value === "") told[name] = null;
    else if (field.type === "number") {
      const number = Number(value.replace(/\s/g, ""));
      told[name] = Number.isFinite(number) ? number : value;
    } else told[name] = value;
  }
  const used = new Set(people.map((one) => one.actor_id));
  return {
    kind,
    fields: told,
    spans,
    people: people.map((one) => ({
      actor: one.actor_id,
      role: one.role ?? "",
      ...(kind === "summit" ? { party: one.party ?? null } : {}),
    })),
    new_actors: fresh.filter((one) => used.has(one.actor_id)).map((one) => one.told),
  };
}

export function tellFault(name, message) {
  for (const place of document.querySelectorAll("#body .fault")) place.textContent = "";
  for (const { control } of Object.values(fields)) control.removeAttribute("aria-invalid");
  if (!name) return;
  const place = document.getElementById(`e-${name}`);
  if (place) place.textContent = message;
  if (fields[name]) {
    fields[name].control.setAttribute("aria-invalid", "true");
    fields[name].control.focus();
  }
}

export function focusFirst() {
  const first = Object.values(fields)[0];
  if (first) first.control.focus();
}

export function nameOf(actorId) {
  const found = [...actors, ...fresh].find((one) => one.actor_id === actorId);
  return found ? found.name : actorId;
}

export function labelOf(name) {
  const field = forms[kind].fields.find((one) => one.name === name);
  return field ? field.label : name;
}
