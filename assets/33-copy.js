/* «Скопировать текст»: puts the paragraphs of the letter beside the button into the clipboard, and says so. */
(function () {
  "use strict";

  function say(button, words) {
    const before = button.dataset.before || button.textContent;
    button.dataset.before = before;
    button.textContent = words;
    setTimeout(function () { button.textContent = before; }, 2500);
  }

  /* Without https there is no clipboard to write to: the text is selected, Ctrl+C does the rest. */
  function select(letter) {
    const range = document.createRange();
    range.selectNodeContents(letter);
    const chosen = window.getSelection();
    chosen.removeAllRanges();
    chosen.addRange(range);
    return document.execCommand("copy");
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest ? event.target.closest("[data-copy]") : null;
    const letter = button && button.parentElement.querySelector("." + button.dataset.copy);
    if (!letter) return;
    const text = [...letter.querySelectorAll("p")].map((p) => p.textContent).join("\n\n");
    const done = () => say(button, "Скопировано");
    const failed = () => (select(letter) ? done() : say(button, "Выделено: нажмите Ctrl+C"));
    if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, failed);
    else failed();
  });
})();
