// Saves the words while one types. Without it the page's own buttons do the same.
// What the portal has not taken yet is kept in this window (sessionStorage: gone when the window is closed), with the
// revisions it was written on, and goes out when the connection is back.
(() => {
  const form = document.getElementById("words");
  if (!form) return;
  const status = document.getElementById("autosave");
  const key = `waypost-${form.dataset.key}`;
  const revisions = ["revision", "part_revision"].map((name) => form.elements[name]);
  const fields = [...form.elements].filter((field) => field.name && !/^(hidden|submit|button|file)$/.test(field.type));
  const ticked = (field) => /^(checkbox|radio)$/.test(field.type);

  const written = () => JSON.stringify(fields.map((field) => (ticked(field) ? field.checked : field.value)));
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
    if (held.words === written()) { if (saved !== null) sessionStorage.removeItem(key); return; }
    const values = JSON.parse(held.words);
    if (values.length !== fields.length) return;
    fields.forEach((field, i) => { if (ticked(field)) field.checked = values[i]; else field.value = values[i]; });
    held.on.forEach((value, i) => { revisions[i].value = value; });
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
