// Saves the words while one types. Without it the page's own buttons do the same.
// What the portal has not taken yet is kept in this window (sessionStorage: gone when the window is closed), with the
// revisions it was written on, and goes out when the connection is back.
(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const status = document.getElementById("autosave");
  const key = `waypost-${form.dataset.autosave}`;
  const revisions = ["revision", "part_revision"].map((name) => form.elements[name]).filter(Boolean);
  const fields = [...form.elements].filter((field) => field.name && !/^(hidden|submit|button|file)$/.test(field.type));
  const ticked = (field) => /^(checkbox|radio)$/.test(field.type);

  // By name, and not by place: where a row was saved the page comes back with one more.
  const name = (field) => (ticked(field) ? `${field.name}=${field.value}` : field.name);
  const value = (field) => (ticked(field) ? field.checked : field.value);

  const written = () => JSON.stringify(Object.fromEntries(fields.map((field) => [name(field), value(field)])));
  const say = (text) => { status.textContent = text; };
  let saved = form.dataset.unsaved ? null : written();
  let waiting = null, sending = null, passing = false;

  const dirty = () => written() !== saved;
  const keep = () => sessionStorage.setItem(key, JSON.stringify({ on: revisions.map((r) => r.value), words: written() }));
  const later = (after) => { clearTimeout(waiting); waiting = setTimeout(send, after); };

  takeUp();
  form.addEventListener("input", () => { keep(); later(1500); });
  form.addEventListener("submit", async (event) => {
    if (passing) return;
    event.preventDefault();
    clearTimeout(waiting);
    if (await send() === "lost") return; // stays here, with its words
    passing = true;
    form.requestSubmit(event.submitter);
  });
  window.addEventListener("online", () => { if (dirty()) later(0); });
  window.addEventListener("beforeunload", (event) => { if (dirty() && !passing) event.preventDefault(); });

  // What a page before this one could not send. It goes out on the revisions it was written on: if somebody saved since,
  // the portal says so instead of losing either.
  function takeUp() {
    const held = JSON.parse(sessionStorage.getItem(key) || "null");
    if (!held) return;
    const values = JSON.parse(held.words);
    const other = fields.filter((field) => name(field) in values && values[name(field)] !== value(field));
    if (!other.length) { if (saved !== null) sessionStorage.removeItem(key); return; }
    other.forEach((field) => { field[ticked(field) ? "checked" : "value"] = values[name(field)]; });
    held.on.forEach((revision, i) => { revisions[i].value = revision; });
    say(form.dataset.kept);
    later(0);
  }

  // Gives "saved", "refused" (the portal said why) or "lost" (it could not be reached, or knows nobody here any more).
  function send() {
    sending ??= post().finally(() => { sending = null; });
    return sending;
  }

  async function post() {
    const now = written();
    say(form.dataset.saving);
    const typed = new FormData(form);
    typed.delete("files"); // chosen files go with the buttons
    let answer, told;
    try {
      answer = await fetch(form.action, { method: "POST", body: typed, headers: { "X-Autosave": "1" }, redirect: "manual" });
      if (answer.type === "opaqueredirect" || answer.status === 403) { say(form.dataset.out); return "lost"; }
      told = await answer.json();
    } catch {
      say(answer ? form.dataset.failed : form.dataset.lost);
      later(answer ? 30000 : 5000);
      return "lost";
    }
    if (!answer.ok) { say(told.trouble); return "refused"; }
    revisions.forEach((field) => { field.value = told[field.name]; });
    saved = now;
    if (dirty()) { keep(); later(500); } else sessionStorage.removeItem(key);
    say(form.dataset.saved);
    return "saved";
  }
})();
