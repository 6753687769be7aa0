// SPDX-License-Identifier: Apache-2.0

/// The page's script: it filters and unfolds what is there, and makes no markup.
enum ReportScript {
  /// The hash by which the page's policy allows it.
  static let hash = SHA256.base64(Array(source.description.utf8))

  static let source: StaticString = """
    (function () {
      "use strict";
      var form = document.getElementById("filter");
      if (!form) { return; }
      var byId = function (id) { return document.getElementById(id); };
      var all = function (selector, root) {
        return Array.prototype.slice.call((root || document).querySelectorAll(selector));
      };
      var action = byId("f-action"), category = byId("f-category"), text = byId("f-text");
      var cards = all(".card"), nodes = all(".node"), threads = all("details.thread");
      var own = new Map();
      var words = function (element) {
        if (!own.has(element)) {
          var parts = [];
          if (element.classList.contains("node")) {
            all(":scope > .by, :scope > .words, :scope > .facts", element).forEach(function (part) {
              parts.push(part.textContent);
            });
          } else { parts.push(element.textContent); }
          own.set(element, parts.join(" ").toLowerCase());
        }
        return own.get(element);
      };
      var fits = function (element) {
        var categories = (element.dataset.categories || "").split(" ");
        return (action.value === "any" || element.dataset.action === action.value)
          && (category.value === "any" || categories.indexOf(category.value) >= 0)
          && (text.value === "" || words(element).indexOf(text.value.toLowerCase()) >= 0);
      };
      var filter = function () {
        var idle = action.value === "any" && category.value === "any" && text.value === "";
        var count = 0, seen = 0;
        cards.forEach(function (card) {
          card.hidden = !fits(card);
          if (!card.hidden) { count += 1; }
        });
        nodes.forEach(function (node) {
          var hit = fits(node);
          node.classList.toggle("dim", !hit);
          if (hit) { seen += 1; }
        });
        threads.forEach(function (thread) {
          thread.hidden = !idle && !thread.querySelector(".node:not(.dim)");
        });
        byId("f-count").textContent = idle ? "" :
          count + " of " + cards.length + " flagged, " + seen + " of " + nodes.length + " in threads";
      };
      var fold = function (open) {
        all("#threads details").forEach(function (details) { details.open = open; });
      };
      var reveal = function () {
        var target = location.hash.length > 1 && byId(location.hash.slice(1));
        if (!target) { return; }
        if (target.hidden || target.closest("[hidden]")) { form.reset(); filter(); }
        for (var at = target; at; at = at.parentElement) {
          if (at.tagName === "DETAILS") { at.open = true; }
        }
        target.scrollIntoView();
      };
      form.addEventListener("submit", function (event) { event.preventDefault(); });
      form.addEventListener("input", filter);
      byId("f-open").addEventListener("click", function () { fold(true); });
      byId("f-close").addEventListener("click", function () { fold(false); });
      window.addEventListener("hashchange", reveal);
      form.hidden = false;
      reveal();
    })();
    """
}
