/* Looks things up in the site's own index.  Words are folded as craft/searching/words.py folds them, queries mean what
   craft/searching/query.py says, and the files are those of craft/searching/files.py; tests hold the two together. */
"use strict";
(() => {
  const KEY = 9, KEYS_MAX = 3000, SHOWN = 10, LOOKED_AT_MAX = 24, SHARDS_MAX = 4, COUNTED_MAX = 1000;
  const QUERY_MAX = 500, TERMS_MAX = 20, WORDS_MAX = 40, PREFIX_MIN = 3, WORD_MAX = 64;
  const LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ς": "σ", "þ": "th", "ð": "d" };
  const MARKS = /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]/gu;
  const DENSE = /([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]+)/u;
  const HIDDEN = /[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu;
  const PART = /(-?)(?:([A-Za-z]+):)?(?:"([^"]*)"?|(\S+))/gu;

  /* Words */
  const isDense = (word) => DENSE.test(word) && word.replace(DENSE, "") === "";
  const runsOf = (text) => text.split(/[^\p{L}\p{N}\p{M}]+/u).filter(Boolean);
  const fold = (text) => text.normalize("NFKD").toLowerCase()
    .replace(/[ßæœøđłıςþð]/gu, (sign) => LETTERS[sign]).replace(MARKS, "").normalize("NFC");
  const partsOf = (run) => runsOf(fold(run)).flatMap((piece) => piece.split(DENSE)).filter(Boolean);
  const cut = (word) => [...word].slice(0, WORD_MAX).join("");
  const pairsOf = (part) => [...part].slice(1).map((sign, at) => [...part][at] + sign);
  const indexed = (part) => isDense(part) ? [...pairsOf(part), [...part].pop()] : [cut(part)];
  const wordsOf = (text) => runsOf(text).flatMap((run) => partsOf(run).flatMap(indexed));
  const nameOf = (text) => wordsOf(text).join("-");
  const phrasesOf = (text) => {
    const phrases = [];
    let spaced = [];
    for (const part of runsOf(text).flatMap(partsOf)) {
      if (!isDense(part)) { spaced.push(cut(part)); continue; }
      if (spaced.length) phrases.push(spaced);
      spaced = [];
      const pairs = pairsOf(part);
      phrases.push(pairs.length ? pairs : [part]);
    }
    if (spaced.length) phrases.push(spaced);
    return phrases;
  };

  /* Queries */
  const dayOf = (said, isEnd) => {
    const found = /^(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?$/u.exec(said);
    if (!found) return null;
    const [year, month, day] = [Number(found[1]), Number(found[2] || 0), Number(found[3] || 0)];
    if (year < 1 || year > 9998 || (found[2] && (month < 1 || month > 12)) || (found[3] && day < 1)) return null;
    const at = new Date(0);
    at.setUTCFullYear(year, (month || 1) - 1, day || 1);
    if (at.getUTCMonth() !== (month || 1) - 1) return null;
    if (isEnd) {
      if (day) at.setUTCDate(day + 1);
      else if (month) at.setUTCMonth(month, 1);
      else at.setUTCFullYear(year + 1, 0, 1);
    }
    return at.getTime() / 1000;
  };
  const parseQuery = (typed) => {
    const line = typed.replace(HIDDEN, "").normalize("NFC").replace(/[\p{Cc}\p{Cs}\p{Cn}\p{Co}\s]+/gu, " ").trim().slice(0, QUERY_MAX);
    const query = { terms: [], since: null, until: null, ignored: [] };
    for (const [whole, minus, name, phrase, word] of line.replace(/[“”„‟«»「」]/gu, '"').matchAll(PART)) {
      const field = (name || "").toLowerCase();
      let said = phrase !== undefined ? phrase : word;
      if (field === "since" || field === "until") {
        const at = dayOf(said, field === "until");
        if (minus || at === null) query.ignored.push(whole);
        else query[field] = at;
        continue;
      }
      const asked = ["topic", "provider", "language", "words"].includes(field) ? field : "words";
      if (asked === "words" && name) said = `${name} ${said}`;
      const phrases = phrasesOf(said);
      const known = query.terms.flatMap((term) => term.phrases.flat()).length + phrases.flat().length;
      if (!phrases.length || query.terms.length >= TERMS_MAX || known > WORDS_MAX) { query.ignored.push(whole); continue; }
      const last = phrases[phrases.length - 1].slice(-1)[0];
      const isPrefix = phrase === undefined && said.endsWith("*") && asked === "words" && ([...last].length >= PREFIX_MIN || isDense(last));
      const term = { asked, phrases, isPrefix, isExcluded: Boolean(minus) };
      if (!query.terms.some((one) => JSON.stringify(one) === JSON.stringify(term))) query.terms.push(term);
    }
    return query;
  };
  const goesOn = (term, at) => {
    const phrase = term.phrases[at];
    return (phrase.length === 1 && [...phrase[0]].length === 1 && isDense(phrase[0])) || (term.isPrefix && at === term.phrases.length - 1);
  };
  const standsAt = (words, begin, phrase, open) => phrase.every((word, step) => {
    const found = words[begin + step];
    return found !== undefined && (open && step === phrase.length - 1 ? found.startsWith(word) : found === word);
  });
  const stands = (words, phrase, open) => words.some((_, begin) => standsAt(words, begin, phrase, open));

  /* An article against a query; the order of its parts is that of `_article` in files.py. */
  const named = ([title, excerpt, url, name, domain, page, at, language, topics]) => ({ title, excerpt, url, name, domain, page, at, language, topics });
  const has = (article, term, columns) => {
    if (term.asked !== "words") {
      const name = term.phrases.flat().join("-");
      const names = { provider: [article.domain, article.name], topic: article.topics.flat(), language: [article.language, article.language.split("-")[0]] };
      return names[term.asked].some((one) => nameOf(one) === name);
    }
    return term.phrases.every((phrase, at) => columns.some((words) => stands(words, phrase, goesOn(term, at))));
  };
  const matches = (article, query) => {
    if (query.since !== null && article.at < query.since) return false;
    if (query.until !== null && article.at >= query.until) return false;
    const texts = [article.title, article.excerpt, `${article.name} ${article.domain}`, article.topics.map((one) => one[1]).join(" ")];
    const columns = texts.map(wordsOf);
    return query.terms.every((term) => has(article, term, columns) !== term.isExcluded);
  };
  const isHeadlined = (article, query) => {
    const words = query.terms.filter((term) => term.asked === "words" && !term.isExcluded);
    return words.length > 0 && words.every((term) => has(article, term, [wordsOf(article.title)]));
  };

  /* The index */
  const openIndex = async (load) => {
    const head = await load("find/index.json");
    const shards = new Set(head.shards), kept = new Map();
    const once = (path) => { if (!kept.has(path)) kept.set(path, load(path)); return kept.get(path); };
    const shard = (prefix) => {
      const bytes = [...new TextEncoder().encode(prefix)];
      return once(`find/w-${bytes.map((one) => one.toString(16).padStart(2, "0")).join("") || "0"}.json`);
    };
    const holding = (word) => {
      const signs = [...word];
      for (let length = signs.length; length >= 0; length--) {
        const prefix = signs.slice(0, length).join("");
        if (shards.has(prefix)) return prefix;
      }
      return null;
    };
    const keysIn = (said) => { const keys = []; for (let at = 0; at < said.length; at += KEY) keys.push(said.slice(at, at + KEY)); return keys; };
    /* Keys of one word; from `floor` down the index says nothing of it. */
    const posting = (lists) => {
      const found = { headline: new Set(), all: new Set(), floor: "" };
      for (const [headline, elsewhere, isCut] of lists) {
        for (const [keys, isHeadline] of [[keysIn(headline), true], [keysIn(elsewhere), false]]) {
          for (const key of keys) { found.all.add(key); if (isHeadline) found.headline.add(key); }
          if (isCut && keys.length >= KEYS_MAX && keys[keys.length - 1] > found.floor) found.floor = keys[keys.length - 1];
        }
      }
      return found;
    };
    const lookUp = async (word, isOpen) => {
      const own = holding(word);
      const wanted = isOpen ? [...shards].filter((one) => one.startsWith(word)).sort().slice(0, SHARDS_MAX) : [];
      if (own !== null && !wanted.includes(own)) wanted.unshift(own);
      const lists = [];
      for (const words of await Promise.all(wanted.map(shard))) {
        for (const [one, list] of Object.entries(words)) if (isOpen ? one.startsWith(word) : one === word) lists.push(list);
      }
      return posting(lists);
    };
    const article = async (key) => {
      const group = parseInt(key.slice(-4), 36) % head.groups;
      const found = (await once(`find/d-${group}.json`))[key];
      return found && named(found);
    };
    /* Keys that may be hits, best first; each still has to be looked at. */
    const candidates = async (query, order) => {
      const wanted = query.terms.filter((term) => !term.isExcluded);
      const asked = wanted.flatMap((term) => term.asked !== "words"
        ? [{ word: `=${term.asked}:${term.phrases.flat().join("-")}`, isOpen: false, isText: false }]
        : term.phrases.flatMap((phrase, at) => phrase.map((word, step) => ({ word, isOpen: goesOn(term, at) && step === phrase.length - 1, isText: true }))));
      if (!asked.length) asked.push({ word: "=all", isOpen: false, isText: false });
      const found = await Promise.all(asked.map(async (one) => ({ ...one, ...(await lookUp(one.word, one.isOpen)) })));
      found.sort((one, other) => (one.floor !== "") - (other.floor !== "") || one.all.size - other.all.size);
      const minutes = (at) => Math.floor(at / 60).toString(36).padStart(5, "0");
      const from = query.since === null ? "" : minutes(query.since), to = query.until === null ? "~" : minutes(query.until + 59);
      const keys = [...found[0].all].filter((key) => key >= from && key < to && found.every((one) => one.all.has(key) || key < one.floor));
      const texts = found.filter((one) => one.isText);
      const isFirst = (key) => order !== "time" && texts.length > 0 && texts.every((one) => one.headline.has(key));
      return keys.sort((one, other) => isFirst(other) - isFirst(one) || (one < other ? 1 : -1));
    };
    /* One part of the hits at a time. */
    const search = async (query, order) => {
      const keys = await candidates(query, order);
      let at = 0;
      const next = async () => {
        const hits = [];
        let looked = 0;
        while (at < keys.length && hits.length < SHOWN && looked < LOOKED_AT_MAX) {
          const part = keys.slice(at, at + SHOWN - hits.length);
          at += part.length;
          looked += part.length;
          for (const one of await Promise.all(part.map(article))) if (one && matches(one, query)) hits.push(one);
        }
        return { hits, isLast: at >= keys.length };
      };
      return { count: keys.length, next };
    };
    return { search };
  };

  /* Where the words of a query stand in a text: pieces, which joined are the text again. */
  const markedPieces = (text, query) => {
    const words = [];
    for (const found of text.matchAll(/[\p{L}\p{N}\p{M}]+/gu)) {
      const run = found[0], signs = [...run], folded = wordsOf(run), isAligned = folded.length === signs.length && isDense(run);
      let at = found.index;
      folded.forEach((word, place) => {
        if (!isAligned) { words.push({ begin: found.index, end: found.index + run.length, word }); return; }
        words.push({ begin: at, end: at + signs[place].length + ([...word].length > 1 ? signs[place + 1].length : 0), word });
        at += signs[place].length;
      });
    }
    const plain = words.map((one) => one.word), hit = new Set();
    for (const term of query.terms.filter((one) => one.asked === "words" && !one.isExcluded)) {
      term.phrases.forEach((phrase, at) => plain.forEach((_, begin) => {
        if (standsAt(plain, begin, phrase, goesOn(term, at))) phrase.forEach((__, step) => hit.add(begin + step));
      }));
    }
    const pieces = [];
    let done = 0;
    for (const at of [...hit].sort((one, other) => one - other)) {
      const { begin, end } = words[at];
      if (end <= done) continue;
      if (begin > done) pieces.push({ text: text.slice(done, begin), isHit: false });
      pieces.push({ text: text.slice(Math.max(begin, done), end), isHit: true });
      done = end;
    }
    if (done < text.length) pieces.push({ text: text.slice(done), isHit: false });
    return pieces;
  };

  if (typeof module === "object") {
    module.exports = { wordsOf, phrasesOf, nameOf, parseQuery, matches, isHeadlined, markedPieces, openIndex };
    return;
  }

  /* The page */
  const form = document.querySelector(".query-form"), told = document.getElementById("told"), list = document.getElementById("hits");
  const more = document.createElement("button");
  more.type = "button";
  more.className = "further";
  more.textContent = "More results";
  const element = (tag, attributes, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) if (value) made.setAttribute(name, value);
    made.append(...children);
    return made;
  };
  const marked = (text, query) => markedPieces(text, query).map((one) => one.isHit ? element("mark", {}, one.text) : one.text);
  const shown = (article, query) => {
    const lang = /^[A-Za-z-]+$/u.test(article.language) ? article.language : "";
    const title = marked(article.title, query);
    const leads = /^https?:\/\//u.test(article.url) ? [element("a", { href: article.url }, ...title)] : title;
    const at = new Date(article.at * 1000);
    const day = at.toLocaleString("en-GB", { timeZone: "UTC", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
    return element("li", {},
      element("h2", { dir: "auto", lang }, ...leads),
      element("p", { class: "byline" },
        element("span", { class: "source" }, element("a", { href: article.page }, element("bdi", {}, article.name)), " ", element("small", {}, article.domain)), " ",
        element("time", { datetime: at.toISOString() }, day)),
      ...(article.excerpt ? [element("p", { class: "excerpt", dir: "auto", lang }, ...marked(article.excerpt, query))] : []));
  };
  const load = async (path) => {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    return answer.json();
  };
  let index = null, turn = 0;
  const run = async () => {
    const mine = ++turn, fields = Object.fromEntries(new FormData(form));
    const named = ["topic", "since", "until"].filter((name) => fields[name]).map((name) => `${name}:"${fields[name].replace(/"/gu, " ")}"`);
    const query = parseQuery([fields.q, ...named].join(" "));
    list.replaceChildren();
    more.remove();
    if (!query.terms.length && query.since === null && query.until === null) { told.textContent = ""; return; }
    told.textContent = "Searching …";
    try {
      index = index || openIndex(load);
      const found = await (await index).search(query, fields.order);
      const add = async () => {
        const part = await found.next();
        if (mine !== turn) return;
        const first = list.children.length;
        list.append(...part.hits.map((one) => shown(one, query)));
        if (part.isLast) more.remove(); else list.after(more);
        const count = part.isLast ? list.children.length : found.count;
        told.textContent = !count ? "Nothing found." : count >= COUNTED_MAX ? "1,000 results or more." : count === 1 ? "1 result." : `${part.isLast ? "" : "Up to "}${count} results.`;
        if (query.ignored.length) told.append(` Not understood, and left out: ${query.ignored.join(", ")}.`);
        const next = first && list.children[first];
        if (next) next.querySelector("a").focus();
      };
      more.onclick = add;
      await add();
    } catch {
      index = null;
      if (mine === turn) told.textContent = "The index of this site cannot be loaded. Try again in a moment.";
    }
  };
  const take = () => {
    const given = new URLSearchParams(location.search);
    for (const name of ["q", "topic", "since", "until", "order"]) if (given.has(name)) form.elements[name].value = given.get(name);
    run();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const fields = [...new FormData(form)].filter(([, value]) => value);
    history.pushState(null, "", `?${new URLSearchParams(fields)}`);
    run();
  });
  addEventListener("popstate", take);
  take();
})();
