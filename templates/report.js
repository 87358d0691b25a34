"use strict";
(function () {
  var search = document.getElementById("search");
  if (search) { narrow(search, document.getElementById("found")); }
  function narrow(search, found) {
    search.parentElement.hidden = false;
    function texts(selector) {
      return Array.prototype.map.call(document.querySelectorAll(selector), function (element) {
        return { element: element, text: element.textContent.toLocaleLowerCase() };
      });
    }
    var rows = texts(".all .row"), tools = texts(".all .tool");
    tools.forEach(function (tool, index) { if (rows[index]) { rows[index].text += " " + tool.text; } });
    search.addEventListener("input", function () {
      var wanted = search.value.trim().toLocaleLowerCase(), shown = 0;
      rows.forEach(function (row, index) {
        var misses = row.text.indexOf(wanted) < 0;
        row.element.classList.toggle("no-match", misses);
        if (tools[index]) { tools[index].element.classList.toggle("no-match", misses); }
        if (!misses) { shown += 1; }
      });
      found.textContent = wanted ? found.getAttribute("data-text") + " " + shown : "";
    });
  }
  function open() {
    var target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") { target.open = true; }
  }
  window.addEventListener("hashchange", open);
  open();
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll("details").forEach(function (one) { one.open = true; });
  });
})();
