// Points at findings in the pictures by a click. Without this script the places are typed, in per cent.
(() => {
  const form = document.getElementById("pictures"), status = document.getElementById("pointing");
  if (!form || !status) return;
  const places = [...form.querySelectorAll("div[data-n]")], drawings = [...form.querySelectorAll("svg[data-file]")];
  let armed = null;

  const field = (place, name) => place.querySelector(`[name$="_${name}"]`);

  function shape(name, attributes) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function draw() {
    for (const svg of drawings) {
      const [, , wide, tall] = svg.getAttribute("viewBox").split(" ").map(Number);
      const r = Math.max(4, Math.round(Math.min(wide, 1.6 * tall) / 28));
      svg.querySelectorAll("g.spot").forEach((each) => each.remove());
      for (const place of places.filter((each) => field(each, "file").value === svg.dataset.file)) {
        const cx = parseFloat(field(place, "x").value) * wide / 100, cy = parseFloat(field(place, "y").value) * tall / 100;
        if (Number.isNaN(cx) || Number.isNaN(cy)) continue;
        const group = shape("g", { class: "spot" });
        const words = shape("text", { x: cx, y: cy + r * 0.42, "font-size": r * 1.2, "text-anchor": "middle" });
        words.textContent = place.dataset.n;
        group.append(shape("circle", { cx, cy, r }), words);
        svg.append(group);
      }
    }
  }

  // Those of a reference are offered for what is genuine alone.
  const takes = (place, svg) => [...field(place, "file").options].some((option) => option.value === svg.dataset.file);

  function arm(place) {
    armed = place;
    status.textContent = place ? form.dataset.point : "";
    drawings.forEach((svg) => svg.classList.toggle("aimed", Boolean(place) && takes(place, svg)));
    if (place) drawings.find((svg) => takes(place, svg))?.closest(".part").scrollIntoView({ block: "nearest" });
  }

  for (const place of places) {
    const button = place.querySelector("[data-point]");
    button.hidden = false;
    button.addEventListener("click", () => arm(place));
  }
  for (const svg of drawings) {
    svg.addEventListener("click", (event) => {
      if (!armed || !takes(armed, svg)) return;
      const frame = svg.getBoundingClientRect(), place = armed;
      field(place, "file").value = svg.dataset.file;
      field(place, "x").value = ((event.clientX - frame.left) / frame.width * 100).toFixed(1);
      field(place, "y").value = ((event.clientY - frame.top) / frame.height * 100).toFixed(1);
      arm(null);
      field(place, "x").dispatchEvent(new Event("input", { bubbles: true }));
      place.querySelector("[data-point]").focus({ preventScroll: true });
    });
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") arm(null); });
  form.addEventListener("input", draw);
})();
