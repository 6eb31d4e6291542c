// Requests to the page's own server. Where a run holds the database, nothing was read or
// written: the page says so and asks again.

let tellWaiting = () => {};

export function whenWaiting(tell) {
  tellWaiting = tell;
}

export function ask(what, query = {}) {
  const words = new URLSearchParams(query).toString();
  return send(`/api/${what}${words ? `?${words}` : ""}`);
}

export function tell(what, body) {
  return send(`/api/${what}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

async function send(address, options = {}) {
  for (;;) {
    let answer;
    try {
      const response = await fetch(address, { ...options, credentials: "same-origin" });
      if (!response.ok) throw new Error(await response.text());
      answer = await response.json();
    } catch (error) {
      const gone = error instanceof TypeError;
      const message = gone ? "The server has ended: start `summitry review` again." : error.message;
      tellWaiting(message);
      throw error;
    }
    if (!answer.waiting) {
      tellWaiting("");
      return answer;
    }
    tellWaiting(`Waiting: ${answer.waiting}`);
    await new Promise((done) => setTimeout(done, 1000));
  }
}

// An element with properties and children; text is only ever text.
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.includes("-") && name !== "list") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return element;
}
