// The page around the player: "Leave" waits until the part said its last word, and the session lives on while one learns.
"use strict";
(function () {
  const frame = document.getElementById("player");
  const leave = document.getElementById("leave");
  if (!frame || !leave) return;
  const origin = new URL(frame.src).origin;
  const PATIENCE = 6000; // milliseconds
  const ALIVE = 5 * 60000;
  let last = Date.now();

  leave.addEventListener("click", function (event) {
    event.preventDefault();
    leave.setAttribute("aria-disabled", "true");
    frame.contentWindow.postMessage("leave", origin);
    setTimeout(() => location.assign(leave.href), PATIENCE);
  });

  addEventListener("message", function (event) {
    if (event.origin !== origin || event.source !== frame.contentWindow || !event.data) return;
    if (event.data.waypost === "left") location.assign(leave.href);
    // Whoever goes on with an e-module is here: the session would end after half an hour without a page.
    if (event.data.waypost === "kept" && Date.now() - last > ALIVE) {
      last = Date.now();
      fetch(leave.href, { credentials: "same-origin" });
    }
  });
})();
