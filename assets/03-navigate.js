/* Moving inside the program without reloading: what dcc.Link does, for links that are not components. */
(function () {
  "use strict";

  window.goTo = function (href) {
    const target = new URL(href, location.origin);
    if (target.origin !== location.origin) return;
    history.pushState({}, "", target.href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
    window.scrollTo(0, 0);
  };

  document.addEventListener("click", function (event) {
    const link = event.target.closest ? event.target.closest("a[data-link]") : null;
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (!link || !isPlain || event.defaultPrevented) return;
    event.preventDefault();
    window.goTo(link.getAttribute("href"));
  });
})();
