/* The version for people with low vision (версия для слабовидящих): size, contrast and pictures, kept in this browser.
   Runs in the head, after the styles and before the first paint: the page is never shown in a wrong look. */
(function () {
  "use strict";
  const LOOKS = { size: ["1", "1.5", "2"], contrast: ["usual", "black", "white"], pictures: ["on", "off"] };
  const root = document.documentElement;

  function read(name) {
    let kept = null;
    try { kept = localStorage.getItem("look-" + name); } catch { /* a browser that keeps nothing shows the usual look */ }
    return LOOKS[name].includes(kept) ? kept : LOOKS[name][0];
  }

  function keep(name, value) {
    try { localStorage.setItem("look-" + name, value); } catch { /* stays until the page is left */ }
  }

  /* Larger letters leave less room: rules for narrow screens begin earlier. */
  function widen(rules, size) {
    [...rules].forEach(function (rule) {
      if (!(rule instanceof CSSMediaRule)) return;
      rule.before = rule.before || rule.media.mediaText;
      if (!/print/.test(rule.before)) {
        rule.media.mediaText = rule.before.replace(/([\d.]+)px/g, (_, width) => Math.round(width * size) + "px");
      }
    });
  }

  function dress(name, value) {
    root.dataset[name] = value;
    if (name !== "size") return;
    root.style.setProperty("--zoom", value);
    [...document.styleSheets].forEach(function (sheet) {
      if (!sheet.href || sheet.href.startsWith(location.origin)) widen(sheet.cssRules, Number(value));
    });
  }

  function mark() {
    document.querySelectorAll("[data-look]").forEach(function (button) {
      const pressed = String(root.dataset[button.dataset.look] === button.dataset.value);
      if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
    });
  }

  Object.keys(LOOKS).forEach((name) => dress(name, read(name)));
  document.addEventListener("DOMContentLoaded", function () {
    dress("size", read("size"));  // styles that came after this file
    mark();
    new MutationObserver(mark).observe(document.body, { childList: true, subtree: true });
  });
  document.addEventListener("click", function (event) {
    const button = event.target.closest ? event.target.closest("[data-look]") : null;
    if (!button) return;
    keep(button.dataset.look, button.dataset.value);
    dress(button.dataset.look, button.dataset.value);
    mark();
    window.dispatchEvent(new Event("resize"));  // charts take their new width
  });
})();
