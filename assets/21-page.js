/* Small acts that need no server: the title of the window, the place in the page. */
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  page: {
    title: function (text) {
      if (text) document.title = text;
      window.scrollTo(0, 0);
      return window.dash_clientside.no_update;
    },
  },
});
