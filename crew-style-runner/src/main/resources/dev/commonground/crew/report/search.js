// Searches the report. It reads its text and marks what fits; it writes nothing into the page but a count.
(() => {
  const bar = document.getElementById("search");
  const field = document.getElementById("sought");
  const found = document.getElementById("found");
  const MOST = 1000;
  const BLOCK = "h1,h2,h3,p,li,td,th,dt,dd,blockquote,summary,pre,text";
  let ranges = [];
  let at = -1;

  function parts() {
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    const all = [];
    let length = 0;
    let before = null;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const block = node.parentElement.closest(BLOCK);
      if (!block) continue;
      const gap = block === before ? "" : "\u0000";
      length += gap.length;
      all.push({ node, gap, start: length });
      length += node.data.length;
      before = block;
    }
    return all;
  }

  function place(all, offset) {
    let low = 0;
    for (let high = all.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1;
      if (all[middle].start <= offset) low = middle;
      else high = middle - 1;
    }
    return [all[low].node, Math.min(offset - all[low].start, all[low].node.data.length)];
  }

  function fitting(words) {
    const all = parts();
    const text = all.map((part) => part.gap + part.node.data).join("");
    const pattern = words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("\\s+");
    const fits = [];
    for (const match of text.matchAll(new RegExp(pattern, "giu"))) {
      const range = new Range();
      range.setStart(...place(all, match.index));
      const [node, last] = place(all, match.index + match[0].length - 1);
      range.setEnd(node, last + 1);
      if (fits.push(range) === MOST) break;
    }
    return fits;
  }

  function mark(name, marked) {
    if (self.CSS?.highlights) CSS.highlights.set(name, new Highlight(...marked));
  }

  function go(step) {
    document.querySelector(".here")?.classList.remove("here");
    if (ranges.length === 0) return;
    at = (at + step + ranges.length) % ranges.length;
    const element = ranges[at].startContainer.parentElement;
    for (let inside = element.closest("details"); inside; inside = inside.parentElement.closest("details")) {
      inside.open = true;
    }
    element.classList.add("here");
    mark("here", [ranges[at]]);
    element.scrollIntoView({ block: "center" });
    found.textContent = `${at + 1} of ${ranges.length}${ranges.length === MOST ? " or more" : ""}`;
  }

  field.addEventListener("input", () => {
    const words = field.value.split(/\s+/).filter((word) => word);
    ranges = words.length ? fitting(words) : [];
    at = -1;
    mark("found", ranges);
    mark("here", []);
    found.textContent = words.length ? "Nothing found" : "";
    go(1);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  });
  document.getElementById("previous").addEventListener("click", () => go(-1));
  document.getElementById("next").addEventListener("click", () => go(1));
  bar.hidden = false;
})();
