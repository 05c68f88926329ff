"use strict";
// Text of others reaches the page as text nodes and attribute values only, never as markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const fold = (text) =>
    text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[‘’ʼ`´]/g, "'").replace(/[“”„«»]/g, '"').toLowerCase();
  const counted = (count, one, many) => `${count.toLocaleString("nl-NL")} ${count === 1 ? one : many}`;
  const padded = (date, tail) => date + tail.slice(date.length - 4);

  function wordsOf(query) {
    return [...fold(query).matchAll(/"([^"]+)"?|[^\s"]+/g)].map((found) => (found[1] ?? found[0]).trim()).filter(Boolean);
  }

  function unmark(root) {
    for (const mark of all("mark.hit", root)) {
      const parent = mark.parentNode;
      mark.replaceWith(...mark.childNodes);
      parent.normalize();
    }
  }

  function hitsIn(text, words) {
    const places = [];
    let folded = "";
    let at = 0;
    for (const character of text) {
      const plain = fold(character);
      folded += plain;
      for (let index = 0; index < plain.length; index += 1) places.push([at, at + character.length]);
      at += character.length;
    }
    const taken = new Uint8Array(text.length);
    for (const word of words) {
      for (let from = folded.indexOf(word); from >= 0; from = folded.indexOf(word, from + word.length)) {
        taken.fill(1, places[from][0], places[from + word.length - 1][1]);
      }
    }
    return taken;
  }

  function mark(root, words) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.closest(".in-text, .stance")) nodes.push(walker.currentNode);
    }
    for (const node of nodes) {
      const text = node.data;
      const taken = hitsIn(text, words);
      if (!taken.includes(1)) continue;
      const parts = [];
      for (let from = 0; from < text.length; ) {
        let to = from;
        while (to < text.length && taken[to] === taken[from]) to += 1;
        const part = document.createTextNode(text.slice(from, to));
        if (taken[from]) {
          const hit = document.createElement("mark");
          hit.className = "hit";
          hit.append(part);
          parts.push(hit);
        } else parts.push(part);
        from = to;
      }
      node.replaceWith(...parts);
    }
  }

  const form = byId("zoeken");
  const fields = form ? [...form.elements].filter((field) => field.name) : [];
  const insights = all("#gevonden .insight").map((element, place) => ({
    element,
    place,
    passages: all(".passage", element).map(passageOf),
    heading: element.querySelector("h4"),
    more: element.querySelector("details.more"),
  }));
  const loose = all("#gevonden .loose-passages").map((element) => ({
    element,
    passages: all(".passage", element).map(passageOf),
  }));
  const texts = all(".text").map((element) => ({ element, codes: element.dataset.codes.split(" "), folded: null }));
  const themes = all("#gevonden .theme");
  const nCodes = Number(form?.dataset.coderingen ?? 0);
  const textsInPart = Boolean(document.querySelector(".sources[data-deel]"));
  let marked = [];
  let applied = null;

  function wordsIn(element, ...leftOut) {
    const copy = element.cloneNode(true);
    for (const part of all(leftOut.join(), copy)) part.remove();
    return fold(copy.textContent);
  }

  function passageOf(element) {
    return { element, theme: element.closest(".theme").dataset.thema, folded: null };
  }

  function choice() {
    return Object.fromEntries(fields.map((field) => [field.name, field.value.trim()]).filter(([, value]) => value));
  }

  function holds(one, words) {
    if (!words.length) return true;
    one.folded ??= wordsIn(one.element, ".in-text", ".stance", "summary", "small");
    return words.every((word) => one.folded.includes(word));
  }

  function inPeriod(date, chosen) {
    if (!chosen.van && !chosen.tot) return true;
    if (!date) return false;
    return (
      (!chosen.van || padded(date, "-99-99") >= padded(chosen.van, "-00-00")) &&
      (!chosen.tot || padded(date, "-00-00") <= padded(chosen.tot, "-99-99"))
    );
  }

  function fits(one, chosen, words) {
    const data = one.element.dataset;
    const facets = ["sector", "organisatie", "soort"].every((name) => !chosen[name] || data[name] === chosen[name]);
    return facets && inPeriod(data.datum, chosen) && holds(one, words);
  }

  function passageFits(passage, chosen, words) {
    if (chosen.thema && passage.theme !== chosen.thema) return false;
    if (chosen.houding && passage.element.dataset.houding !== chosen.houding) return false;
    return fits(passage, chosen, words);
  }

  function textFits(text, chosen, words) {
    const coded = text.codes.some((code) => {
      const [theme, stance] = code.split(":");
      return (!chosen.thema || theme === chosen.thema) && (!chosen.houding || stance === chosen.houding);
    });
    return (coded || !(chosen.thema || chosen.houding)) && fits(text, chosen, words);
  }

  function unfold(details, wanted) {
    if (!details) return;
    if (wanted && !details.open) {
      details.open = true;
      details.dataset.unfolded = "";
    } else if (!wanted && "unfolded" in details.dataset) {
      details.open = false;
      delete details.dataset.unfolded;
    }
  }

  function show(passages, chosen, words, filtered) {
    const found = passages.filter((passage) => passageFits(passage, chosen, words));
    for (const passage of passages) passage.element.classList.toggle("misses", filtered && !found.includes(passage));
    if (words.length) {
      for (const { element } of found) {
        mark(element, words);
        marked.push(element);
      }
    }
    return found;
  }

  function apply() {
    const chosen = choice();
    // Leaving the search field says "change" once more; rebuilding the page then would swallow the click that left it.
    const now = JSON.stringify(chosen);
    if (now === applied) return;
    applied = now;
    const words = wordsOf(chosen.zoek ?? "");
    const filtered = Object.keys(chosen).some((name) => name !== "volgorde");
    marked.forEach(unmark);
    marked = [];
    let nInsights = 0;
    let nPassages = 0;
    for (const insight of insights) {
      const { sinds, aard } = insight.element.dataset;
      const wanted = (!chosen.sinds || sinds === chosen.sinds) && (!chosen.aard || aard.split(" ").includes(chosen.aard));
      const found = wanted ? show(insight.passages, chosen, words, filtered) : [];
      insight.element.hidden = filtered && !found.length;
      unfold(insight.more, filtered && found.some(({ element }) => insight.more?.contains(element)));
      nInsights += found.length > 0;
      nPassages += found.length;
    }
    for (const { element, passages } of loose) {
      const found = chosen.sinds || chosen.aard ? [] : show(passages, chosen, words, filtered);
      element.hidden = filtered && !found.length;
      if (element.matches("details")) unfold(element, filtered && found.length > 0);
      nPassages += found.length;
    }
    for (const theme of themes) {
      theme.hidden = filtered && !theme.querySelector(".insight:not([hidden]), .loose-passages:not([hidden])");
    }
    document.body.classList.toggle("filtered", filtered);
    sort(chosen.volgorde ?? "");
    tell(chosen, filtered, nInsights, nPassages, showTexts(chosen, words, filtered));
    keep(chosen);
  }

  function showTexts(chosen, words, filtered) {
    let count = 0;
    for (const text of texts) {
      const found = !filtered || textFits(text, chosen, words);
      text.element.hidden = !found;
      count += found;
    }
    const telling = byId("telling-teksten");
    if (telling) {
      telling.hidden = !filtered;
      const part = textsInPart ? " Van de teksten staat hier alleen het deel rond een citaat." : "";
      telling.textContent = filtered ? `${counted(count, "tekst past", "teksten passen")} bij je filters.${part}` : "";
    }
    return count;
  }

  function sort(order) {
    const number = (name) => (one, other) => other.element.dataset[name] - one.element.dataset[name];
    const ranks = ["nieuw", "groeiend", "stabiel"];
    const orders = {
      bronnen: number("bronnen"),
      laatst: (one, other) => other.element.dataset.laatst.localeCompare(one.element.dataset.laatst),
      sinds: (one, other) => ranks.indexOf(one.element.dataset.sinds) - ranks.indexOf(other.element.dataset.sinds),
      abc: (one, other) => one.heading.textContent.localeCompare(other.heading.textContent, "nl"),
    };
    const compare = orders[order] ?? (() => 0);
    for (const theme of themes) {
      const inside = insights.filter(({ element }) => theme.contains(element));
      if (!inside.length) continue;
      inside.sort((one, other) => compare(one, other) || one.place - other.place);
      inside[0].element.parentNode.querySelector(".facts").after(...inside.map(({ element }) => element));
    }
  }

  function tell(chosen, filtered, nInsights, nPassages, nTexts) {
    const ofInsights = counted(insights.length, "inzicht", "inzichten");
    const totals = [...insights, ...loose].reduce((sum, { passages }) => sum + passages.length, 0);
    const telling = byId("telling");
    const leftOut = nCodes
      ? ` Op deze pagina ${totals === 1 ? "staat" : "staan"} ${totals.toLocaleString("nl-NL")} van de ` +
        `${nCodes.toLocaleString("nl-NL")} coderingen; alle staan in inzichten.xlsx.`
      : "";
    const inTexts = texts.length ? ` Bij de bronteksten: ${counted(nTexts, "tekst", "teksten")}.` : "";
    telling.textContent = filtered
      ? `Je ziet ${nInsights.toLocaleString("nl-NL")} van ${ofInsights} en ${nPassages.toLocaleString("nl-NL")} van ` +
        `${counted(totals, "citaat", "citaten")}.${leftOut}${inTexts}`
      : `Je ziet alles${nCodes ? " wat hier staat" : ""}: ${ofInsights} en ${counted(totals, "citaat", "citaten")}.${leftOut}`;
    byId("niets-deel").hidden = !(nCodes || textsInPart);
    byId("niets").hidden = !filtered || nPassages > 0;
    byId("wissen").hidden = !filtered;
    byId("gekozen").classList.toggle("active", filtered);
    byId("filters").replaceChildren(...fields.filter((field) => field.name !== "volgorde" && chosen[field.name]).map(chip));
  }

  function chip(field) {
    const label = form.querySelector(`label[for="${field.id}"]`).textContent;
    const value = field.selectedOptions ? field.selectedOptions[0].textContent.replace(/ \([\d.]+\)$/, "") : field.value;
    const name = field.name === "zoek" ? "Zoek" : label;
    const item = document.createElement("li");
    const button = document.createElement("button");
    const what = document.createElement("span");
    what.textContent = `${name}: ${value.trim()}`;
    const sign = document.createElement("span");
    sign.setAttribute("aria-hidden", "true");
    sign.textContent = "×";
    button.type = "button";
    button.setAttribute("aria-label", `Haal filter weg: ${what.textContent}`);
    button.append(what, sign);
    button.addEventListener("click", () => {
      field.value = "";
      apply();
      field.focus();
    });
    item.append(button);
    return item;
  }

  function keep(chosen) {
    const wanted = Object.keys(chosen).length ? `#?${new URLSearchParams(chosen)}` : "";
    if (!wanted && !location.hash.startsWith("#?")) return;
    if (location.hash !== wanted) history.replaceState(null, "", wanted || location.pathname + location.search);
  }

  function restore() {
    if (!location.hash.startsWith("#?")) return false;
    const given = new URLSearchParams(location.hash.slice(2));
    for (const field of fields) {
      field.value = given.get(field.name) ?? "";
      if (field.selectedIndex === -1) field.value = "";
    }
    return true;
  }

  function clear() {
    for (const field of fields) if (field.name !== "volgorde") field.value = "";
    apply();
  }

  const reader = byId("lezer");
  let codedSentences = [];
  let here = -1;

  function open(place) {
    const text = place.closest(".text");
    const body = text.querySelector(".words").cloneNode(true);
    unmark(body);
    const wanted = all("mark", body).find((element) => element.id === place.id);
    for (const element of all("[id]", body)) element.removeAttribute("id");
    codedSentences = all("mark", body);
    byId("lezer-kop").textContent = text.querySelector("h3").textContent;
    byId("lezer-bron").replaceChildren(...text.querySelector(".source").cloneNode(true).childNodes);
    byId("lezer-tekst").replaceChildren(body);
    reader.showModal();
    go(codedSentences.indexOf(wanted), "quoted");
  }

  function go(index, how) {
    if (!codedSentences.length) return;
    here = (index + codedSentences.length) % codedSentences.length;
    const sentence = codedSentences[here];
    if (how) sentence.classList.add(how);
    for (const other of codedSentences) other.removeAttribute("aria-current");
    sentence.setAttribute("aria-current", "true");
    sentence.tabIndex = -1;
    sentence.focus({ preventScroll: true });
    sentence.scrollIntoView({ block: "center" });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = byId(link.getAttribute("href").slice(1));
    if (!target) return;
    if (link.classList.contains("in-text") && reader?.showModal) {
      event.preventDefault();
      open(target);
    } else if (target.closest("[hidden], .misses")) clear();
  });
  if (reader) {
    byId("lezer-dicht").addEventListener("click", () => reader.close());
    byId("lezer-vorige").addEventListener("click", () => go(here - 1));
    byId("lezer-volgende").addEventListener("click", () => go(here + 1));
    reader.addEventListener("click", (event) => {
      if (event.target === reader) reader.close();
    });
  }
  for (const element of all("[data-script]")) element.hidden = element.id === "telling-teksten";
  if (form) {
    let waiting = 0;
    form.hidden = false;
    byId("gekozen").hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", apply);
    form.addEventListener("input", (event) => {
      if (event.target.name !== "zoek") return;
      clearTimeout(waiting);
      waiting = setTimeout(apply, 200);
    });
    byId("wissen").addEventListener("click", () => {
      clear();
      byId("f-zoek").focus();
    });
    window.addEventListener("hashchange", () => restore() && apply());
    restore();
    apply();
  }
})();
