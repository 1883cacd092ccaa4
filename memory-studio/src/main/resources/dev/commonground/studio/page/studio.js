// Makes the page live: the tasks, what happens now on one, and moments that follow their sliders. Without it, everything still works.

const EVERY = 2000;

async function fragment(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

function watch(section) {
  const ask = async () => {
    const query = new URLSearchParams({ task: section.dataset.task, since: section.dataset.cursor });
    try {
      const news = (await fragment(`/activity?${query}`)).querySelector("[data-cursor]");
      section.dataset.cursor = news.dataset.cursor;
      const list = news.querySelector("ul");
      if (list) {
        const shown = section.querySelector("ul");
        section.replaceChildren(list);
        if (shown) list.append(...[...shown.children].slice(0, 50));
      }
    } catch {
      // The server rests or is gone: ask again.
    }
    setTimeout(ask, EVERY);
  };
  setTimeout(ask, EVERY);
}

function refresh(list) {
  const ask = async () => {
    try {
      const now = (await fragment(location.href)).getElementById(list.id);
      if (now && now.innerHTML !== list.innerHTML && !list.contains(document.activeElement)) {
        list.replaceChildren(...now.childNodes);
      }
    } catch {
      // The server rests or is gone: ask again.
    }
    setTimeout(ask, EVERY);
  };
  setTimeout(ask, EVERY);
}

function follow(form) {
  let asked = 0;
  form.addEventListener("input", async () => {
    const mine = ++asked;
    await new Promise((resolve) => setTimeout(resolve, 150));
    if (mine !== asked) return;
    const query = new URLSearchParams(new FormData(form));
    const page = await fragment(`/moments?${query}`);
    if (mine !== asked) return;
    document.getElementById("difference").replaceChildren(...page.getElementById("difference").children);
    history.replaceState(null, "", `/moments?${query}`);
  });
}

const tasks = document.getElementById("tasks");
if (tasks) refresh(tasks);
const activity = document.getElementById("activity");
if (activity) watch(activity);
const moments = document.getElementById("moments");
if (moments) follow(moments);
