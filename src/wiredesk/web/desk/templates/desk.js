/* Keys for the desk.  Everything works without this file; it adds keys, and keeps your place in a list.

   data-key="r"     this is clicked (a field: focused) when the key is pressed; "g i" is g, then i
   data-key-label   what the map of keys says; else what the thing itself says
   data-row="ID"    a row: j and k go from one to the next; keys within count in the row where you are
   data-keymap      opens the map of keys
   data-all="NAME"  a box that ticks all boxes of that name

   Keys do nothing while you type, with Ctrl, Alt or Meta held, or when they are switched off (WCAG 2.2, 2.1.4). */
"use strict";

/* What needs no page. */
const deskKeys = {
  /* What comes of pressing `key` after `pending`, when `known` are the keys that do something. */
  pressed(pending, key, known) {
    const whole = pending ? `${pending} ${key}` : key;
    if (known.includes(whole)) return { run: whole, pending: "" };
    if (known.some((one) => one.startsWith(`${whole} `))) return { run: "", pending: whole };
    return pending ? deskKeys.pressed("", key, known) : { run: "", pending: "" };
  },
  /* The row to go to from row `at` (-1: none yet) of `count`. */
  nextRow(at, count, step) {
    if (at < 0) return step > 0 ? 0 : count - 1;
    return Math.min(Math.max(at + step, 0), count - 1);
  },
  /* Where one was, among the rows that are there now: the same row, else what took its place; -1: no rows. */
  placeAgain(kept, ids) {
    const same = ids.indexOf(kept.id);
    return same >= 0 ? same : Math.min(kept.at, ids.length - 1);
  },
};

if (typeof module !== "undefined") module.exports = deskKeys;
if (typeof document !== "undefined") (() => {
  const SEQUENCE_MS = 1500;
  const PLACE = "desk-place", SWITCH = "desk-keys";
  let pending = "", timer = 0;

  const kept = (area, name, value) => {
    try {
      if (value === undefined) return area().getItem(name);
      if (value === null) area().removeItem(name);
      else area().setItem(name, value);
    } catch { /* storage is switched off: nothing is kept */ }
    return null;
  };
  const local = () => window.localStorage, session = () => window.sessionStorage;
  const areOn = () => kept(local, SWITCH) !== "off";

  const rows = () => [...document.querySelectorAll("[data-row]")].filter(isSeen);
  const rowOf = (node) => node instanceof Element ? node.closest("[data-row]") : null;
  const isSeen = (node) => node.getClientRects().length > 0 || Boolean(node.closest("details.menu"));
  const isTyping = (node) => node instanceof HTMLElement && (node.isContentEditable
    || node.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=submit], [type=button])"));

  /* What carries a key and counts now: in the row where one is, or in no row. */
  const keyed = () => {
    const here = rowOf(document.activeElement);
    const all = [...document.querySelectorAll("[data-key]")].filter((one) => {
      const row = rowOf(one);
      return (!row || row === here) && !one.disabled && isSeen(one);
    });
    return all.sort((a, b) => Boolean(rowOf(b)) - Boolean(rowOf(a)));
  };

  const goTo = (row) => {
    row.tabIndex = -1;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = rows();
    if (all.length) goTo(all[deskKeys.nextRow(all.indexOf(rowOf(document.activeElement)), all.length, by)]);
  };
  const use = (key) => {
    const found = keyed().find((one) => one.dataset.key === key);
    if (!found) step(key === "j" ? 1 : -1);
    else if (isTyping(found)) { found.focus(); found.select?.(); }
    else found.click();
  };

  const make = (name, text, ...inside) => {
    const node = document.createElement(name);
    if (text) node.textContent = text;
    node.append(...inside);
    return node;
  };
  const labelOf = (one) => one.dataset.keyLabel || one.getAttribute("aria-label") || one.labels?.[0]?.textContent
    || one.textContent.trim();
  const keyLine = (key, what) => {
    const term = make("dt");
    key.split(" ").forEach((one) => term.append(make("kbd", one), " "));
    return make("div", "", term, make("dd", what));
  };
  const switchBox = () => {
    const box = make("input");
    box.type = "checkbox";
    box.checked = areOn();
    box.addEventListener("change", () => kept(local, SWITCH, box.checked ? null : "off"));
    const label = make("label", "", box, "Keys work on this device");
    label.className = "inline";
    return label;
  };
  const showMap = () => {
    const told = new Map();
    if (rows().length) told.set("j", "Next row").set("k", "Row before");
    document.querySelectorAll("[data-key]").forEach((one) => {
      if (isSeen(one) && !told.has(one.dataset.key)) told.set(one.dataset.key, labelOf(one));
    });
    const list = make("dl", "", ...[...told].map(([key, what]) => keyLine(key, what)));
    list.className = "keymap";
    const heading = make("h2", "Keys of this page");
    heading.id = "keymap-heading";
    const all = make("a", "Keys of all pages");
    all.href = "/desk/keys";
    const close = make("form", "", make("button", "Close"));
    close.method = "dialog";
    const map = make("dialog", "", heading, list, make("p", "", switchBox()), make("p", "", all), close);
    map.className = "keymap-dialog";
    map.setAttribute("aria-labelledby", heading.id);
    map.addEventListener("close", () => map.remove());
    document.body.append(map);
    map.showModal();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-keymap]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const menu = link.closest("details");
    if (menu) menu.open = false;
    showMap();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
    if (!areOn() || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const row = rowOf(event.target);
    if (event.key === "Enter" && row === event.target) {
      row.querySelector('[data-key="o"]')?.click();
      return;
    }
    const known = [...keyed().map((one) => one.dataset.key), ...(rows().length ? ["j", "k"] : [])];
    const came = deskKeys.pressed(pending, event.key, known);
    window.clearTimeout(timer);
    pending = came.pending;
    timer = window.setTimeout(() => { pending = ""; }, SEQUENCE_MS);
    if (came.run || came.pending) event.preventDefault();
    if (came.run) use(came.run);
  });
  document.addEventListener("change", (event) => {
    const name = event.target.dataset?.all;
    if (!name) return;
    document.querySelectorAll("input[type=checkbox]").forEach((box) => {
      if (box.name === name && !box.disabled) box.checked = event.target.checked;
    });
  });

  /* A form in a row leads back to the list: be where one was, so that the next row is at hand. */
  document.addEventListener("submit", (event) => {
    const row = rowOf(event.target) || rowOf(document.activeElement);
    if (!row) return;
    const place = { path: location.pathname, id: row.dataset.row, at: rows().indexOf(row), y: window.scrollY };
    kept(session, PLACE, JSON.stringify(place));
  });
  let place = null;
  try { place = JSON.parse(kept(session, PLACE)); } catch { /* not ours */ }
  kept(session, PLACE, null);
  if (place && place.path === location.pathname) {
    const all = rows();
    const at = deskKeys.placeAgain(place, all.map((one) => one.dataset.row));
    window.scrollTo(0, place.y);
    if (at >= 0) goTo(all[at]);
  }
})();
