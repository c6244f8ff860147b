// The player, on the content's own origin. It gives a part its run-time (scorm-again, in this very frame: what a part asks
// is answered at once), and brings what the part tells to the portal. Nothing is told to be saved before the portal said
// so; until then it waits in this browser, newest alone, and is sent again.
"use strict";
(function () {
  const told = JSON.parse(document.getElementById("told").textContent);
  const base = location.pathname;
  const frame = document.getElementById("part");
  const status = document.getElementById("said");
  const STEP = 1500; // milliseconds a part may tell without asking to be saved
  const RETRY = 5000;
  const FORGOTTEN = 12 * 3600000; // a session is over by then
  let open = null; // the part that is open: number, opening, sequence, api, began, finished, said
  let leaving = false;

  // What waits to be sent, the newest of each part. In the browser it lies sealed under a key of this session and this
  // e-module: after signing out it is noise. Where the browser keeps or seals nothing it waits in memory.
  const shelf = (function () {
    const memory = new Map();
    let base = null, key = null;
    let tail = prepare().catch(() => { base = null; });

    async function prepare() {
      const raw = Uint8Array.from(atob(told.key), (sign) => sign.charCodeAt(0));
      key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
      base = await new Promise(function (done, failed) {
        const asked = indexedDB.open("waypost", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore("waiting");
        asked.onsuccess = () => done(asked.result);
        asked.onerror = asked.onblocked = failed;
      });
    }
    // One after the other, in the order they were asked for.
    function then(work) {
      tail = tail.then(() => base ? work() : undefined).catch(() => undefined);
      return tail;
    }
    function within(mode, work) {
      return new Promise(function (done, failed) {
        const act = base.transaction("waiting", mode);
        const found = work(act.objectStore("waiting"));
        act.oncomplete = () => done(found.result);
        act.onerror = act.onabort = failed;
      });
    }
    const place = (part) => told.attempt + "/" + part;
    async function seal(record) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const plain = new TextEncoder().encode(JSON.stringify(record));
      return { at: Date.now(), iv, sealed: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, plain) };
    }
    async function opened(row) {
      const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: row.iv }, key, row.sealed);
      return JSON.parse(new TextDecoder().decode(plain));
    }
    return {
      put(record) {
        memory.set(record.part, record);
        return then(async function () {
          const row = await seal(record);
          await within("readwrite", (rows) => rows.put(row, place(record.part)));
        });
      },
      drop(record) {
        const newest = memory.get(record.part);
        if (newest && newest !== record) return Promise.resolve();
        memory.delete(record.part);
        return then(() => within("readwrite", (rows) => rows.delete(place(record.part))));
      },
      unsent() { return [...memory.values()]; },
      // Of this e-module, from a window before. What is too old goes, whoever's it was.
      left() {
        return then(async function () {
          const found = [], now = Date.now();
          const places = await within("readonly", (rows) => rows.getAllKeys());
          for (const each of places) {
            const row = await within("readonly", (rows) => rows.get(each));
            const mine = each.startsWith(told.attempt + "/");
            const record = mine ? await opened(row).catch(() => null) : null;
            if (record) found.push(record);
            else if (mine || now - row.at > FORGOTTEN) await within("readwrite", (rows) => rows.delete(each));
          }
          return found;
        }).then((found) => found || []);
      },
    };
  })();

  function say(word, text) {
    status.textContent = text || told.words[word] || "";
    status.dataset.state = word;
  }

  function tell(what) {
    parent.postMessage({ waypost: what }, told.portal);
  }

  // Sending: one at a time, the newest of a part.
  let flying = null;
  const waiting = new Map();

  function post(path, body) {
    const small = new Blob([body]).size < 60000; // beyond, a browser keeps no request alive
    return fetch(base + "-/" + path, {
      method: "POST", body, keepalive: small, credentials: "omit",
      headers: { "Content-Type": "text/plain;charset=UTF-8" },
    });
  }

  function send(record) {
    waiting.set(record.part, record);
    say("saving");
    shelf.put(record);
    flying = flying || pump().finally(() => { flying = null; });
    return flying;
  }

  async function pump() {
    while (waiting.size) {
      const [part, record] = waiting.entries().next().value;
      waiting.delete(part);
      const outcome = await deliver(record);
      if (outcome === "away") {
        if (!waiting.has(part)) waiting.set(part, record);
        say("waiting");
        await new Promise((go) => { setTimeout(go, RETRY); addEventListener("online", go, { once: true }); });
      } else {
        say(outcome);
      }
    }
  }

  async function deliver(record) {
    let answer;
    try { answer = await post("keep/" + record.part, record.body); } catch (_) { return "away"; }
    if (answer.ok) {
      await shelf.drop(record);
      tell("kept");
      return "saved";
    }
    if (answer.status === 409) { await shelf.drop(record); return "late"; }
    if (answer.status === 403) return "ended";
    if (answer.status < 500) { await shelf.drop(record); return "broken"; }
    return "away";
  }

  // What a part tells, as a whole.
  function record() {
    open.sequence += 1;
    const body = JSON.stringify({
      opening: open.opening, sequence: open.sequence, finished: open.finished, said: open.said,
      cmi: open.api.renderCommitCMI(open.finished),
    });
    return { part: open.number, body };
  }

  function keep() {
    clearTimeout(open.timer);
    const made = record();
    if (leaving) {
      shelf.put(made);
      beacon(made);
    } else {
      send(made);
    }
  }

  function beacon(made) {
    navigator.sendBeacon(base + "-/keep/" + made.part, new Blob([made.body], { type: "text/plain;charset=UTF-8" }));
  }

  function soon() {
    clearTimeout(open.timer);
    open.timer = setTimeout(keep, STEP);
  }

  const OWN = /^cmi\.(core\.lesson_status|completion_status|success_status)$/;

  function speak(opened) {
    const newer = opened.api === "2004";
    const settings = {
      autocommit: false, lmsCommitUrl: false, dataCommitFormat: "flattened", logLevel: 5, mastery_override: false,
      autoCompleteLessonStatus: false,
    };
    const api = newer ? new Scorm2004API(settings) : new Scorm12API(settings);
    api.loadFromFlattenedJSON(opened.seed, "");
    const mine = open;
    const while_open = (work) => function (name, value) { if (open === mine) work(name, value); };
    const [begin, set, commit, end] = newer
      ? ["Initialize", "SetValue", "Commit", "Terminate"]
      : ["LMSInitialize", "LMSSetValue", "LMSCommit", "LMSFinish"];
    api.on(begin, while_open(() => { mine.began = true; keep(); }));
    api.on(set, while_open((name) => { mine.said = mine.said || OWN.test(name); soon(); }));
    api.on(commit, while_open(keep));
    api.on(end, while_open(() => { mine.finished = true; keep(); }));
    api.on("SequenceNext", while_open(() => setTimeout(() => step(1))));
    api.on("SequencePrevious", while_open(() => setTimeout(() => step(-1))));
    window.API = newer ? null : api;
    window.API_1484_11 = newer ? api : null;
    return api;
  }

  // Opening and closing a part.
  function empty() {
    return new Promise(function (done) {
      if (!open) { done(); return; }
      frame.addEventListener("load", done, { once: true });
      frame.src = "about:blank"; // the part says its last word now
      setTimeout(done, 2000);
    });
  }

  async function close() {
    await empty();
    if (open && open.began && !open.finished) keep();
    if (open) clearTimeout(open.timer);
    open = null;
    window.API = window.API_1484_11 = null;
    if (flying) await Promise.race([flying, new Promise((go) => setTimeout(go, 4000))]);
  }

  let turning = Promise.resolve();

  function show(number) {
    turning = turning.then(() => turn(number)).catch(() => say("broken"));
    return turning;
  }

  async function turn(number) {
    const before = open ? open.number : null;
    await close();
    const answer = await post("open/" + number, "");
    if (answer.status === 403) { say("ended"); return; }
    if (answer.status === 409) { // it opens after others: back to where one was, with what is said of it
      const refused = await answer.json();
      if (before !== null && before !== number) await turn(before);
      say("closed", refused.sentence);
      return;
    }
    if (!answer.ok) { say("broken"); return; }
    const opened = await answer.json();
    open = { number, opening: opened.opening, sequence: 0, began: false, finished: false, said: false, timer: 0 };
    if (opened.api) open.api = speak(opened);
    mark(number);
    say(opened.api ? "" : "untracked");
    frame.src = base + opened.launch;
    tell("opened");
  }

  // The table of contents, and the way from part to part.
  function at(number) {
    return told.parts.findIndex((each) => each.number === number);
  }

  function beside(number, by) {
    const here = told.parts[at(number)], there = told.parts[at(number) + by];
    return here && there && there.flow && (by > 0 || there.back) ? there.number : null;
  }

  function step(by) {
    const next = open && beside(open.number, by);
    if (next !== null) show(next);
  }

  function mark(number) {
    for (const each of document.querySelectorAll("[data-part]")) {
      if (Number(each.dataset.part) === number) each.setAttribute("aria-current", "true");
      else each.removeAttribute("aria-current");
    }
    for (const [id, by] of [["back", -1], ["next", 1]]) {
      const button = document.getElementById(id);
      if (button) button.disabled = beside(number, by) === null;
    }
  }

  for (const each of document.querySelectorAll("button[data-part]")) {
    each.addEventListener("click", () => show(Number(each.dataset.part)));
  }
  for (const [id, by] of [["back", -1], ["next", 1]]) {
    const button = document.getElementById(id);
    if (button) button.addEventListener("click", () => step(by));
  }
  if (matchMedia("(max-width: 45rem)").matches) {
    const parts = document.querySelector(".parts");
    if (parts) parts.open = false;
  }

  // Leaving: by the portal's button, or because the page goes.
  addEventListener("message", async function (event) {
    if (event.origin !== told.portal || event.source !== parent || event.data !== "leave") return;
    await turning;
    await close();
    tell("left");
  });
  addEventListener("pagehide", function () {
    leaving = true;
    const unsent = shelf.unsent();
    if (open && open.began && !open.finished) keep();
    else unsent.forEach(beacon);
  });

  // What an earlier window could not send goes first: the part is opened with it.
  async function begin() {
    for (const each of await shelf.left()) {
      if (await deliver(each) === "away") send(each);
    }
    await show(told.first);
  }
  begin();
})();
