// One lesson of pages and questions, in two languages. It tells where the learner is, what was answered, and the score.
"use strict";
(function () {
  const api = (function find(from) {
    return from.API || (from.parent && from.parent !== from ? find(from.parent) : null);
  })(window.parent);
  const get = (name) => api ? api.LMSGetValue(name) : "";
  const set = (name, value) => { if (api) api.LMSSetValue(name, String(value)); };
  const WORDS = {
    en: { back: "Back", next: "Next", place: "Page %a of %b", check: "Check", right: "Right.", wrong: "Not quite.",
          end: "You reached the end", score: "%a of %b questions right", passed: "The lesson is passed.",
          failed: "Go back, look at the pages again, and answer once more." },
    th: { back: "ย้อนกลับ", next: "ถัดไป", place: "หน้า %a จาก %b", check: "ตรวจคำตอบ", right: "ถูกต้อง", wrong: "ยังไม่ถูก",
          end: "จบบทเรียน", score: "ตอบถูก %a จาก %b ข้อ", passed: "ท่านผ่านบทเรียนนี้แล้ว",
          failed: "ให้ย้อนกลับไปอ่านอีกครั้ง แล้วตอบใหม่" },
  };
  const page = document.getElementById("page");
  const questions = LESSON.pages.filter((each) => each.options);
  let language = "en", at = 0, answers = {};

  function words(name, a, b) { return WORDS[language][name].replace("%a", a).replace("%b", b); }
  function said(pair) { return pair[language]; }
  function element(name, text, more) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(more || {})) made[key] = value;
    if (text) made.textContent = text;
    return made;
  }
  function rights() { return questions.filter((each) => answers[each.id] === each.right).length; }

  function begin() {
    if (api) api.LMSInitialize("");
    language = get("cmi.student_preference.language") === "th" ? "th" : "en";
    at = Math.min(Number(get("cmi.core.lesson_location")) || 0, LESSON.pages.length);
    try { answers = JSON.parse(get("cmi.suspend_data")) || {}; } catch (_) { answers = {}; }
    if (!["passed", "failed"].includes(get("cmi.core.lesson_status"))) set("cmi.core.lesson_status", "incomplete");
    show();
  }

  function show() {
    document.documentElement.lang = language;
    document.title = said(LESSON.title);
    const whole = LESSON.pages.length + 1, here = LESSON.pages[at];
    document.getElementById("place").textContent = words("place", at + 1, whole);
    for (const each of document.querySelectorAll("[data-language]")) {
      each.setAttribute("aria-pressed", String(each.dataset.language === language));
    }
    page.replaceChildren(...(here ? here.options ? asked(here) : read(here) : ended()));
    const back = document.getElementById("back"), next = document.getElementById("next");
    back.textContent = words("back");
    next.textContent = words("next");
    back.disabled = at === 0;
    next.disabled = !here || Boolean(here.options && answers[here.id] === undefined);
  }

  function read(here) {
    return [element("h1", said(here.title)), ...said(here.text).split("\n\n").map((each) => element("p", each))];
  }

  function asked(here) {
    const form = element("form"), group = element("fieldset");
    group.append(element("legend", said(here.text)));
    here.options.forEach(function (option, number) {
      const label = element("label");
      label.append(element("input", "", { type: "radio", name: "answer", value: number, checked: answers[here.id] === number }));
      label.append(said(option));
      group.append(label);
    });
    form.append(group, element("button", words("check")));
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      const chosen = form.elements.answer.value;
      if (chosen === "") return;
      answers[here.id] = Number(chosen);
      tell(here);
      show();
    });
    const found = [element("h1", said(here.title)), form];
    if (answers[here.id] !== undefined) {
      const right = answers[here.id] === here.right;
      found.push(element("p", words(right ? "right" : "wrong") + " " + said(here.told),
        { className: right ? "told" : "told wrong" }));
    }
    return found;
  }

  function tell(here) {
    const nth = Number(get("cmi.interactions._count")) || 0;
    set(`cmi.interactions.${nth}.id`, here.id);
    set(`cmi.interactions.${nth}.type`, "choice");
    set(`cmi.interactions.${nth}.student_response`, "abcd"[answers[here.id]]);
    set(`cmi.interactions.${nth}.result`, answers[here.id] === here.right ? "correct" : "wrong");
    set("cmi.suspend_data", JSON.stringify(answers));
  }

  function ended() {
    const share = Math.round(100 * rights() / questions.length), passed = share >= LESSON.mastery;
    set("cmi.core.score.min", 0);
    set("cmi.core.score.max", 100);
    set("cmi.core.score.raw", share);
    set("cmi.core.lesson_status", passed ? "passed" : "failed");
    if (api) api.LMSCommit("");
    return [element("h1", words("end")), element("p", words("score", rights(), questions.length)),
      element("p", words(passed ? "passed" : "failed"))];
  }

  function go(by) {
    at = Math.max(0, Math.min(LESSON.pages.length, at + by));
    set("cmi.core.lesson_location", at);
    if (api) api.LMSCommit("");
    show();
    page.focus();
  }

  document.getElementById("back").addEventListener("click", () => go(-1));
  document.getElementById("next").addEventListener("click", () => go(1));
  for (const each of document.querySelectorAll("[data-language]")) {
    each.addEventListener("click", function () { language = each.dataset.language; show(); });
  }
  addEventListener("pagehide", function () {
    set("cmi.core.exit", at < LESSON.pages.length ? "suspend" : "");
    if (api) api.LMSFinish("");
  });
  begin();
})();
