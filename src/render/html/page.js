"use strict";
(() => {
  const entries = Array.from(document.querySelectorAll("main .entry"));
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");

  // What is typed and chosen, as the address can carry it.
  const asked = () => {
    const data = new FormData(form);
    return {
      text: data.get("text").trim().toLowerCase(),
      topic: data.get("topic") || "",
      party: data.get("party") || "",
      only: data.getAll("only"),
    };
  };

  const texts = new Map();
  const textOf = (entry) => {
    if (!texts.has(entry)) texts.set(entry, entry.textContent.toLowerCase());
    return texts.get(entry);
  };

  const passes = (entry, { text, topic, party, only }) => {
    const own = entry.dataset;
    const words = own.is.split(" ");
    return (
      (!only.length || only.some((word) => words.includes(word))) &&
      (!topic || own.topic.includes(`|${topic}|`) || own.topic.includes(`|${topic}/`)) &&
      (!party || own.party.includes(`|${party}|`)) &&
      (!text || textOf(entry).includes(text))
    );
  };

  const narrow = () => {
    const wanted = asked();
    let count = 0;
    for (const entry of entries) {
      entry.hidden = !passes(entry, wanted);
      count += entry.hidden ? 0 : 1;
    }
    shown.textContent = `${count} of ${entries.length} shown`;
  };

  // The next entry that is shown, forward by 1 or back by -1.
  const step = (by) => {
    const open = entries.filter((entry) => !entry.hidden && !entry.classList.contains("unchanged"));
    const at = open.indexOf(document.querySelector(".entry.at"));
    const next = open[at < 0 ? (by > 0 ? 0 : open.length - 1) : at + by];
    if (next) stand(next);
  };

  const stand = (entry) => {
    for (const other of document.querySelectorAll(".entry.at")) other.classList.remove("at");
    entry.classList.add("at");
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: "start" });
    history.replaceState(null, "", `#${entry.id}`);
  };

  // What an address leads to is open, even if a filter or a closed detail hid it.
  const arrive = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    const entry = target.closest(".entry");
    if (entry && entry.hidden) form.reset();
    for (const detail of target.querySelectorAll("details")) detail.open = true;
    target.scrollIntoView({ block: "start", inline: "center" });
  };

  const isTyping = (event) =>
    event.ctrlKey || event.metaKey || event.altKey || /^(input|select|textarea)$/i.test(event.target.tagName);

  const keys = {
    j: () => step(1),
    k: () => step(-1),
    "/": () => form.elements.text.focus(),
  };

  if (form) {
    form.hidden = false;
    form.addEventListener("input", narrow);
    form.addEventListener("reset", () => setTimeout(narrow));
    form.addEventListener("submit", (event) => event.preventDefault());
    narrow();
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && event.target.form === form) event.target.blur();
      if (isTyping(event) || !keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    });
  }
  addEventListener("hashchange", arrive);
  addEventListener("beforeprint", () => {
    for (const detail of document.querySelectorAll("details")) detail.open = true;
  });
  arrive();
})();
