(() => {
  // The time after a key in which another one is likely.
  const PAUSE = 300;
  // What becomes a request that the server takes, even where each byte needs one and a third.
  const LARGEST = 12 << 20;
  const at = (id) => document.getElementById(id);
  const [bench, file, name, html, url, rule, numbers, errors, save, undo, next, changes, told] =
    ["bench", "file", "name", "html", "url", "rule", "numbers", "errors", "save", "undo", "next", "changes", "told"].map(at);
  const { token, folder } = bench.dataset;
  // The page, as the server is asked; the host and the rule file it answered; the rule as it is on disk; the blocks by that rule.
  let page = null, host = null, ruleFile = null, onDisk = "", before = new Map();
  // What was typed for each file and not saved.
  const drafts = new Map();
  let asked = 0, running = null, timer = 0;
  // Whether page or address have changed since the server was asked for the rule of their host.
  let isNew = false;

  const tell = (message, isBad = false) => { told.textContent = message; told.classList.toggle("bad", isBad); };
  const isEdited = () => ruleFile !== null && rule.value !== onDisk;

  const post = async (path, body, signal) => {
    const headers = { "content-type": "application/json", "x-tinsach-token": token };
    let answer;
    try {
      answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body), signal });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Error("The workbench does not answer: is tinsach serve still running?");
    }
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw Object.assign(new Error(said.message || `The workbench answers ${answer.status}`), { errors: said.errors });
    return said;
  };

  // Each block by its text, and which one it is of those with the same text.
  const blocks = () => {
    const seen = new Map(), out = new Map();
    document.querySelectorAll(".blocks > li").forEach((block) => {
      const text = block.querySelector(".text").textContent;
      seen.set(text, (seen.get(text) || 0) + 1);
      out.set(`${seen.get(text)} ${text}`, block);
    });
    return out;
  };
  const isKept = (block) => block.classList.contains("kept");

  const put = (fragment) => {
    const main = document.querySelector("main");
    const hidden = new Set([...main.querySelectorAll(".filters input:not(:checked)")].map((box) => box.value));
    const isOpen = main.querySelector("details[open]") !== null;
    const template = document.createElement("template");
    template.innerHTML = fragment;
    main.replaceWith(template.content);
    const details = document.querySelector("main details");
    if (details) details.open = isOpen;
    const form = document.querySelector(".filters");
    // After the script of the fragment has seen the new form.
    if (form && hidden.size) queueMicrotask(() => {
      form.querySelectorAll("input").forEach((box) => { box.checked = !hidden.has(box.value); });
      form.dispatchEvent(new Event("change"));
    });
  };

  const mark = () => {
    const now = blocks();
    let [count, into, out] = [0, 0, 0];
    now.forEach((block, key) => {
      const was = before.get(key);
      if (was && was.label === block.dataset.label && was.kept === isKept(block)) return;
      count += 1;
      if (isKept(block) && !was?.kept) into += 1;
      if (!isKept(block) && was?.kept) out += 1;
      block.classList.add("changed");
      const note = document.createElement("span");
      note.className = "was";
      note.textContent = was ? `was ${was.label}` : "new";
      block.querySelector(".label").append(note);
    });
    const gone = [...before].filter(([key]) => !now.has(key));
    out += gone.filter(([, was]) => was.kept).length;
    const parts = [into && `${into} into the text`, out && `${out} out of it`, gone.length && `${gone.length} gone`].filter(Boolean);
    const all = count + gone.length;
    changes.textContent = `${all} ${all === 1 ? "block" : "blocks"} changed${parts.length ? ": " : ""}${parts.join(", ")}`;
    next.hidden = count === 0;
  };

  const showErrors = (list) => {
    const lines = new Set(list.map((it) => it.line));
    [...numbers.children].forEach((number, n) => number.classList.toggle("wrong", lines.has(n + 1)));
    rule.setAttribute("aria-invalid", String(list.length > 0));
    errors.replaceChildren(...list.map((it) => {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = it.line ? `line ${it.line}, column ${it.column}: ${it.message}` : it.message;
      button.addEventListener("click", () => goTo(it.line));
      item.append(button);
      return item;
    }));
  };
  const goTo = (line) => {
    const lines = rule.value.split("\n");
    const from = lines.slice(0, (line || 1) - 1).join("\n").length + (line > 1 ? 1 : 0);
    rule.focus();
    rule.setSelectionRange(from, from + (lines[(line || 1) - 1] || "").length);
  };

  const look = () => {
    const count = rule.value.split("\n").length;
    while (numbers.children.length > count) numbers.lastChild.remove();
    while (numbers.children.length < count) {
      const number = document.createElement("span");
      number.textContent = numbers.children.length + 1;
      numbers.append(number);
    }
    numbers.scrollTop = rule.scrollTop;
    rule.disabled = ruleFile === null;
    undo.disabled = !isEdited();
    save.disabled = !folder || ruleFile === null;
  };

  const WHOSE = { yours: "yours", shipped: "shipped with the program", start: "new: nobody has written it yet" };
  const bySaved = (said) => {
    isNew = false;
    [host, ruleFile, onDisk] = [said.host, said.rule_name, said.rule_text ?? ""];
    at("rule-name").textContent = ruleFile ?? "";
    at("rule-from").textContent = ruleFile ? `· ${WHOSE[said.rule_from]}` : "· give the address of the page: it picks the rule";
    put(said.fragment);
    before = new Map([...blocks()].map(([key, block]) => [key, { label: block.dataset.label, kept: isKept(block) }]));
    const typed = drafts.get(ruleFile) ?? onDisk;
    if (rule.value !== typed) rule.value = typed;
    changes.textContent = "";
    next.hidden = true;
    look();
    showErrors([]);
    if (isEdited()) explain(true);
  };
  const byTyped = (said) => {
    showErrors(said.errors);
    if (said.fragment === null) return;
    put(said.fragment);
    mark();
  };

  // An answer that comes after a later question is of no use.
  const explain = async (wantsTyped) => {
    clearTimeout(timer);
    if (!page) return;
    const isTyped = wantsTyped && !isNew;
    isNew ||= !isTyped;
    asked += 1;
    const mine = asked;
    running?.abort();
    running = new AbortController();
    document.querySelector("main").ariaBusy = "true";
    try {
      const body = { ...page, url: url.value };
      const said = await post("/explain", isTyped ? { ...body, host, rule: rule.value } : body, running.signal);
      if (mine !== asked) return;
      if (isTyped) byTyped(said); else bySaved(said);
      if (told.classList.contains("bad")) tell("");
    } catch (error) {
      if (mine === asked) tell(error.message, true);
    }
    if (mine === asked) document.querySelector("main").ariaBusy = "false";
  };
  const soon = (isTyped) => {
    isNew ||= !isTyped;
    // What is under way was asked before this key: its answer comes too late.
    asked += 1;
    running?.abort();
    clearTimeout(timer);
    timer = setTimeout(() => explain(isTyped), PAUSE);
  };

  const keep = () => {
    // A page too large to be kept is dropped again by hand after a reload.
    try { sessionStorage.setItem("page", JSON.stringify({ page, url: url.value, name: name.textContent })); } catch { sessionStorage.clear(); }
  };
  const take = async (chosen) => {
    if (chosen.size > LARGEST) return tell(`${chosen.name} has more than ${LARGEST >> 20} MiB: no page is so large`, true);
    const bytes = await chosen.arrayBuffer();
    try {
      page = { html: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
    } catch {
      // The server reads old encodings.
      const reader = new FileReader();
      await new Promise((done) => { reader.onload = done; reader.readAsDataURL(chosen); });
      page = { bytes: reader.result.slice(reader.result.indexOf(",") + 1) };
    }
    name.textContent = `${chosen.name}, ${Math.ceil(chosen.size / 1024)} KiB`;
    html.value = "";
    keep();
    explain(false);
  };

  const store = async () => {
    if (!folder) return tell("Nothing is saved: start it as tinsach serve --rules DIR", true);
    if (ruleFile === null) return tell("Nothing to save: give a page and its address first", true);
    const [text, to] = [rule.value, ruleFile];
    try {
      const said = await post("/save", { host, rule: text });
      if (drafts.get(to) === text) drafts.delete(to);
      await explain(false);
      tell(said.message);
    } catch (error) {
      if (error.errors) showErrors(error.errors);
      tell(error.message, true);
    }
  };

  file.addEventListener("change", () => { if (file.files[0]) take(file.files[0]); });
  html.addEventListener("input", () => { page = html.value ? { html: html.value } : null; name.textContent = "pasted"; keep(); soon(false); });
  url.addEventListener("input", () => { keep(); soon(false); });
  rule.addEventListener("input", () => { drafts.set(ruleFile, rule.value); look(); soon(true); });
  rule.addEventListener("scroll", () => { numbers.scrollTop = rule.scrollTop; });
  save.addEventListener("click", store);
  undo.addEventListener("click", () => { drafts.delete(ruleFile); explain(false); });
  next.addEventListener("click", () => {
    const all = [...document.querySelectorAll(".blocks > .changed:not([hidden])")];
    const now = all.indexOf(document.querySelector(".blocks > .changed.seen"));
    all.forEach((block) => block.classList.remove("seen"));
    const block = all[(now + 1) % all.length];
    if (!block) return;
    block.classList.add("seen");
    block.focus();
    block.scrollIntoView({ block: "center" });
  });
  document.querySelector(".tools").addEventListener("submit", (event) => event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s") { event.preventDefault(); store(); }
  });
  const hasFile = (event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener("dragover", (event) => { if (hasFile(event)) { event.preventDefault(); document.body.classList.add("over"); } });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    document.body.classList.remove("over");
    if (!hasFile(event)) return;
    event.preventDefault();
    take(event.dataTransfer.files[0]);
  });
  addEventListener("beforeunload", (event) => { if (isEdited()) event.preventDefault(); });

  if (!folder) tell("Nothing can be saved: for that, start it as tinsach serve --rules DIR");
  else tell(`Rules are saved to ${folder}`);
  look();
  const kept = JSON.parse(sessionStorage.getItem("page") || "null");
  if (kept?.page) {
    [page, url.value, name.textContent] = [kept.page, kept.url, kept.name];
    if (kept.page.html && kept.name === "pasted") html.value = kept.page.html;
    explain(false);
  }
})();
