// Draws the boxes that a picture's form holds, and writes back what is drawn, moved or removed with mouse, pen, finger or
// keys. The form is what is sent; without this script it is typed.
(() => {
  const form = document.getElementById("boxes"), svg = form?.querySelector("svg.drawing");
  if (!svg) return;
  const [, , wide, tall] = svg.getAttribute("viewBox").split(" ").map(Number);
  const rows = document.getElementById("rows"), blank = document.getElementById("blank");
  const total = form.elements["box-TOTAL_FORMS"];
  const SIDES = ["left", "top", "width", "height"], LEAST = 0.5; // per cent
  svg.setAttribute("role", "group"); // from here on there is something in it to be reached
  let drag = null;

  const field = (row, name) => row.querySelector(`[name$="-${name}"]`);
  const values = (row) => SIDES.map((name) => parseFloat(field(row, name).value));
  const free = (row) => SIDES.every((name) => field(row, name).value === "");
  const taken = (row) => field(row, "DELETE").checked;
  const within = (value, least, most) => Math.min(Math.max(value, least), most);

  function write(row, [left, top, width, height]) {
    width = within(width, LEAST, 100); height = within(height, LEAST, 100);
    left = within(left, 0, 100 - width); top = within(top, 0, 100 - height);
    const shown = [left, top, width, height].map((value) => Math.floor(value * 10) / 10);
    SIDES.forEach((name, i) => { field(row, name).value = shown[i]; });
    field(row, "DELETE").checked = false;
    draw();
  }

  function fresh() {
    const found = [...rows.children].find((row) => free(row) && !taken(row));
    if (found) return found;
    const n = Number(total.value);
    if (n >= Number(form.elements["box-MAX_NUM_FORMS"].value)) return null;
    const row = blank.content.firstElementChild.cloneNode(true);
    for (const each of row.querySelectorAll("*")) {
      for (const { name, value } of each.attributes) each.setAttribute(name, value.replace("__prefix__", n));
    }
    const legend = row.querySelector("legend");
    legend.textContent = legend.textContent.replace("__n__", n + 1);
    total.value = n + 1;
    return rows.appendChild(row);
  }

  function shape(name, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function draw() {
    const focused = document.activeElement?.dataset?.n;
    svg.querySelectorAll("g.box").forEach((each) => each.remove());
    [...rows.children].forEach((row, i) => {
      const [left, top, width, height] = values(row);
      if ([left, top, width, height].some(Number.isNaN) || taken(row)) return;
      const [x, y, w, h] = [left * wide / 100, top * tall / 100, width * wide / 100, height * tall / 100];
      const label = svg.dataset.remove.replace("#", i + 1), size = Math.max(wide, tall) / 50;
      const group = shape("g", { class: "box", tabindex: 0, role: "button", "aria-label": label, "data-n": i });
      group.append(
        shape("rect", { x, y, width: w, height: h }),
        shape("circle", { class: "corner", cx: x + w, cy: y + h, r: size * 0.7 }),
      );
      const words = shape("text", { x: x + size * 0.4, y: y + size * 1.2, "font-size": size });
      words.textContent = i + 1;
      group.append(words);
      svg.append(group);
      if (focused === String(i)) group.focus({ preventScroll: true });
    });
  }

  function at(event) {
    const frame = svg.getBoundingClientRect();
    return [(event.clientX - frame.left) / frame.width * 100, (event.clientY - frame.top) / frame.height * 100];
  }

  svg.addEventListener("pointerdown", (event) => {
    const group = event.target.closest("g.box");
    if (!group && event.pointerType === "touch") return; // a finger beside the boxes scrolls the page
    event.preventDefault();
    const from = at(event), row = group ? rows.children[group.dataset.n] : fresh();
    if (!row) return;
    const how = !group ? "draw" : event.target.classList.contains("corner") ? "stretch" : "move";
    drag = { row, how, from, was: group ? values(row) : [...from, 0, 0] };
    svg.setPointerCapture(event.pointerId);
    group?.focus({ preventScroll: true });
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const [x, y] = at(event), [left, top, width, height] = drag.was, across = x - drag.from[0], down = y - drag.from[1];
    if (drag.how === "move") write(drag.row, [left + across, top + down, width, height]);
    else if (drag.how === "stretch") write(drag.row, [left, top, Math.min(width + across, 100 - left), Math.min(height + down, 100 - top)]);
    else if (Math.abs(across) > LEAST && Math.abs(down) > LEAST) {
      const [x1, y1] = [within(x, 0, 100), within(y, 0, 100)];
      write(drag.row, [Math.min(x1, left), Math.min(y1, top), Math.abs(x1 - left), Math.abs(y1 - top)]);
    }
  });
  for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, () => { drag = null; });

  const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  svg.addEventListener("keydown", (event) => {
    const group = event.target.closest("g.box"), move = MOVES[event.key];
    if (!group) return;
    const row = rows.children[group.dataset.n], [left, top, width, height] = values(row);
    if (event.key === "Delete" || event.key === "Backspace") { field(row, "DELETE").checked = true; draw(); }
    else if (move && event.shiftKey) write(row, [left, top, width + move[0], height + move[1]]);
    else if (move) write(row, [left + move[0], top + move[1], width, height]);
    else return;
    event.preventDefault();
  });

  form.addEventListener("input", draw);
  form.querySelector("[data-add]").addEventListener("click", () => {
    const row = fresh();
    if (row) write(row, [35, 40, 30, 20]);
  });
  form.querySelectorAll(".scripted").forEach((each) => { each.hidden = false; });
  draw();
})();
