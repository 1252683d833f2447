/* Draws sheets (dashboard/ui/sheet.py): HTML that the server has escaped, kept in `data-sheet`.
   A mutation observer runs before the browser paints, so a sheet appears together with its card. */
(function () {
  "use strict";

  function draw(place) {
    place.innerHTML = place.dataset.sheet;
    place.dispatchEvent(new CustomEvent("sheet", { bubbles: true }));
  }

  function drawWithin(node) {
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    if (node.matches("[data-sheet]")) draw(node);
    else node.querySelectorAll("[data-sheet]").forEach(draw);
  }

  new MutationObserver(function (changes) {
    changes.forEach(function (change) {
      if (change.type === "attributes") draw(change.target);
      else change.addedNodes.forEach(drawWithin);
    });
  }).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ["data-sheet"],
  });
  drawWithin(document.documentElement);
})();
