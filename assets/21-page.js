/* Small acts that need no server: the title of the window, the place in the page, the focus of a keyboard and of a
   screen reader, which after a move inside the program would otherwise stay where a link used to be. */
(function () {
  "use strict";
  let place = null;

  function focusHeading() {
    const before = place;
    place = location.pathname + location.search;
    const heading = document.querySelector("h1");
    if (before === null || before === place || !heading) return;  // the browser itself reads a page it has loaded
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    page: {
      title: function (text) {
        if (text) document.title = text;
        window.scrollTo(0, 0);
        focusHeading();
        return window.dash_clientside.no_update;
      },
    },
  });
})();
