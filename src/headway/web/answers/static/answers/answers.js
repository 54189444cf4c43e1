// Saves each row a moment after it was changed, and shows beside its fields what to look at.
// Without this script the page's own Save button does the same.
const WAIT_MS = 1200;
const AGAIN_MS = 10000;
const token = document.querySelector("#answers input[name=csrfmiddlewaretoken]");
const agency = document.querySelector("#answers input[name=agency]");
let leaving = false;
let signedOut = false;

class Row {
  constructor(section) {
    this.section = section;
    this.prefix = section.dataset.prefix;
    this.status = section.querySelector("[data-status]");
    this.timer = null;
    this.saving = false;
    this.dirty = false;
    this.stopped = false;
    section.addEventListener("input", (event) => this.changed(event));
    section.addEventListener("change", (event) => this.changed(event));
  }

  changed(event) {
    if (event.target.type === "file") return;
    this.dirty = true;
    if (this.stopped) return;
    this.say("Not saved yet");
    this.later(WAIT_MS);
  }

  later(wait) {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.save(), wait);
  }

  fields() {
    const sent = new FormData();
    for (const field of this.section.querySelectorAll("input, select, textarea")) {
      if (!field.name || field.type === "file" || (field.type === "radio" && !field.checked)) continue;
      sent.append(field.name, field.value);
    }
    sent.append("agency", agency.value);
    return sent;
  }

  async save() {
    if (this.saving) return this.later(WAIT_MS);
    this.saving = true;
    this.dirty = false;
    try {
      const answer = await fetch(this.section.dataset.save, {
        method: "POST",
        body: this.fields(),
        headers: { "X-CSRFToken": token.value, Accept: "application/json" },
      });
      const told = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
      // Whoever is signed out meanwhile is led to the page for signing in, which is no JSON.
      if (answer.ok && told.revision !== undefined) this.saved(told);
      else this.refused(told, answer.status);
    } catch {
      this.dirty = true;
      this.say("Not saved: the service does not answer. It is tried again.");
      this.later(AGAIN_MS);
    } finally {
      this.saving = false;
    }
  }

  saved(told) {
    this.section.querySelector(`[name="${this.prefix}based_on"]`).value = told.revision;
    for (const list of this.section.querySelectorAll("[data-found]")) list.replaceChildren();
    for (const one of told.findings) this.show(one);
    if (!this.dirty) this.say(told.saved);
  }

  refused(told, status) {
    this.dirty = true;
    if (status >= 500) {
      this.say("Not saved: something went wrong. It is tried again.");
      this.later(AGAIN_MS);
      return;
    }
    this.stopped = true;
    if (!told.refused) signedOut = true;
    const words = told.refused || "Not saved: you are signed out. Press Save to sign in; what you typed comes along.";
    this.say(told.conflict ? `${words} Press Save to see both.` : words);
  }

  show(one) {
    const place =
      this.section.querySelector(`[data-found="${CSS.escape(one.field)}"]`) ||
      this.section.querySelector('[data-found=""]');
    const line = document.createElement("li");
    line.className = `hw-found__${one.severity}`;
    const head = document.createElement("strong");
    head.textContent = `${one.head}:`;
    line.append(head, ` ${one.sentence} ${one.advice}`);
    place.append(line);
  }

  say(words) {
    if (this.status.textContent !== words) this.status.textContent = words;
  }
}

async function anew() {
  const page = await (await fetch(window.location.href)).text();
  const found = new DOMParser().parseFromString(page, "text/html").querySelector("#answers input[name=csrfmiddlewaretoken]");
  if (found) token.value = found.value;
}

const rows = [...document.querySelectorAll("[data-save]")].map((section) => new Row(section));
const form = document.getElementById("answers");
if (form) {
  form.addEventListener("submit", (event) => {
    for (const row of rows) window.clearTimeout(row.timer);
    if (rows.some((row) => row.saving)) {
      // What is on its way gets there first; else this page would seem to be somebody else's.
      event.preventDefault();
      window.setTimeout(() => form.requestSubmit(event.submitter), 100);
      return;
    }
    leaving = true;
    if (signedOut) {
      // Whoever signed in again in another window needs the token of that sign-in.
      event.preventDefault();
      signedOut = false;
      anew().finally(() => form.requestSubmit(event.submitter));
    }
  });
}
window.addEventListener("beforeunload", (event) => {
  if (!leaving && rows.some((row) => row.dirty || row.saving)) event.preventDefault();
});
