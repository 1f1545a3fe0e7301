"use strict";
// Filters what the page already holds. Statuses by day come from the export: no rule is worked out here.
(function () {
  const articles = Array.from(document.querySelectorAll("article"));
  const form = document.getElementById("_controls");
  const search = document.getElementById("_search");
  const asOf = document.getElementById("_as-of");
  const keys = document.getElementById("_keys");
  const count = document.getElementById("_count");
  const chips = Array.from(form.querySelectorAll("button[data-field]"));
  const said = count.textContent;
  const spoken = document.getElementById("_said");
  const edition = asOf.max;
  const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase();
  const texts = new Map(articles.map((one) => [one, plain([one.textContent, one.dataset.also, one.id].join(" "))]));
  const summaries = new Map(articles.map((one) => [one, one.querySelector(".summary").textContent]));
  const { summaryLeftOut, sourceLeftOut, asKnown } = document.body.dataset; // told by the program
  const inWords = (day) => new Date(day + "T00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const notes = new Map(); // the source of a claim, and the note that stands after it
  for (const note of document.querySelectorAll(".claims .note")) {
    const source = note.closest("article").querySelector(".sources li[value='" + note.dataset.source + "']");
    notes.set(note, { source, text: note.textContent });
  }
  const figures = document.getElementById("_figures");
  const saidOfFigures = figures && figures.querySelector("summary").textContent;
  const marks = new Map(articles.map((one) => [one, one.querySelector(".mark").textContent]));

  // The step that the status had come to by a day: its word, and the mark that the title then has.
  function stepOn(article, day) {
    const marks = article.dataset.marks.split("|");
    let found = { status: "", mark: "" };
    article.dataset.path.split(" ").forEach((step, place) => {
      const [when, status] = step.split("=");
      if (when && when <= day) found = { status, mark: marks[place] };
    });
    return found;
  }

  // The first source that is shown, as a citation: the best one has it ready, another is cited as it stands.
  function citation(article) {
    const items = Array.from(article.querySelectorAll(".sources li"));
    const first = items.find((one) => !one.hidden);
    if (!first) return "";
    if (first === items[0]) return article.querySelector(".cite").dataset.cite;
    const link = first.querySelector("a:not(.kept)");
    const kept = first.querySelector(".kept")?.textContent ?? "";
    const text = first.textContent.trim().slice(0, kept ? -kept.length : undefined).trim();
    return text + (link ? ", " + link.href : "");
  }

  function visible(article) {
    const parts = Array.from(article.querySelectorAll("h3, .date, .summary, li")).filter((one) => !one.hidden);
    return plain([...parts.map((one) => one.textContent), article.dataset.also, article.id].join(" "));
  }

  function show() {
    // Words, and phrases in quotation marks, all of which an event must have.
    const words = Array.from(plain(search.value).replace(/[“”„«»]/g, '"').matchAll(/"([^"]*)"?|[^\s"]+/g), (one) => (one[1] ?? one[0]).trim()).filter(Boolean);
    const day = asOf.value > edition ? edition : asOf.value; // nothing is known of what came after it
    const wanted = {};
    for (const chip of chips) {
      if (chip.getAttribute("aria-pressed") === "true") (wanted[chip.dataset.field] ||= []).push(chip.dataset.value);
    }
    let number = 0;
    for (const article of articles) {
      const { status, mark: told } = day ? stepOn(article, day) : { status: article.dataset.status, mark: marks.get(article) };
      const has = {
        theme: article.dataset.theme.split(" "), actor: article.dataset.actor.split(" "), status: [status], key: [article.dataset.key],
      };
      const fits = Object.entries(wanted).every(([field, values]) => values.some((value) => has[field].includes(value)));
      const known = !day || status !== "";
      const complete = !day || (article.dataset.complete && article.dataset.complete <= day);
      article.querySelector(".summary").textContent = complete ? summaries.get(article) : summaryLeftOut;
      const mark = article.querySelector(".mark");
      mark.textContent = told;
      mark.hidden = !mark.textContent;
      for (const item of article.querySelectorAll("[data-day]")) item.hidden = Boolean(day) && !(item.dataset.day && item.dataset.day <= day);
      for (const note of article.querySelectorAll(".claims .note")) {
        const { source, text } = notes.get(note);
        if (source) note.textContent = source.hidden ? sourceLeftOut : text;
      }
      // Asked about a day, only what was known by then is searched.
      const text = day ? visible(article) : texts.get(article);
      article.hidden = !(known && fits && words.every((word) => text.includes(word)));
      if (!article.hidden) number += 1;
    }
    if (figures) showFigures(day);
    for (const year of document.querySelectorAll("h2")) {
      let next = year.nextElementSibling;
      let any = false;
      while (next && next.tagName === "ARTICLE") { any ||= !next.hidden; next = next.nextElementSibling; }
      year.hidden = !any;
    }
    // The filters in words, since a printed page has no chips.
    const filters = chips.filter((chip) => chip.getAttribute("aria-pressed") === "true").map((chip) => chip.querySelector("bdi").textContent);
    if (words.length) filters.push("“" + search.value.trim() + "”");
    if (day) filters.push(asKnown.replace("{day}", inWords(day)));
    const none = number ? "" : ". Clear shows all of them";
    count.textContent = filters.length ? number + " of " + articles.length + " events: " + filters.join(", ") + none : said;
  }

  // A number is there when its event is, and was given by the day that is asked about.
  function showFigures(day) {
    for (const row of figures.querySelectorAll("tbody tr")) {
      const said = !day || (row.dataset.day && row.dataset.day <= day);
      row.hidden = !said || document.getElementById(row.dataset.event).hidden;
      for (const why of row.querySelectorAll(".why")) why.hidden = Boolean(day); // it may rest on what came later
    }
    for (const ends of figures.querySelectorAll(".ends")) ends.hidden = Boolean(day); // they may be those of a later number
    let number = 0;
    for (const table of figures.querySelectorAll("table")) {
      const rows = table.querySelectorAll("tbody tr:not([hidden])").length;
      table.hidden = !rows;
      number += rows;
    }
    const all = figures.querySelectorAll("tbody tr").length;
    figures.querySelector("summary").textContent = number === all ? saidOfFigures : "Numbers: " + number + " of " + all + " figures";
  }

  function restore() {
    const asked = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
    search.value = asked.get("q") || "";
    const day = asked.get("as-of") || "";
    asOf.value = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(day) ? day : "";
    keys.checked = asked.get("keys") !== "off";
    for (const chip of chips) {
      chip.setAttribute("aria-pressed", String(asked.getAll(chip.dataset.field).includes(chip.dataset.value)));
    }
    show();
  }

  function remember({ step = false } = {}) {
    const asked = new URLSearchParams();
    if (search.value) asked.set("q", search.value);
    if (asOf.value) asked.set("as-of", asOf.value);
    for (const chip of chips) if (chip.getAttribute("aria-pressed") === "true") asked.append(chip.dataset.field, chip.dataset.value);
    if (!keys.checked) asked.set("keys", "off");
    const text = asked.toString();
    const address = text ? "#?" + text : location.pathname + location.search;
    if (step) history.pushState(null, "", address); // a chip is a step that Back takes back
    else history.replaceState(null, "", address);
    show();
  }

  form.hidden = false;
  form.querySelector(".bar").append(count); // what is shown stays in sight
  if (matchMedia("(max-width: 40rem)").matches) form.querySelector("details").open = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", () => remember());
  asOf.addEventListener("input", () => remember());
  keys.addEventListener("input", () => remember());
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(chip.getAttribute("aria-pressed") !== "true"));
      remember({ step: true });
    });
  }
  function clear() {
    search.value = "";
    asOf.value = "";
    for (const chip of chips) chip.setAttribute("aria-pressed", "false");
    remember();
  }

  document.getElementById("_clear").addEventListener("click", () => {
    clear();
    search.focus();
  });
  for (const button of document.querySelectorAll(".cite")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = citation(button.closest("article"));
      try {
        if (text) await navigator.clipboard.writeText(text);
        button.textContent = text ? "Copied" : "No source by that day";
        spoken.textContent = text ? "Copied: " + text : button.textContent;
      } catch {
        button.textContent = text;
      }
      setTimeout(() => { button.textContent = "Copy citation"; }, 2000);
    });
  }
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox])");
    if (typing && event.key === "Escape") {
      event.preventDefault(); // else a search field is emptied, and nobody is told
      typing.blur();
    }
    // Single keys can be turned off (WCAG 2.1.4): a voice that is taken for keys would trigger them.
    if (typing || !keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      event.preventDefault();
      search.focus();
    } else if (event.key === "j" || event.key === "k") {
      const seen = articles.filter((one) => !one.hidden);
      const at = seen.findIndex((one) => one.contains(document.activeElement));
      const next = seen[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), seen.length - 1)];
      if (next) {
        next.tabIndex = -1;
        next.focus();
        next.scrollIntoView({ block: "nearest" });
      }
    }
  });
  window.addEventListener("hashchange", () => {
    if (location.hash.startsWith("#?") || !location.hash) restore();
    else reveal();
  });
  window.addEventListener("popstate", () => { if (!location.hash || location.hash.startsWith("#?")) restore(); });

  // A link to an event that the filters hide shows it all the same.
  function reveal() {
    const named = document.getElementById(location.hash.slice(1));
    if (!named || !named.hidden) return;
    clear();
    location.hash = named.id;
    named.scrollIntoView();
  }

  // What gets the focus, or is linked to, must not lie under the bar that stays at the top (WCAG 2.4.11).
  const bar = form.querySelector(".bar");
  function makeRoom() {
    const stays = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.scrollPaddingTop = stays ? bar.offsetHeight + 8 + "px" : "";
  }

  new ResizeObserver(makeRoom).observe(bar);
  restore();
  makeRoom();
  const linked = document.getElementById(location.hash.slice(1));
  if (linked) linked.scrollIntoView();
})();
