/* Search over schools, classes and teachers: «/» focuses, arrows choose, Enter opens, Esc closes. */
(function () {
  "use strict";
  const PAUSE = 180;
  const SHORTEST = 2;
  let timer = 0;
  let pending = null;
  const box = () => document.getElementById("search-box");
  const list = () => document.getElementById("search-results");
  const options = () => [...list().querySelectorAll("[role=option]")];

  function close() {
    clearTimeout(timer);
    if (pending) pending.abort();
    if (!box() || !list()) return;
    list().hidden = true;
    list().replaceChildren();
    box().setAttribute("aria-expanded", "false");
    box().removeAttribute("aria-activedescendant");
  }

  function say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    line.setAttribute("role", "status");
    open([line]);
  }

  function open(children) {
    list().replaceChildren(...children);
    list().hidden = false;
    box().setAttribute("aria-expanded", "true");
  }

  function option(found, index) {
    const link = document.createElement("a");
    link.id = "found-" + index;
    link.href = found.href;
    link.tabIndex = -1;
    link.setAttribute("role", "option");
    link.setAttribute("data-link", "");
    const detail = document.createElement("small");
    detail.textContent = found.detail;
    link.append(found.text, detail);
    return link;
  }

  function choose(index) {
    const all = options();
    all.forEach((one, at) => one.setAttribute("aria-selected", String(at === index)));
    if (!all[index]) return;
    box().setAttribute("aria-activedescendant", all[index].id);
    all[index].scrollIntoView({ block: "nearest" });
  }

  function move(step) {
    const all = options();
    if (!all.length) return;
    const now = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
    choose((now + step + all.length) % all.length);
  }

  async function ask(text) {
    if (pending) pending.abort();
    pending = new AbortController();
    try {
      const answer = await fetch("/search?q=" + encodeURIComponent(text), { signal: pending.signal });
      if (!answer.ok) return say("Поиск сейчас недоступен");
      const found = await answer.json();
      if (!found.length) return say("Ничего не найдено");
      open(found.map(option));
      choose(0);
    } catch (error) {
      if (error.name !== "AbortError") say("Нет связи с сервером");
    }
  }

  function enter() {
    const chosen = list().querySelector("[aria-selected=true]");
    if (chosen) chosen.click();
  }

  document.addEventListener("input", function (event) {
    if (event.target !== box()) return;
    clearTimeout(timer);
    const text = event.target.value.trim();
    if (text.length < SHORTEST) return close();
    timer = setTimeout(() => ask(text), PAUSE);
  });

  document.addEventListener("keydown", function (event) {
    const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) || event.target.isContentEditable;
    if (event.key === "/" && !isTyping && box()) {
      event.preventDefault();
      document.documentElement.classList.add("menu-open");
      return box().focus();
    }
    if (event.target !== box() || !list()) return;
    const acts = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Enter: enter };
    if (event.key === "Escape") return close();
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  });

  document.addEventListener("click", function (event) {
    const chosen = event.target.closest ? event.target.closest("#search-results a") : null;
    if (!chosen && event.target === box()) return;
    if (chosen && box()) box().value = "";
    close();
  });
})();
