/* Small acts that need no server: the title of the window, the place in the page. */
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  page: {
    title: function (text) {
      if (text) document.title = text;
      const menu = document.querySelector(".menu-holder");
      if (menu && window.matchMedia("(max-width: 760px)").matches) menu.open = false;
      window.scrollTo(0, 0);
      return window.dash_clientside.no_update;
    },
  },
});
