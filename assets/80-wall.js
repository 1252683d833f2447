/* The wall screen: one round of questions a minute, scenes in turn, the old picture while the server is away.
   One timer drives everything, so that thirty days leave no timers behind. Time comes through `clock`, which a test
   may set before this file runs; what is shown is the clock of the municipality, which every answer brings along,
   since the clock and the zone of a television may be any. Moments from the server are milliseconds on that clock. */
(function () {
  "use strict";
  const clock = window.wallClock || { now: () => Date.now(), after: (act, ms) => setTimeout(act, ms) };
  const TICK = 1000, ROUND = 60000, PATIENCE = 20000, AWAY = 1.5 * ROUND, LATE = 3 * ROUND, ASLEEP = 30000;
  const SHIFT = 180000, SHIFTS = [[0, 0], [2, 1], [3, -1], [1, -3], [-2, -2], [-3, 1], [-1, 3], [1, 2]];
  const NIGHT = 3, AWAKE = 7200000, BROKEN = 3, PAUSE = 600000;
  const $ = (id) => document.getElementById(id);
  const two = (n) => String(n).padStart(2, "0");
  let born = clock.now(), last = born, skew = 0;
  let shown = null, at = 0, since = 0, painted = "", ages = [], good = 0, tried = 0, wait = 0, asking = false, failures = 0, broken = 0;

  /* Moments on the clock of the municipality are read as if they were UTC. */
  function hhmm(ms) {
    const day = new Date(ms);
    return two(day.getUTCHours()) + ":" + two(day.getUTCMinutes());
  }

  function when(ms, now) {
    const day = new Date(ms), today = new Date(now + skew);
    const date = two(day.getUTCDate()) + "." + two(day.getUTCMonth() + 1);
    if (day.getUTCFullYear() !== today.getUTCFullYear()) return date + "." + day.getUTCFullYear();
    return date === two(today.getUTCDate()) + "." + two(today.getUTCMonth() + 1) ? hhmm(ms) : date + ", " + hhmm(ms);
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
    const value = element("div", "value"), figure = element("p", "figure"), age = element("p", "fed");
    figure.append(element("span", "number", one.number));
    if (one.unit) figure.append(element("span", "unit", one.unit));
    if (one.suffix) figure.append(element("span", "suffix", one.suffix));
    value.append(figure);
    const line = spark(one.spark);
    if (line) { line.classList.add(one.tone); value.append(line); }
    card.append(element("h2", "", one.title), value,
      element("p", "standing " + one.tone, (one.sign + " " + one.standing).trim()), age);
    ages.push({ card, age, fed: one.fed, late: one.late });
    return card;
  }

  function paint() {
    const scenes = shown.scenes, scene = scenes[at % scenes.length];
    const key = JSON.stringify([scene, at % scenes.length, scenes.length]);
    if (key === painted) return;
    painted = key;
    ages = [];
    const body = document.createDocumentFragment(), many = scene.tiles.length;
    scene.tiles.forEach((one) => body.append(tile(one)));
    if (!many) body.append(element("p", "empty", scene.empty));
    $("scene").className = !many ? "" : many === 1 ? "tiles one" : many === 2 || many === 4 ? "tiles two" : "tiles";
    $("scene").replaceChildren(body);
    $("title").textContent = scene.title;
    $("count").textContent = "экран " + (at % scenes.length + 1) + " из " + scenes.length;
  }

  function write(place, words) { if (place.textContent !== words) place.textContent = words; }

  /* The age of every number, of the whole, and of the connection. */
  function say(now) {
    const day = new Date(now + skew).toLocaleDateString("ru-RU", { day: "numeric", month: "long", timeZone: "UTC" });
    write($("place"), shown.place + " · " + day + ", " + hhmm(now + skew));
    const asOf = shown.as_of === null ? "данных ещё нет" : "данные на " + when(shown.as_of, now);
    const away = failures > 0 && now - good > AWAY;
    document.body.classList.toggle("away", away);
    document.body.classList.toggle("stale", now - good > LATE);
    write($("age"), away ? "нет связи с " + hhmm(good + skew) + ", " + asOf : asOf);
    ages.forEach((one) => {
      one.card.classList.toggle("old", one.late !== null && now + skew > one.late);
      write(one.age, "данные от " + when(one.fed === null ? good + skew : one.fed, now));
    });
    $("bar").firstElementChild.style.transform = "scaleX(" + Math.min(1, (now - since) / (1000 * shown.seconds)).toFixed(3) + ")";
  }

  function inside(now, hours) {
    if (!hours[0] || !hours[1]) return false;
    const time = hhmm(now + skew);
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
      shown = found; good = clock.now(); skew = found.now - good; wait = ROUND; failures = 0;
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

  /* The page is made anew once a night, so that nothing piles up, and when drawing keeps failing, at most every ten
     minutes; always right after the server has answered, so that no television is left with the browser's error. */
  function restart(now) {
    const age = now - born;
    if (new Date(now + skew).getUTCHours() === NIGHT && age > AWAKE) location.reload();
    if (broken >= BROKEN && age > PAUSE) location.reload();
  }

  /* The computer slept, or somebody set its clock: every moment remembered here is of another time. */
  function wake(now) {
    wait = 0;
    if (now < last) { born = tried = since = now; good = Math.min(good, now); }
  }

  function step(now) {
    if (now - last > ASLEEP || now < last) wake(now);
    last = now;
    if (!asking && now - tried >= wait) ask(now);
    if (!shown) return;
    if (now - since >= 1000 * shown.seconds) { at = (at + 1) % shown.scenes.length; since = now; }
    paint(); say(now); dress(now);
  }

  function tick() {
    clock.after(tick, TICK);  // first, so that nothing below can stop the screen
    try {
      step(clock.now());
      broken = 0;
    } catch (error) {
      broken += 1; painted = "";
      console.error(error);
    }
  }

  ["online", "pageshow"].forEach((name) => window.addEventListener(name, () => { wait = 0; }));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) wait = 0; });
  if (document.body.dataset.said) close(document.body.dataset.said);
  tick();
})();
