"use strict";
// Filters and unfolds what the page already holds. Statuses by day come from the export: no rule is worked out here.
// Nothing is done for each event before it is asked for, so that a page of many is there at once.
(function () {
  const main = document.getElementById("_events");
  const form = document.getElementById("_controls");
  const search = document.getElementById("_search");
  const asOf = document.getElementById("_as-of");
  const keys = document.getElementById("_keys");
  const count = document.getElementById("_count");
  const clearing = document.getElementById("_clear");
  const spoken = document.getElementById("_said");
  const earlier = document.getElementById("_earlier");
  const strip = document.getElementById("_strip");
  const figures = document.getElementById("_figures");
  const chips = Array.from(form.querySelectorAll("button[data-field]"));
  const picks = strip ? Array.from(strip.querySelectorAll(".pick")) : [];
  const said = count.textContent;
  const saidOfEarlier = earlier && earlier.querySelector("summary .number").textContent;
  const saidOfFigures = figures && figures.querySelector("summary").textContent;
  const edition = asOf.max;
  const { summaryLeftOut, sourceLeftOut, asKnown } = document.body.dataset; // told by the program
  const inWords = (day) => new Date(day + "T00:00Z").toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const counted = (number, noun) => number.toLocaleString("en-US") + " " + noun + (number === 1 ? "" : "s");
  const pressed = (button) => button.getAttribute("aria-pressed") === "true";

  // Text as it is compared: without case, accents, and forms of one letter.
  const folded = new Map();
  function fold(run) {
    if (!folded.has(run)) folded.set(run, run.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFC"));
    return folded.get(run);
  }
  const plain = (text) => text.replace(/[\x00-\x7f]?[^\x00-\x7f]+/g, fold).toLowerCase();

  // The events by section: what a search and the filters look at is read when they first do.
  const sections = Array.from(main.querySelectorAll("section"), (section) => ({
    section, number: section.querySelector("h2 .number"), events: Array.from(section.getElementsByTagName("article"), (article) => ({ article })),
  }));
  const total = sections.reduce((sum, one) => sum + one.events.length, 0);
  let names = null;
  function namesOf(article) {
    names ||= JSON.parse(document.getElementById("_names").value).map(plain);
    return (article.dataset.names || "").split(" ").filter(Boolean).map((one) => names[one]).join(" ");
  }
  function textOf(one) {
    if (one.text === undefined) one.text = [plain(one.article.textContent), namesOf(one.article), one.article.id].join(" ");
    return one.text;
  }
  function has(one, field) {
    if (field === "status") return [one.now ? one.now.status : one.article.dataset.status];
    one[field] ??= (one.article.dataset[field] || "").split(" ");
    return one[field];
  }

  // As known on a day: what stands in an event that was said later is taken away, and put back.
  let known = "";
  const signs = new Map(Array.from(document.querySelectorAll("#_legend [data-status]"), (one) => [one.dataset.status, one]));

  // The step that the status had come to by a day: its word, and the mark that the title then has.
  function stepOn(article, day) {
    const marks = (article.dataset.marks || "").split("|");
    let found = { status: "", mark: "" };
    (article.dataset.path || "").split(" ").forEach((step, place) => {
      const [when, status] = step.split("=");
      if (when && when <= day) found = { status, mark: marks[place] };
    });
    return found;
  }
  function asItWas(one) {
    const part = (name) => one.article.querySelector(name);
    textOf(one); // before anything is taken away
    one.whole ||= { mark: part(".mark").textContent, summary: part(".summary").textContent, more: part(".more").textContent, notes: Array.from(one.article.querySelectorAll(".claims .note"), (note) => note.textContent) };
    return one.whole;
  }
  function tell(one, day) {
    const { article } = one;
    const whole = asItWas(one);
    one.now = day ? stepOn(article, day) : null;
    const status = one.now ? one.now.status : article.dataset.status;
    const mark = article.querySelector(".mark");
    mark.textContent = one.now ? one.now.mark : whole.mark;
    mark.hidden = !mark.textContent;
    article.className = "status-" + status;
    if (signs.has(status)) article.querySelector(".sign").dataset.sign = signs.get(status).querySelector(".sign").dataset.sign;
    const complete = !day || (article.dataset.complete && article.dataset.complete <= day);
    article.querySelector(".summary").textContent = complete ? whole.summary : summaryLeftOut;
    const late = (item) => Boolean(day) && !(item.dataset.day && item.dataset.day <= day);
    for (const item of article.querySelectorAll("[data-day]")) item.hidden = late(item);
    article.querySelectorAll(".claims .note").forEach((note, place) => {
      const source = article.querySelector(".sources li[value='" + note.dataset.source + "']");
      note.textContent = source && late(source) ? sourceLeftOut : whole.notes[place];
    });
    const sources = article.querySelectorAll(".sources li:not([hidden])").length;
    article.querySelector(".more").textContent = day ? whole.more.replace(/\S+ sources?$/, counted(sources, "source")) : whole.more;
    one.then = day ? undefined : null;
  }
  // Asked about a day, only what was known by then is searched.
  function textThen(one) {
    if (one.then === undefined) {
      const parts = Array.from(one.article.querySelectorAll("h3, .mark, .date, .summary, li, .tools")).filter((part) => !part.hidden);
      one.then = [plain(parts.map((part) => part.textContent).join(" ")), namesOf(one.article), one.article.id].join(" ");
    }
    return one.then;
  }
  function knowOn(day) {
    if (day === known) return;
    known = day;
    const have = new Set();
    for (const { events } of sections) {
      for (const one of events) {
        tell(one, day);
        have.add(has(one, "status")[0]);
      }
    }
    for (const [status, sign] of signs) sign.hidden = !have.has(status);
  }

  // Months are text that can be compared: "2024-10..2024-12".
  const ends = (months) => [months.slice(0, 7), months.slice(-7)];
  function within(one, when) {
    one.began ??= ends(one.article.dataset.began || "");
    return one.began[0] !== "" && one.began[0] >= when[0] && one.began[1] <= when[1];
  }

  let filtered = false;
  let wasOpen = false;
  function show() {
    // Words, and phrases in quotation marks, all of which an event must have.
    const words = Array.from(plain(search.value).replace(/[“”„«»]/g, '"').matchAll(/"([^"]*)"?|[^\s"]+/g), (one) => (one[1] ?? one[0]).trim()).filter(Boolean);
    const day = asOf.value > edition ? edition : asOf.value; // nothing is known of what came after it
    const pick = picks.find(pressed);
    const when = pick && ends(pick.dataset.when);
    const wanted = {};
    for (const chip of chips) if (pressed(chip)) (wanted[chip.dataset.field] ||= []).push(chip.dataset.value);
    const asked = Object.entries(wanted);
    const before = filtered;
    filtered = Boolean(words.length || day || pick || asked.length);
    clearing.hidden = !filtered;
    if (!filtered && !before) return;
    knowOn(day);
    const began = new Map();
    let number = 0;
    for (const part of sections) {
      const { section, number: told, events } = part;
      let here = 0;
      for (const one of events) {
        const fits = !(day && one.now.status === "")
          && asked.every(([field, values]) => has(one, field).some((value) => values.includes(value)))
          && (!words.length || words.every((word) => (day ? textThen(one) : textOf(one)).includes(word)));
        if (fits && strip) {
          const months = one.article.dataset.began;
          if (months) began.set(months, (began.get(months) || 0) + 1);
        }
        const shown = fits && (!when || within(one, when));
        if (one.article.hidden === shown) one.article.hidden = !shown;
        if (shown) here += 1;
      }
      if (section.hidden !== !here) section.hidden = !here;
      told.textContent = here === events.length ? counted(here, "event") : here + " of " + counted(events.length, "event");
      part.here = here;
      number += here;
    }
    if (strip) draw(began, when);
    if (earlier) {
      if (!before) wasOpen = earlier.open;
      const here = sections.filter(({ section }) => earlier.contains(section)).reduce((sum, one) => sum + one.here, 0);
      earlier.hidden = !here;
      earlier.open = filtered || wasOpen;
      earlier.querySelector("summary .number").textContent = filtered ? here + " of " + saidOfEarlier : saidOfEarlier;
    }
    if (figures) showFigures(day);
    // The filters in words, since a printed page has no chips.
    const filters = chips.filter(pressed).map((chip) => chip.querySelector("bdi").textContent);
    if (words.length) filters.push("“" + search.value.trim() + "”");
    if (pick) filters.push(nameOf(pick));
    if (day) filters.push(asKnown.replace("{day}", inWords(day)));
    count.textContent = filtered ? number.toLocaleString("en-US") + " of " + counted(total, "event") + ": " + filters.join(", ") : said;
  }

  const nameOf = (pick) => pick.querySelector(".name, .long").textContent.replace(/: $/, "");
  const highest = picks.reduce((most, pick) => Math.max(most, Number(pick.querySelector("svg")?.getAttribute("height") || 0)), 0);
  // How many of those that the other filters leave began in the months of each bar.
  function draw(began, when) {
    const numbers = picks.map((pick) => {
      const [first, last] = ends(pick.dataset.when);
      let sum = 0;
      for (const [months, number] of began) {
        const [from, to] = ends(months);
        if (from >= first && to <= last) sum += number;
      }
      return sum;
    });
    const most = Math.max(1, ...numbers.filter((_, place) => picks[place].querySelector("svg")));
    picks.forEach((pick, place) => {
      const bar = pick.querySelector("svg");
      if (!bar) {
        pick.querySelector(".number").textContent = ": " + numbers[place];
        return;
      }
      pick.querySelector(".of").textContent = numbers[place] || "";
      bar.setAttribute("height", numbers[place] ? Math.max(2, Math.round(highest * numbers[place] / most)) : 0);
    });
    usable();
    strip.querySelector(".left").hidden = filtered; // it tells of all
    strip.classList.toggle("picked", Boolean(when));
    for (const group of strip.querySelectorAll(".group")) group.classList.toggle("chosen", pressed(group.querySelector(".whole")));
  }

  // Bars too narrow for a finger are told apart by the year (WCAG 2.5.8); an empty one is no filter.
  function usable() {
    const narrow = strip.querySelector(".row .pick").offsetWidth < 24;
    strip.classList.toggle("by-group", narrow);
    for (const pick of picks) {
      const bar = pick.querySelector(".of");
      pick.disabled = Boolean(bar && (narrow || !bar.textContent)) && !pressed(pick);
    }
    const unit = strip.querySelector(".unit");
    unit.textContent = narrow ? unit.dataset.wider : "bar";
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

  // What is asked stands in the address, so that a view can be sent on.
  function restore() {
    const asked = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
    search.value = asked.get("q") || "";
    const day = asked.get("as-of") || "";
    asOf.value = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(day) ? day : "";
    keys.checked = asked.get("keys") !== "off";
    for (const chip of chips) chip.setAttribute("aria-pressed", String(asked.getAll(chip.dataset.field).includes(chip.dataset.value)));
    choose(asked.get("when"));
    show();
  }
  function choose(when) {
    let found = false;
    for (const pick of picks) {
      const is = !found && pick.dataset.when === when;
      found ||= is;
      pick.setAttribute("aria-pressed", String(is));
    }
  }
  function remember({ step = false } = {}) {
    const asked = new URLSearchParams();
    if (search.value) asked.set("q", search.value);
    if (asOf.value) asked.set("as-of", asOf.value);
    for (const chip of chips) if (pressed(chip)) asked.append(chip.dataset.field, chip.dataset.value);
    const pick = picks.find(pressed);
    if (pick) asked.set("when", pick.dataset.when);
    if (!keys.checked) asked.set("keys", "off");
    const text = asked.toString();
    const address = text ? "#?" + text : location.pathname + location.search;
    if (step) history.pushState(null, "", address); // a chip or a bar is a step that Back takes back
    else history.replaceState(null, "", address);
    show();
  }
  function clear() {
    search.value = "";
    asOf.value = "";
    for (const chip of chips) chip.setAttribute("aria-pressed", "false");
    choose("");
    remember();
  }

  form.hidden = false;
  for (const hint of document.querySelectorAll(".press")) hint.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  search.addEventListener("input", () => remember());
  asOf.addEventListener("input", () => remember());
  keys.addEventListener("input", () => remember());
  for (const chip of chips) {
    chip.addEventListener("click", () => {
      chip.setAttribute("aria-pressed", String(!pressed(chip)));
      remember({ step: true });
    });
  }
  for (const pick of picks) {
    pick.addEventListener("click", () => {
      choose(pressed(pick) ? "" : pick.dataset.when);
      remember({ step: true });
    });
  }
  clearing.addEventListener("click", () => {
    clear();
    search.focus();
  });

  // The first source that is shown, as a citation: the best one has it ready, another is cited as it stands.
  function citation(article) {
    const items = Array.from(article.querySelectorAll(".sources li"));
    const first = items.find((one) => !one.hidden);
    if (!first) return "";
    if (first === items[0]) return article.dataset.cite;
    const link = first.querySelector("a:not(.kept)");
    const kept = first.querySelector(".kept")?.textContent ?? "";
    const text = first.textContent.trim().slice(0, kept ? -kept.length : undefined).trim();
    return text + (link ? ", " + link.href : "");
  }
  async function copy(button) {
    const text = citation(button.closest("article"));
    try {
      if (text) await navigator.clipboard.writeText(text);
      button.textContent = text ? "Copied" : "No source by that day";
      spoken.textContent = text ? "Copied: " + text : button.textContent;
    } catch {
      button.textContent = text;
    }
    setTimeout(() => { button.textContent = "Copy citation"; }, 2000);
  }
  // An event that is opened for the first time gets its button: none stands there where nothing would answer it.
  main.addEventListener("toggle", (event) => {
    const article = event.target.closest("article");
    if (!article || !event.target.open || article.querySelector(".cite")) return;
    for (const { events } of sections) for (const one of events) if (one.article === article) textOf(one); // without the button
    const button = document.createElement("button");
    const title = article.querySelector("h3");
    title.id = article.id + "_title";
    button.type = "button";
    button.className = "cite";
    button.textContent = "Copy citation";
    button.setAttribute("aria-describedby", title.id);
    button.addEventListener("click", () => copy(button));
    article.querySelector(".tools").append(button);
  }, true);

  const inSight = (part) => !part.hidden && (!earlier || earlier.open || !earlier.contains(part));
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
      const seen = sections.flatMap(({ events }) => events.map((one) => one.article)).filter(inSight);
      const at = seen.findIndex((one) => one.contains(document.activeElement));
      const next = seen[Math.min(Math.max(at + (event.key === "j" ? 1 : -1), 0), seen.length - 1)];
      if (next) {
        next.querySelector("summary").focus();
        next.scrollIntoView({ block: "nearest" });
      }
    }
  });

  // A link to an event opens it; one that the filters hide is shown all the same.
  function reveal() {
    const named = document.getElementById(location.hash.slice(1));
    if (!named) return;
    if (named.tagName === "ARTICLE") {
      const hash = location.hash;
      if (named.hidden) {
        clear();
        location.hash = hash;
      }
      named.querySelector("details").open = true;
    }
    if (earlier && earlier.contains(named)) earlier.open = true;
    if (named.tagName === "DETAILS") named.open = true;
    named.scrollIntoView();
  }
  window.addEventListener("hashchange", () => {
    if (location.hash.startsWith("#?") || !location.hash) restore();
    else reveal();
  });
  window.addEventListener("popstate", () => { if (!location.hash || location.hash.startsWith("#?")) restore(); });

  // The year in view is told apart in the strip.
  function inView() {
    const top = bar.getBoundingClientRect().bottom + 80;
    const seen = sections.map(({ section }) => section).filter(inSight);
    const now = seen.filter((section) => section.getBoundingClientRect().top < top).pop() || seen[0];
    const year = now ? now.id.replace("year_", "") : "";
    const groups = strip.querySelectorAll(".group");
    for (const group of groups.length > 1 ? groups : []) {
      const [first, last] = ends(group.querySelector(".whole").dataset.when);
      group.classList.toggle("in-view", first.slice(0, 4) <= year && year <= last.slice(0, 4));
    }
  }

  // What gets the focus, or is linked to, must not lie under the bar that stays at the top (WCAG 2.4.11).
  const bar = document.querySelector(".bar");
  function makeRoom() {
    const stays = getComputedStyle(bar).position === "sticky";
    document.documentElement.style.scrollPaddingTop = stays ? bar.offsetHeight + 8 + "px" : "";
  }
  new ResizeObserver(makeRoom).observe(bar);

  // Browsers that can't show what is folded by style alone (`::details-content`) unfold it for the printer.
  if (!CSS.supports("selector(::details-content)")) {
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = Array.from(main.querySelectorAll("details:not([open])"));
      for (const one of opened) one.open = true;
    });
    window.addEventListener("afterprint", () => { for (const one of opened) one.open = false; });
  }

  if (strip) {
    new ResizeObserver(usable).observe(strip);
    let waiting = false;
    const soon = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; inView(); });
    };
    window.addEventListener("scroll", soon, { passive: true });
    main.addEventListener("toggle", soon, true);
    soon();
  }
  restore();
  makeRoom();
  reveal();

  // What a search looks at is read while nothing else is asked.
  if (window.requestIdleCallback) {
    const left = sections.flatMap(({ events }) => events);
    const read = (until) => {
      while (left.length && until.timeRemaining() > 1) textOf(left.shift());
      if (left.length) requestIdleCallback(read);
    };
    requestIdleCallback(read);
  }
})();
