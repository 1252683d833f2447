/* What opens and closes: the passport of a tile, the menu of a narrow screen. Listeners sit on the document,
   so they live through every redrawing by Dash. Esc closes and gives the focus back. */
(function () {
  "use strict";
  const root = document.documentElement;
  const openPassports = () => document.querySelectorAll("details.passport[open]");

  function setMenu(isOpen) {
    root.classList.toggle("menu-open", isOpen);
    document.querySelectorAll(".menu-button").forEach((button) => button.setAttribute("aria-expanded", String(isOpen)));
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest) return;
    openPassports().forEach(function (one) {
      if (!one.contains(event.target)) one.open = false;
    });
    if (event.target.closest(".menu-button")) return setMenu(!root.classList.contains("menu-open"));
    if (event.target.closest("a")) setMenu(false);
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    openPassports().forEach(function (one) {
      one.open = false;
      one.querySelector("summary").focus();
    });
    setMenu(false);
  });
})();
