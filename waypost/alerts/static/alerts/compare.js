// Two pictures zoomed in step, swiped over each other, or taking turns. Without this script the page shows both whole.
(() => {
  const data = document.getElementById("compared"), page = document.getElementById("compare");
  if (!data || !page || !window.OpenSeadragon) return;
  const pictures = JSON.parse(data.textContent), by = (id) => document.getElementById(id);
  const one = by("one"), two = by("two"), how = by("how"), swipe = by("swipe"), blink = by("blink"), numbers = by("numbers");
  const KINDS = ["genuine", "false"];
  let leading = 0, turn = null; // the viewer that somebody moves; the other follows

  // OpenSeadragon puts a <style> into the head unless one of that name is there: the portal's rules forbid such. This
  // element has the name and is none.
  const placeholder = document.createElementNS("urn:waypost:nothing", "style");
  placeholder.setAttribute("data-openseadragon-mobile-css", "");
  document.head.append(placeholder);

  page.hidden = false;
  document.querySelector(".unscripted").hidden = true;
  const start = pictures.findIndex((each) => each.way === "genuine"), other = pictures.findIndex((each) => each.way === "false");
  one.value = Math.max(start, 0);
  two.value = other >= 0 ? other : Math.min(1, pictures.length - 1);

  const viewers = ["view-one", "view-two"].map((id) => OpenSeadragon({
    element: by(id), drawer: "canvas", showNavigationControl: false, showNavigator: false, maxZoomPixelRatio: 4,
    visibilityRatio: 0.5, minZoomImageRatio: 0.8, animationTime: 0.4, gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
  }));

  const source = (picture) => picture.tiles
    ? { width: picture.width, height: picture.height, tileSize: picture.tiles.size, tileOverlap: 0, minLevel: picture.tiles.least, maxLevel: picture.tiles.most,
        getTileUrl: (level, x, y) => `${picture.tiles.address}${level}/${x}/${y}/` }
    : { type: "image", url: picture.address, buildPyramid: false };

  function number(viewer, picture) {
    viewer.clearOverlays();
    if (!numbers.checked) return;
    for (const spot of picture.spots) {
      const element = document.createElement("div"), dot = element.appendChild(document.createElement("span"));
      dot.className = "dot onpicture";
      dot.textContent = spot.n;
      viewer.addOverlay({
        element, location: new OpenSeadragon.Point(spot.x, spot.y * picture.height / picture.width), placement: OpenSeadragon.Placement.CENTER,
      });
    }
  }

  function say(figure, option, picture) {
    figure.querySelector("figcaption").textContent = option.textContent.trim();
    figure.classList.remove(...KINDS);
    if (picture.way) figure.classList.add(picture.way);
  }

  function add(viewer, picture, options) {
    return new Promise((done) => viewer.addTiledImage({
      tileSource: source(picture), width: 1, x: 0, y: 0, ...options, success: (event) => done(event.item), error: () => done(null),
    }));
  }

  async function open() {
    const chosen = [pictures[one.value], pictures[two.value]], beside = how.value === "beside";
    stop();
    page.dataset.how = how.value;
    by("swiping").hidden = how.value !== "swipe";
    by("blinking").hidden = how.value !== "blink";
    viewers.forEach((viewer) => viewer.world.removeAll());
    say(by("view-one").parentElement, one.selectedOptions[0], chosen[0]);
    say(by("view-two").parentElement, two.selectedOptions[0], chosen[1]);
    await add(viewers[0], chosen[0], {});
    await add(viewers[beside ? 1 : 0], chosen[1], {});
    leading = 0;
    for (const viewer of viewers) {
      const { clientWidth, clientHeight } = viewer.container;
      if (clientWidth) viewer.viewport.resize(new OpenSeadragon.Point(clientWidth, clientHeight)); // it was laid out anew
      viewer.viewport.goHome(true);
    }
    number(viewers[0], chosen[0]);
    number(viewers[1], chosen[1]);
    show();
  }

  // What of the second picture lies over the first.
  function show() {
    const over = viewers[0].world.getItemAt(1);
    if (!over) return;
    const size = over.getContentSize(), part = swipe.value / 100;
    if (how.value === "swipe") over.setClip(new OpenSeadragon.Rect(size.x * (1 - part), 0, Math.max(1, size.x * part), size.y));
    else over.setClip(null);
    over.setOpacity(how.value === "swipe" && part === 0 ? 0 : how.value === "blink" && blink.dataset.first ? 0 : 1);
    const second = how.value === "blink" && !blink.dataset.first;
    if (how.value === "blink") say(by("view-one").parentElement, (second ? two : one).selectedOptions[0], pictures[(second ? two : one).value]);
    if (how.value === "swipe") by("said-one").textContent = `${one.selectedOptions[0].textContent.trim()} | ${two.selectedOptions[0].textContent.trim()}`;
  }

  function swap() { if (blink.dataset.first) delete blink.dataset.first; else blink.dataset.first = "1"; show(); }
  function stop() { clearInterval(turn); turn = null; blink.setAttribute("aria-pressed", "false"); }

  viewers.forEach((viewer, i) => viewer.addHandler("viewport-change", () => {
    if (leading !== i) return;
    const follower = viewers[1 - i].viewport;
    follower.zoomTo(viewer.viewport.getZoom(true), null, true);
    follower.panTo(viewer.viewport.getCenter(true), true);
  }));
  viewers.forEach((viewer, i) => ["pointerdown", "wheel", "keydown", "focusin"].forEach(
    (name) => viewer.element.addEventListener(name, () => { leading = i; }, { capture: true, passive: true }),
  ));
  for (const field of [one, two, how]) field.addEventListener("change", open);
  numbers.addEventListener("change", () => viewers.forEach((viewer, i) => number(viewer, pictures[[one, two][i].value])));
  swipe.addEventListener("input", show);
  by("swap").addEventListener("click", () => { stop(); swap(); });
  blink.addEventListener("click", () => {
    if (turn) { stop(); return; }
    blink.setAttribute("aria-pressed", "true");
    turn = setInterval(swap, 900); // slower than what may flash
  });
  page.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => {
    const factor = Number(button.dataset.zoom), viewport = viewers[0].viewport;
    leading = 0;
    if (factor) viewport.zoomBy(factor).applyConstraints(); else viewport.goHome();
  }));
  open();
})();
