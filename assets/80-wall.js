/* The wall screen: one round of questions a minute, scenes in turn, the old picture while the server is away.
   One timer drives everything, so that thirty days leave no timers behind. Time comes through `clock`, which a test
   may set before this file runs. */
(function () {
  "use strict";
  const clock = window.wallClock || { now: () => Date.now(), after: (act, ms) => setTimeout(act, ms) };
  const TICK = 1000, ROUND = 60000, PATIENCE = 20000, LATE = 3 * ROUND, ASLEEP = 30000;
  const SHIFT = 180000, SHIFTS = [[0, 0], [2, 1], [3, -1], [1, -3], [-2, -2], [-3, 1], [-1, 3], [1, 2]];
  const NIGHT = 3, AWAKE = 7200000;
  const $ = (id) => document.getElementById(id);
  const born = clock.now();
  let shown = null, at = 0, since = 0, painted = "", good = 0, tried = 0, wait = 0, asking = false, last = born, failures = 0;

  function hhmm(ms) {
    const day = new Date(ms), two = (n) => String(n).padStart(2, "0");
    return two(day.getHours()) + ":" + two(day.getMinutes());
  }

  function element(tag, look, text) {
    const made = document.createElement(tag);
    if (look) made.className = look;
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function spark(points) {
    const known = points.map((y, x) => [x, y]).filter((point) => point[1] !== null);
    if (known.length < 2) return null;
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const low = Math.min(...known.map((p) => p[1])), high = Math.max(...known.map((p) => p[1]));
    const place = (p) => [(p[0] - known[0][0]) / (known[known.length - 1][0] - known[0][0]) * 150,
      high === low ? 45 : 84 - (p[1] - low) / (high - low) * 78];
    const line = document.createElementNS(svg.namespaceURI, "polyline");
    line.setAttribute("points", known.map((p) => place(p).map((n) => n.toFixed(1)).join(",")).join(" "));
    const end = document.createElementNS(svg.namespaceURI, "circle"), tip = place(known[known.length - 1]);
    end.setAttribute("cx", tip[0]); end.setAttribute("cy", tip[1]); end.setAttribute("r", 4);
    svg.setAttribute("class", "spark"); svg.setAttribute("viewBox", "0 0 154 90"); svg.setAttribute("aria-hidden", "true");
    svg.append(line, end);
    return svg;
  }

  function tile(one) {
    const card = element("article", "tile " + (one.number.length > 4 ? "long" : ""));
    const value = element("div", "value"), figure = element("p", "figure");
    figure.append(element("span", "number", one.number));
    if (one.unit) figure.append(element("span", "unit", one.unit));
    if (one.suffix) figure.append(element("span", "suffix", one.suffix));
    value.append(figure);
    const line = spark(one.spark);
    if (line) { line.classList.add(one.tone); value.append(line); }
    card.append(element("h2", "", one.title), value,
      element("p", "standing " + one.tone, (one.sign + " " + one.standing).trim()), element("p", "late"));
    return card;
  }

  function row(one) {
    const line = element("article", "row");
    line.append(element("span", "mark " + one.tone, one.sign), element("span", "words", one.text),
      element("span", "much " + one.tone, one.number));
    return line;
  }

  function paint() {
    const scenes = shown.scenes, scene = scenes[at % scenes.length];
    const key = JSON.stringify([scene, at % scenes.length, shown.place]);
    if (key === painted) return;
    painted = key;
    const body = document.createDocumentFragment();
    let look = "rows";
    if (scene.tiles.length) {
      look = "tiles " + (scene.tiles.length === 1 ? "one" : scene.tiles.length % 3 === 0 || scene.tiles.length > 4 ? "" : "two");
      scene.tiles.forEach((one) => body.append(tile(one)));
    } else if (scene.lines.length) scene.lines.forEach((one) => body.append(row(one)));
    else { look = ""; body.append(element("p", "empty", scene.empty)); }
    $("scene").className = look;
    $("scene").replaceChildren(body);
    $("title").textContent = scene.title;
    $("count").textContent = "экран " + (at % scenes.length + 1) + " из " + scenes.length;
  }

  function say(now) {
    const day = new Date(now).toLocaleDateString("ru-RU", { day: "numeric", month: "long" });
    const words = shown.place + " · " + day + ", " + hhmm(now);
    if ($("place").textContent !== words) $("place").textContent = words;
    const stale = now - good > LATE;
    document.body.classList.toggle("stale", stale);
    const age = stale ? "нет связи с " + hhmm(good) + ", данные на " + shown.as_of : "данные на " + shown.as_of;
    if ($("age").textContent !== age) $("age").textContent = age;
    const late = "данные на " + shown.as_of;
    document.querySelectorAll(".late").forEach((one) => { if (one.textContent !== late) one.textContent = late; });
    $("bar").firstElementChild.style.transform = "scaleX(" + Math.min(1, (now - since) / (1000 * shown.seconds)).toFixed(3) + ")";
  }

  function inside(now, hours) {
    if (!hours[0] || !hours[1]) return false;
    const time = hhmm(now);
    return hours[0] <= hours[1] ? time >= hours[0] && time < hours[1] : time >= hours[0] || time < hours[1];
  }

  function dress(now) {
    document.documentElement.classList.toggle("light", shown.theme === "light");
    document.body.classList.toggle("dim", inside(now, shown.dim));
    const step = SHIFTS[Math.floor(now / SHIFT) % SHIFTS.length];
    const words = "translate(" + step[0] + "px," + step[1] + "px)";
    if ($("shift").style.transform !== words) $("shift").style.transform = words;
  }

  function close(words) { $("closed").textContent = words; $("closed").hidden = !words; }

  async function ask(now) {
    asking = true; tried = now;
    const hurry = new AbortController();
    const real = setTimeout(() => hurry.abort(), PATIENCE);
    try {
      const answer = await fetch("/wall/scenes.json", { signal: hurry.signal, cache: "no-store", credentials: "same-origin" });
      if (answer.status === 401) {
        close((await answer.json()).said);
        shown = null; painted = ""; wait = ROUND; failures = 0;
        $("scene").replaceChildren();
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      if (!shown) { at = 0; since = clock.now(); }
      shown = found; good = clock.now(); wait = ROUND; failures = 0;
      close("");
      restart(good);
    } catch (error) {
      failures += 1;
      wait = Math.min(ROUND, 2500 * 2 ** failures);
      if (!shown && $("closed").hidden) close("Нет связи с программой. Экран включится сам, когда она ответит.");
    } finally {
      clearTimeout(real); asking = false;
      performance.clearResourceTimings();  // the browser remembers every request otherwise
    }
  }

  /* Once a night, right after the server has answered: the page is made anew and nothing piles up. */
  function restart(now) {
    if (new Date(now).getHours() === NIGHT && now - born > AWAKE) location.reload();
  }

  function tick() {
    const now = clock.now();
    if (now - last > ASLEEP) wait = 0;  // the computer slept
    last = now;
    if (!asking && now - tried >= wait) ask(now);
    if (shown) {
      if (now - since >= 1000 * shown.seconds) { at = (at + 1) % shown.scenes.length; since = now; }
      paint(); say(now); dress(now);
    }
    clock.after(tick, TICK);
  }

  ["online", "pageshow"].forEach((name) => window.addEventListener(name, () => { wait = 0; }));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wait = 0; });
  if (document.body.dataset.said) close(document.body.dataset.said);
  tick();
})();
