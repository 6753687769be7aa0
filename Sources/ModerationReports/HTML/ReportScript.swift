// SPDX-License-Identifier: Apache-2.0

/// The page's script: it pages through the flagged comments, chooses among them and saves them.
///
/// It makes elements only from packed markup (``PackedMarkup``): by name, with texts as text nodes.
/// It has no way to make markup from text, and asks for nothing outside the page.
enum ReportScript {
  /// The hash by which the page's policy allows it.
  static let hash = SHA256.base64(Array(source.description.utf8))

  static let source: StaticString = #"""
    (function () {
      "use strict";
      var byId = function (id) { return document.getElementById(id); };
      var source = byId("data");
      document.documentElement.className = "js";
      if (!source) { return; }
      var data = JSON.parse(source.textContent);
      source.textContent = "";
      var rows = data.rows, size = 25;
      // Cards are read from their block when one of them is looked at, or in a spare moment.
      var blocks = [];
      var cardOf = function (index) {
        var number = Math.floor(index / data.block);
        if (!blocks[number]) {
          var block = byId("cards-" + number);
          blocks[number] = JSON.parse(block.textContent);
          block.remove();
        }
        return blocks[number][index % data.block];
      };
      var names = ["id", "anchor", "author", "thread", "action", "categories", "rules", "scores",
        "limit", "time"];
      var at = {};
      names.forEach(function (name, index) { at[name] = index; });
      var list = byId("cards"), form = byId("filter"), count = byId("f-count");
      var chosen = rows.map(function (row, index) { return index; });
      var page = 0;

      // Elements from packed markup.
      var vector = "http://www.w3.org/2000/svg";
      var make = function (node) {
        if (typeof node === "string") { return document.createTextNode(node); }
        var shape = data.shapes[node[0]], tag = shape[0];
        var element = tag === "svg" || tag === "rect"
          ? document.createElementNS(vector, tag) : document.createElement(tag);
        for (var place = 1; place < shape.length; place += 2) {
          element.setAttribute(shape[place], shape[place + 1]);
        }
        for (var child = 1; child < node.length; child += 1) {
          var value = node[child];
          if (typeof value === "object" && !Array.isArray(value)) {
            Object.keys(value).forEach(function (key) { element.setAttribute(key, value[key]); });
          } else { element.appendChild(make(value)); }
        }
        return element;
      };
      var isClass = function (node, name) {
        var shape = data.shapes[node[0]];
        return shape[1] === "class" && shape[2] === name;
      };
      var textOf = function (node, parts) {
        if (typeof node === "string") { parts.push(node); return; }
        if (isClass(node, "u")) { parts.push("⟨" + node[node.length - 1] + "⟩"); return; }
        if (data.shapes[node[0]][0] === "sup") { return; }
        for (var child = 1; child < node.length; child += 1) {
          if (typeof node[child] === "string" || Array.isArray(node[child])) {
            textOf(node[child], parts);
          }
        }
      };
      var wordsOf = function (index) {
        var parts = [];
        cardOf(index).forEach(function (node) {
          if (Array.isArray(node) && isClass(node, "words")) { textOf(node, parts); }
        });
        return parts.join("");
      };

      // What is searched: made once, in spare moments, or when it is asked for.
      var own = new Array(rows.length), next = 0;
      // White space of any kind and length is one space: a field of one line holds no line ends.
      var lower = function (value) { return (value || "").toLowerCase().replace(/\s+/g, " "); };
      var searched = function (index) {
        if (own[index] === undefined) {
          var row = rows[index];
          own[index] = lower(wordsOf(index)) + "\n" + lower(row[at.id]);
        }
        return own[index];
      };
      var prepare = function () {
        var end = Math.min(next + data.block, rows.length);
        while (next < end) { searched(next); next += 1; }
        if (next < rows.length) { later(prepare); }
      };
      var later = function (work) {
        if (window.requestIdleCallback) { window.requestIdleCallback(work); }
        else { window.setTimeout(work, 20); }
      };

      var fields = {};
      ["action", "category", "rule", "author", "thread", "text"].forEach(function (name) {
        fields[name] = byId("f-" + name);
      });
      var grouped = function (number) { return String(number).replace(/\B(?=(\d{3})+$)/g, ","); };

      var fill = function (first, end) {
        var part = document.createDocumentFragment();
        chosen.slice(first, end).forEach(function (index) {
          part.appendChild(make(cardOf(index)));
        });
        list.replaceChildren(part);
      };
      var draw = function () {
        fill(page * size, page * size + size);
        var pages = Math.max(1, Math.ceil(chosen.length / size));
        byId("pager").hidden = pages < 2;
        byId("p-where").textContent = "Page " + grouped(page + 1) + " of " + grouped(pages);
        byId("p-back").disabled = page === 0;
        byId("p-next").disabled = page + 1 >= pages;
      };
      var say = function () {
        count.textContent = chosen.length === rows.length
          ? grouped(rows.length) + " comments" + (rows.length > size ? ", " + size + " at a time" : "")
          : grouped(chosen.length) + " of " + grouped(rows.length) + " comments";
      };
      var choose = function () {
        var action = data.actions.indexOf(fields.action.value);
        var category = data.categories.indexOf(fields.category.value);
        var rule = fields.rule.value === "" ? -1 : Number(fields.rule.value);
        var author = lower(fields.author.value), thread = lower(fields.thread.value);
        var text = lower(fields.text.value);
        chosen = [];
        for (var index = 0; index < rows.length; index += 1) {
          var row = rows[index];
          if (action >= 0 && row[at.action] !== action) { continue; }
          if (category >= 0 && row[at.categories].indexOf(category) < 0) { continue; }
          if (rule >= 0 && row[at.rules].indexOf(rule) < 0) { continue; }
          if (author !== "" && lower(row[at.author]).indexOf(author) < 0) { continue; }
          if (thread !== "" && lower(row[at.thread]).indexOf(thread) < 0) { continue; }
          if (text !== "" && searched(index).indexOf(text) < 0) { continue; }
          chosen.push(index);
        }
        page = 0;
        draw();
        say();
      };
      var turn = function (step) {
        page += step;
        draw();
        list.firstElementChild.focus({ preventScroll: true });
        list.scrollIntoView();
      };

      // On paper there are no pages to turn: all that is chosen stands there, up to a limit.
      var paper = 200;
      window.addEventListener("beforeprint", function () {
        var left = chosen.length - paper;
        byId("p-paper").textContent =
          left > 0 ? grouped(left) + " more chosen comments are not printed." : "";
        if (chosen.length > size) { fill(0, paper); }
      });
      window.addEventListener("afterprint", function () {
        byId("p-paper").textContent = "";
        if (chosen.length > size) { draw(); }
      });

      // Saving what is chosen.
      var record = function (index) {
        var row = rows[index], scores = {};
        data.categories.forEach(function (name, place) {
          scores[name] = row[at.scores][place] / 10000;
        });
        return {
          id: row[at.id], thread: row[at.thread], author: row[at.author],
          action: data.actions[row[at.action]],
          categories: row[at.categories].map(function (place) { return data.categories[place]; }),
          scores: scores, incomplete: row[at.limit],
          rules: row[at.rules].map(function (place) { return data.rules[place]; }),
          created_at: row[at.time], text: wordsOf(index)
        };
      };
      var cell = function (value) {
        var text = value === null || value === undefined ? "" : String(value);
        if (typeof value !== "number" && /^[\s\u0000-\u001f]*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(text)) {
          text = "'" + text;
        }
        return /[",\r\n]/.test(text) || text !== text.trim()
          ? '"' + text.replace(/"/g, '""') + '"' : text;
      };
      var asCSV = function () {
        var head = ["id", "thread", "author", "action", "categories"].concat(data.categories,
          ["incomplete", "rules", "created_at", "text"]);
        var lines = [head.join(",")];
        chosen.forEach(function (index) {
          var entry = record(index);
          var cells = [entry.id, entry.thread, entry.author, entry.action,
            entry.categories.join(" ")];
          data.categories.forEach(function (name) { cells.push(entry.scores[name]); });
          cells.push(entry.incomplete, entry.rules.join(" "), entry.created_at, entry.text);
          lines.push(cells.map(cell).join(","));
        });
        return lines.join("\r\n") + "\r\n";
      };
      var asJSON = function () { return JSON.stringify(chosen.map(record), null, 1) + "\n"; };
      var save = function (name, type, text) {
        var link = document.createElement("a");
        link.href = URL.createObjectURL(new Blob([text], { type: type }));
        link.download = name;
        link.click();
        window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
      };
      var copy = function (text, button) {
        var done = function () {
          var label = button.textContent;
          button.textContent = "Copied";
          window.setTimeout(function () { button.textContent = label; }, 1200);
        };
        var byHand = function () {
          var area = document.createElement("textarea");
          area.value = text;
          area.className = "away";
          document.body.appendChild(area);
          area.select();
          if (document.execCommand("copy")) { done(); }
          area.remove();
          button.focus();
        };
        if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, byHand); }
        else { byHand(); }
      };

      // Links to comments: the page they stand on is shown, whatever was chosen.
      var places = new Map();
      rows.forEach(function (row, index) {
        ["c-" + row[at.id], row[at.anchor]].forEach(function (name) {
          if (!places.has(name)) { places.set(name, index); }
        });
      });
      var reveal = function () {
        var name = location.hash.slice(1);
        try { name = decodeURIComponent(name); } catch (error) { return; }
        if (!places.has(name)) { return; }
        var index = places.get(name), place = chosen.indexOf(index);
        if (place < 0) {
          form.reset();
          choose();
          place = index;
        }
        if (Math.floor(place / size) !== page) {
          page = Math.floor(place / size);
          draw();
        }
        var card = byId(rows[index][at.anchor]);
        Array.prototype.forEach.call(list.children, function (other) {
          other.classList.toggle("aim", other === card);
        });
        card.scrollIntoView();
        card.focus({ preventScroll: true });
      };

      form.addEventListener("submit", function (event) { event.preventDefault(); });
      form.addEventListener("input", choose);
      byId("f-clear").addEventListener("click", function () { form.reset(); choose(); });
      byId("p-back").addEventListener("click", function () { turn(-1); });
      byId("p-next").addEventListener("click", function () { turn(1); });
      byId("x-csv").addEventListener("click", function () {
        save("flagged-comments.csv", "text/csv;charset=utf-8", asCSV());
      });
      byId("x-json").addEventListener("click", function () {
        save("flagged-comments.json", "application/json", asJSON());
      });
      list.addEventListener("click", function (event) {
        var button = event.target.closest("button[data-do]");
        if (!button) { return; }
        var row = rows[Number(button.closest("[data-row]").getAttribute("data-row"))];
        var wish = button.getAttribute("data-do");
        if (wish === "copy") { copy(row[at.id], button); return; }
        form.reset();
        fields[wish].value = row[at[wish]];
        choose();
        form.scrollIntoView();
        fields[wish].focus({ preventScroll: true });
      });
      window.addEventListener("hashchange", reveal);
      document.addEventListener("click", function (event) {
        // The same link a second time makes no event of its own.
        var link = event.target.closest("a[href]");
        if (link && link.getAttribute("href") === location.hash) { window.setTimeout(reveal, 0); }
      });
      form.hidden = false;
      byId("pager").hidden = rows.length <= size;
      byId("p-back").disabled = true;
      byId("p-where").textContent =
        "Page 1 of " + grouped(Math.max(1, Math.ceil(rows.length / size)));
      say();
      reveal();
      later(prepare);
    })();
    """#
}
