/* Upload: the file streams to /upload with a progress bar; then the page of the new load opens. */
(function () {
  "use strict";
  const part = (id) => document.getElementById(id);

  function say(text, kind) {
    const said = part("upload-said");
    said.className = "said " + (kind || "");
    said.textContent = text;
  }

  function progress(share) {
    const line = part("upload-progress");
    line.hidden = false;
    line.firstElementChild.style.width = Math.round(100 * share) + "%";
  }

  function answered(request) {
    part("upload-progress").hidden = true;
    part("upload-progress").classList.remove("busy");
    let answer = {};
    try { answer = JSON.parse(request.responseText); } catch (error) { answer = {}; }
    if (request.status === 200 && answer.href) return window.goTo(answer.href);
    if (request.status === 401) return location.assign("/login?next=/data");
    say(answer.error || "Сервер не принял файл. Попробуйте ещё раз, при повторе сообщите администратору.", "bad");
  }

  function send(file) {
    const limit = parseInt(part("upload-zone").dataset.limit, 10);
    if (file.size > limit * 1048576) {
      return say("Файл больше " + limit + " МБ. Разделите его, например по классам, и загрузите по частям.", "bad");
    }
    const request = new XMLHttpRequest();
    const body = new FormData();
    body.append("file", file);
    say("Читаю файл «" + file.name + "»…");
    request.upload.onprogress = (event) => progress(event.loaded / event.total);
    request.upload.onload = () => part("upload-progress").classList.add("busy"); /* sent; now it is being read */
    request.onload = () => answered(request);
    request.onerror = () => say("Нет связи с сервером. Проверьте сеть и попробуйте ещё раз.", "bad");
    request.open("POST", "/upload");
    request.send(body);
  }

  const zoneOf = (event) => (event.target.closest ? event.target.closest("#upload-zone") : null);
  document.addEventListener("change", function (event) {
    if (event.target.id === "upload-file" && event.target.files.length) send(event.target.files[0]);
  });
  document.addEventListener("dragover", function (event) {
    if (!zoneOf(event)) return;
    event.preventDefault();
    zoneOf(event).classList.add("over");
  });
  document.addEventListener("dragleave", (event) => zoneOf(event) && zoneOf(event).classList.remove("over"));
  document.addEventListener("drop", function (event) {
    const zone = zoneOf(event);
    if (!zone) return;
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files.length) send(event.dataTransfer.files[0]);
  });

  /* Dash has no file input: it is put into the zone when the page with the zone appears. */
  new MutationObserver(function () {
    const zone = part("upload-zone");
    if (!zone || part("upload-file")) return;
    const input = document.createElement("input");
    input.type = "file";
    input.id = "upload-file";
    input.accept = ".xlsx,.xls,.csv";
    input.setAttribute("aria-label", "Выбрать файл");
    zone.append(input);
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
