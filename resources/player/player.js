// SPDX-License-Identifier: GPL-3.0-or-later
// The player of one page. It reads the constant `data`, which stands before it.
(() => {
const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

/// An element with properties; children are elements or texts.
function make(name, {ariaLabel, ...properties} = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  if (ariaLabel) element.setAttribute("aria-label", ariaLabel);
  element.append(...children);
  return element;
}

function shape(name, attributes, text = "") {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  setAll(element, attributes);
  element.textContent = text;
  return element;
}

function setAll(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function icon(name) {
  const holder = document.createElement("template");
  holder.innerHTML = data.icons[name] ?? data.icons.unknown;
  return holder.content.firstChild;
}

const cards = all(".thread");
const stateRows = all(".state .row");
const tabs = all("[data-tab]");
const slider = one("#slider");
const dialog = one("#dialog");

let number = 0; // of the walk
let walk = data.walks[0];
let at = 0; // position, from the first one that the page has
let timer = 0; // of play
let isPrinting = false;
let tab = "";
const quiz = {on: false, results: new Map(), wrong: null, right: -1};

// The values of the shared state at every position; the page has only what changes.
for (const each of data.walks) {
  let values = [];
  each.values = each.state.map(changes => {
    values = values.slice();
    for (const [row, value] of changes) values[row] = value;
    return values;
  });
  each.turn = each.at.findIndex((place, i) =>
    i > 0 && place.fate === "doomed" && each.at[i - 1].fate === "open");
  each.isKnown = each.at.every(place => place.fate !== "unknown");
}

const last = () => walk.at.length - 1;
const stepNumber = position => walk.first + position;
const nameOf = thread => one(".name", cards[thread])?.textContent ?? "";
/// The question at the position, as long as it has no right answer. Only the first answer counts.
const question = () => quiz.on && walk.at[at].asked &&
  (!quiz.results.has(at) || quiz.wrong !== null) ? walk.at[at] : null;

// ---------------------------------------------------------------- moving

function go(position) {
  const to = Math.min(Math.max(position, 0), last());
  if (to !== at) {
    quiz.wrong = null;
    quiz.right = -1;
  }
  at = to;
  follow();
  render();
  report();
}

/// A text whose long names may be broken after an underscore.
const soft = text => text.split(/(\w{24,})/).flatMap((part, i) => i % 2 === 0 ? [part]
  : part.split(/(?<=_)/).flatMap(piece => [piece, make("wbr")]));

/// A step forward; where a question is open, its answer is shown. After a right answer it first
/// asks the next question.
function forward() {
  if (quiz.right === at && question()) {
    quiz.right = -1;
    render();
    return;
  }
  if (question() && !quiz.results.has(at)) quiz.results.set(at, "shown");
  go(at + 1);
}

function stop() {
  clearInterval(timer);
  timer = 0;
}

function play() {
  if (timer) {
    stop();
  } else if (!quiz.on) {
    if (at === last()) go(0);
    timer = setInterval(() => {
      go(at + 1);
      if (at === last() || at === walk.turn || walk.at[at].note) stop();
      render();
    }, 1200);
  }
  render();
}

function nextNote() {
  const found = walk.at.findIndex((place, i) => i > at && place.note);
  if (found >= 0 && !quiz.on) go(found);
}

/// Where there is room for one card only, it is that of the thread that has stepped.
function follow() {
  const thread = String(walk.at[at].stepped ?? "");
  if (tab !== "state" && tabs.some(each => each.dataset.tab === thread)) tab = thread;
}

// ---------------------------------------------------------------- drawing

function render() {
  const place = walk.at[at];
  for (const counter of all(".counter"))
    counter.replaceChildren(make("b", {}, String(stepNumber(at))), ` / ${stepNumber(last())}`);
  renderState();
  renderTabs(); // before the cards: only what is shown has a size to scroll in
  cards.forEach((card, thread) => renderCard(card, place.threads[thread], thread));
  renderTimelines();
  renderNarration(place);
  renderControls();
  renderAddress();
  for (const section of all(".timeline")) {
    if (section.hidden) continue;
    all("li", section).forEach((item, i) => {
      item.hidden = quiz.on && i > at && !isPrinting;
      item.toggleAttribute("aria-current", i === at);
      if (i === at) item.setAttribute("aria-current", "step");
    });
  }
}

function fillPill(pill, look) {
  pill.className = pill.className.replace(/\blook-\w+/g, "").trim() + ` look-${look.look}`;
  pill.replaceChildren(icon(look.icon), make("span", {}, look.text));
}

const originals = new Map(); // of lines with a part in bold

function renderCard(card, place, thread) {
  fillPill(one(".status", card), place);
  const lines = all(".code > *", card);
  const executed = walk.executed[thread];
  for (const [line, nodes] of originals)
    if (lines.includes(line)) {
      one("code", line).replaceChildren(...nodes);
      originals.delete(line);
    }
  lines.forEach((line, i) => {
    if (line.className === "fn") return;
    const isCurrent = i === place.line;
    line.classList.toggle("current", isCurrent);
    line.classList.toggle("caller", (place.callers ?? []).includes(i));
    line.classList.toggle("executed", executed[i] >= 0 && executed[i] <= stepNumber(at));
    if (isCurrent) line.setAttribute("aria-current", "true");
    else line.removeAttribute("aria-current");
  });
  const current = lines[place.line];
  if (current) {
    embolden(current, place.from, place.to);
    keepInView(one(".code", card), current.offsetTop, current.offsetHeight);
  }
  one(".answers", card).replaceChildren(...answersOf(thread));
}

/// The part [from, to) of a line in bold; what is in it stays coloured.
function embolden(line, from, to) {
  const code = one("code", line);
  originals.set(line, [...code.cloneNode(true).childNodes]);
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  const parts = [];
  for (let begin = 0, node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.data.length;
    parts.push([node, Math.max(from - begin, 0), Math.min(to - begin, length)]);
    begin += length;
  }
  for (const [node, begin, end] of parts) {
    if (begin >= end) continue;
    const part = node.splitText(begin);
    part.splitText(end - begin);
    const bold = make("b");
    part.replaceWith(bold);
    bold.append(part);
  }
}

/// Scrolls so that a part is in the middle third, if it is not.
function keepInView(box, top, height) {
  const room = box.clientHeight;
  const above = top - box.scrollTop;
  if (above < room / 3 || above + height > room * 2 / 3) box.scrollTop = top + height / 2 - room / 2;
}

function valueNodes(value) {
  if (value === undefined || typeof value === "string") return [value ?? ""];
  if (value.weak !== undefined) return [make("span", {className: "weak"}, value.weak)];
  const look = value.flags ? "chip flag" : "chip";
  return (value.flags ?? value.chips).map(name => make("span", {className: look}, name));
}

const plainText = value => typeof value === "string" ? value
  : value.weak ?? (value.flags ?? value.chips).join(", ");

function renderState() {
  const section = one(".state");
  if (!section) return;
  const values = walk.values[at], before = at > 0 ? walk.values[at - 1] : values;
  let changes = 0;
  stateRows.forEach((row, i) => {
    const isChanged = values[i] !== before[i];
    changes += isChanged ? 1 : 0;
    row.classList.toggle("changed", isChanged);
    const nodes = valueNodes(values[i]);
    one("dd", row).replaceChildren(...(isChanged
      ? [make("s", {}, plainText(before[i])), " → ", make("b", {}, ...nodes)] : nodes));
  });
  one(".what", section).textContent = at === 0 ? "" : changes === 0
    ? `Step ${stepNumber(at)} changed nothing` : `Changed by step ${stepNumber(at)}`;
  section.classList.toggle("changed", changes > 0);
}

function renderTimelines() {
  const section = one(`.timeline[data-walk="${number}"]`);
  scrollTimeline(one(".pictures", section));
  for (const [name, places] of Object.entries(walk.places))
    renderTimeline(one(`.${name}`, section), places);
}

function scrollTimeline(box) {
  const shown = all(".wide, .narrow", box).find(each => each.offsetHeight > 0);
  if (!shown) return;
  const places = walk.places[shown.className];
  keepInView(box, one(".lanes", shown).clientHeight + (places.cuts[at] ?? 0), places.gap);
  const lane = places.lanes?.[walk.at[at].lane];
  if (lane && lane[0] - places.columns < box.scrollLeft) box.scrollLeft = lane[0] - places.columns;
  if (lane && lane[1] > box.scrollLeft + box.clientWidth)
    box.scrollLeft = lane[1] - box.clientWidth;
}

function renderTimeline(box, places) {
  const body = one(".body", box), past = one(".past", body), seam = one(".seam", body),
    future = one(".future", body), under = one(".under", body), over = one(".over", body);
  const isEnd = at === last() || isPrinting;
  const cut = places.cuts[at], {gap, width, height} = places;
  const show = (element, isShown) => isShown ? element.removeAttribute("hidden")
    : element.setAttribute("hidden", "");
  // One pixel less, for the line above the point of no return lies on the border of two rows.
  past.setAttribute("height", isEnd ? height : Math.max(cut - 1, 0));
  show(past, isEnd || at > 0);
  show(seam, !isEnd && at > 0);
  show(future, !isEnd && !quiz.on);
  setAll(seam, {y: cut - 1, viewBox: `0 ${cut - 3} ${width} 1`});
  const rest = Math.max(height - cut + 1, 0);
  setAll(future, {y: cut + gap - 1, height: rest, viewBox: `0 ${cut + gap - 1} ${width} ${rest}`});
  under.replaceChildren();
  over.replaceChildren();
  if (at > 0 && !isPrinting) {
    const [top, bottom] = places.rows[at - 1];
    under.append(shape("rect", {x: 0, y: top, width, height: bottom - top, class: "f-accBg"}));
  }
  if (isEnd) return;
  const y = cut + gap / 2, tip = places.numbers + 9, fate = walk.at[at].fate;
  const strip = {safe: [5, "f-safe"], open: [8, "f-open"], doomed: [9, "f-doom"]}[fate];
  if (strip && at > 0)
    over.append(shape("rect", {x: places.strip - strip[0] / 2, y: cut - 1, width: strip[0],
      height: gap, class: strip[1]}));
  over.append(
    shape("path", {d: `M0 ${y}L${width} ${y}`, class: "f0 s-acc", "stroke-width": 2}),
    shape("path", {class: "f-acc",
      d: `M2 ${y - 8}L${tip - 7} ${y - 8}L${tip} ${y}L${tip - 7} ${y + 8}L2 ${y + 8}Z`}),
    shape("text", {x: (tip - 3) / 2, y: y + 4, class: "flag-text mid"}, "now"));
  if (quiz.on) over.append(...hiddenBox(places, cut + gap, box.parentElement));
}

/// Where the future is hidden: what is asked, and how much is hidden.
function hiddenBox(places, top, {scrollLeft, clientWidth}) {
  const left = scrollLeft + places.columns + 5;
  const right = Math.min(places.width, scrollLeft + (clientWidth || places.width)) - 8, rest = last() - at - 1;
  const text = question() ? `Who takes step ${stepNumber(at + 1)}?` : "What comes next is hidden.";
  const more = !question() && right - left < 400 ? "" : rest === 0 ? "the last step" : rest === 1 ? "1 more is hidden" : `${rest} more are hidden`;
  return [
    shape("text", {x: places.numbers, y: top + 25, class: "t14 f-text3 end"},
      String(stepNumber(at + 1))),
    shape("rect", {x: left, y: top + 2, width: right - left, height: 38, rx: 5,
      class: "f-panel s-acc quiz-box", "stroke-width": 2}),
    shape("text", {x: left + 14, y: top + 26, class: "f-acc question-mark"}, "?"),
    shape("text", {x: left + 32, y: top + 25, class: "t1 f-accText"}, text),
    shape("text", {x: right - 12, y: top + 25, class: "t3 f-text3 end more"}, more)];
}

function renderStrip() {
  const parts = [];
  for (let i = 1; i <= last(); ++i) {
    const isWalked = i <= at;
    const kind = !isWalked && quiz.on ? "hidden-fate" : walk.at[i].fate + (isWalked ? "" : " ahead");
    const before = parts[parts.length - 1];
    if (before?.kind === kind) ++before.steps;
    else parts.push({kind, steps: 1});
  }
  one(".strip").replaceChildren(...parts.map(part => {
    const element = make("span", {className: part.kind});
    element.style.flexGrow = part.steps;
    return element;
  }));
}

function renderControls() {
  renderStrip();
  slider.max = last();
  slider.value = at;
  slider.setAttribute("aria-valuetext", `Step ${stepNumber(at)} of ${stepNumber(last())}`);
  one("#begin").disabled = one("#back").disabled = at === 0;
  one("#forward").disabled = at === last();
  one("#forward span").textContent = question() ? "Show" : "Forward";
  one("#forward").setAttribute("aria-label", question() ? "Show the answer" : "Forward");
  one("#play").disabled = quiz.on;
  one("#play").replaceChildren(icon(timer ? "pause" : "play"));
  one("#play").setAttribute("aria-label", timer ? "Pause" : "Play");
  one("#quiz")?.setAttribute("aria-checked", String(quiz.on));
  document.body.classList.toggle("asking", quiz.on);
  const pill = one("#ending"), {variant} = walk.ending;
  pill.hidden = quiz.on && !variant;
  fillPill(pill, quiz.on ? {look: "plain", icon: "question", text: variant} : walk.ending);
}

function renderTabs() {
  const bar = one(".tabs");
  if (!bar) return;
  for (const each of tabs) each.classList.toggle("chosen", each.dataset.tab === tab);
  for (const button of all("button", bar)) {
    const isChosen = button.dataset.for === tab;
    button.setAttribute("aria-selected", String(isChosen));
    button.tabIndex = isChosen ? 0 : -1;
    const thread = walk.at[at].threads[button.dataset.for];
    const dot = one(".dot", button);
    if (thread) dot.replaceChildren(icon(thread.icon));
    else dot.className = one(".state").classList.contains("changed") ? "dot changed" : "dot";
  }
}

function renderAddress() {
  try {
    const address = at === 0 ? location.pathname + location.search : `#${stepNumber(at)}`;
    if (location.hash !== (at === 0 ? "" : address)) history.replaceState(null, "", address);
  } catch {
    // Some frames may not change their address.
  }
}

// ---------------------------------------------------------------- what is told

function renderNarration(place) {
  const box = one(".narration");
  const isEnd = at === last();
  let look = place.fate === "doomed" ? "doomed" : place.fate === "safe" && isEnd ? "safe" : "plain";
  let mark = place.fate, say = [place.say], why = [place.why], choices = [];
  const asked = question();
  if (quiz.on && quiz.wrong !== null && asked) {
    const wrong = asked.answers[quiz.wrong];
    look = mark = "error";
    say = [`Not ${threadName(wrong)}.`];
    why = [wrong.why, make("br"), make("b", {}, "Try again"), ", or show the answer."];
  } else if (quiz.on && quiz.right === at) {
    look = mark = "safe";
    say = [`Right: ${quiz.name}.`];
    why = [place.say, " ", place.why];
  } else if (asked) {
    look = "asking";
    mark = "question";
    say = [`Who takes step ${stepNumber(at + 1)}?`];
    why = [at === 0 ? "Choose an answer, or show it." : `${place.say} ${place.why}`];
  } else if (quiz.on) {
    mark = "question";
    look = "plain";
    if (!isEnd) why = [place.why, " Nothing is asked about the next step: go forward."];
  }
  if (quiz.on && isEnd && quiz.results.size > 0) {
    look = "plain";
    mark = "question";
    say = summary();
    why = [place.say, " ", place.why];
  }
  if (asked) choices = asked.answers.map((_, i) => answerButton(i));
  box.className = `narration script look-${look}`;
  one(".mark", box).replaceChildren(icon(mark === "error" ? "cross" : mark));
  const softly = parts => parts.flatMap(part => typeof part === "string" ? soft(part) : [part]);
  one(".say", box).replaceChildren(...softly(say));
  one(".why", box).replaceChildren(...softly(why));
  one(".noted", box).replaceChildren(...(place.note && !quiz.on ? [icon("note"), place.note] : []));
  one(".choices", box)?.remove();
  if (choices.length) box.append(make("div", {className: "choices"}, ...choices));
  one(".score", box).replaceChildren(...(quiz.on ? score() : []));
}

const threadName = answer => answer.says.replace(/ goes next$/, "");
const answered = () => [...quiz.results].filter(([, result]) => result !== "shown");
const rightOnes = () => answered().filter(([, result]) => result === "right");

/// How many questions the walk has.
const questions = () => walk.at.filter(place => place.asked).length;

function score() {
  const results = answered();
  const pips = results.slice(-8).map(([, result]) => make("span", {className: `pip ${result}`},
    icon(result === "right" ? "check" : "cross")));
  return [
    make("p", {className: "sum"}, ...(results.length === 0 ? ["No answer yet"]
      : [make("b", {}, `${rightOnes().length} of ${results.length}`), " right"])),
    make("p", {className: "pips"}, ...pips),
    make("p", {className: "keys"}, make("kbd", {}, "Space"), " show ", make("kbd", {}, "Q"),
      " stop asking")];
}

/// "4 of 5. The one you missed decided it: step 13."
function summary() {
  const results = answered(), missed = results.filter(([, result]) => result !== "right");
  const open = questions() - results.length;
  if (results.length === 0) return ["No question was answered."];
  const sum = `${rightOnes().length} of ${results.length}${open === 0 ? "" : `, ${open} not answered`}.`;
  if (missed.length === 0) return [open === 0 ? `${sum} All right.` : sum];
  const link = ([position]) => make("button", {className: "link", type: "button",
    onclick: () => go(position + 1)}, `step ${stepNumber(position + 1)}`);
  const decisive = missed.find(([position]) => position + 1 === walk.turn);
  if (decisive && missed.length === 1)
    return [`${sum} The one you missed decided it: `, link(decisive), "."];
  if (decisive) return [`${sum} One that you missed decided it: `, link(decisive), "."];
  return [`${sum} The first that you missed: `, link(missed[0]), "."];
}

function answersOf(thread) {
  const asked = question();
  return asked ? asked.answers.flatMap((answer, i) =>
    answer.thread === thread ? [answerButton(i)] : []) : [];
}

function answerButton(i) {
  const answer = question().answers[i], isWrong = quiz.wrong === i;
  const hasCard = answer.thread < cards.length;
  return make("button", {
    className: `answer${isWrong ? " wrong" : ""}${hasCard ? " in-card" : ""}`, type: "button",
    ariaLabel: `Answer ${i + 1}: ${answer.says}, ${answer.statement}${isWrong ? ", wrong" : ""}`,
    onclick: () => choose(i)},
    make("kbd", {}, String(i + 1)),
    make("span", {className: "both"}, make("b", {}, answer.says), make("code", {}, answer.statement)),
    ...(isWrong ? [make("span", {className: "no"}, icon("cross"), "No")] : []));
}

function choose(i) {
  const asked = question();
  if (!asked || !asked.answers[i]) return;
  const answer = asked.answers[i];
  const isFirst = quiz.wrong === null;
  if (!answer.right) {
    if (isFirst) quiz.results.set(at, "wrong");
    quiz.wrong = i;
    render();
    report();
    return;
  }
  if (isFirst) quiz.results.set(at, "right");
  go(at + 1);
  quiz.right = at;
  quiz.name = threadName(answer);
  render();
  one(".narration").classList.add("fresh");
  setTimeout(() => one(".narration").classList.remove("fresh"), 1000);
}

function toggleQuiz() {
  if (!data.quiz) return;
  if (!quiz.on && !walk.at.some(place => place.asked)) {
    showDialog("What happens next?", make("p", {}, walk.isKnown
      ? "Nothing is asked in this walk: at each step, all that can happen leads to the same."
      : "The fates of this walk are not known, because the search for them was not complete. " +
        "So nothing can be asked."));
    return;
  }
  stop();
  Object.assign(quiz, {on: !quiz.on, results: new Map(), wrong: null, right: -1});
  render();
}

// ---------------------------------------------------------------- dialogs

function showDialog(title, ...content) {
  const close = make("button", {type: "button", className: "close", ariaLabel: "Close",
    onclick: () => dialog.close()}, icon("cross"));
  dialog.replaceChildren(make("h2", {id: "dialog-title"}, title, close), ...content);
  if (!dialog.open) dialog.showModal();
}

const field = text => make("textarea", {value: text, readOnly: true, rows: 6, spellcheck: false,
  ariaLabel: "Text to copy"});

async function copy(text, button, title) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Frames and old browsers may refuse it; then the text is there to be copied by hand.
    showText(title, text);
    return;
  }
  const label = one("span", button), before = label.textContent;
  label.textContent = "Copied";
  setTimeout(() => { label.textContent = before; }, 2000);
}

function showText(title, text, ...more) {
  const area = field(text);
  showDialog(title, area, ...more);
  area.focus();
  area.select();
}

function showFile() {
  const address = URL.createObjectURL(new Blob([data.source], {type: "text/plain"}));
  const link = make("a", {href: address, download: data.file, className: "button"},
    "Download " + data.file);
  showText("Scenario file", data.source, link);
}

function showEmbed() {
  const quoted = text => text.replace(/[&<>"]/g, each =>
    ({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;"})[each]);
  const file = location.pathname.split("/").pop() || data.file.replace(/\.race$/, ".html");
  showText("Embed", `<iframe src="${quoted(file)}" title="${quoted(data.title)}" width="100%" ` +
    `height="${height()}" sandbox="allow-scripts" loading="lazy"></iframe>`,
    make("p", {}, "The player posts its height to the page around it, as ",
      make("code", {}, "{type: \"racewalk-height\", height: ...}"), "."));
}

function showKeys() {
  const rows = [["Left, Right", "one step back, forward"], ["Home, End", "to the start, to the end"],
    ["Space", data.quiz ? "play; while asking: show the answer" : "play"],
    ["N", "next note"], ["?", "this list"]];
  if (data.quiz) rows.splice(3, 0, ["Q", "ask what happens next"], ["1 to 9", "answer"]);
  showDialog("Keys", make("table", {}, ...rows.map(([key, what]) =>
    make("tr", {}, make("th", {scope: "row"}, make("kbd", {}, key)), make("td", {}, what)))));
}

// ---------------------------------------------------------------- the page around it

/// The height at which nothing needs to scroll, within reason.
function height() {
  const isNarrow = matchMedia("(max-width: 899px)").matches;
  if (isNarrow) return Math.ceil(one("main").scrollHeight + one(".head").offsetHeight +
    one(".narration").offsetHeight + one(".controls").offsetHeight + 24);
  return Math.min(Math.max(Math.ceil(walk.places.wide.height) + 290, 560), 1000);
}

function postHeight() {
  if (parent !== window) parent.postMessage({type: "racewalk-height", height: height()}, "*");
}

/// What a learning platform offers in a frame around this one; null if there is none.
function findPlatform() {
  for (const start of [window, window.opener]) {
    try {
      for (let frame = start, i = 0; frame && i < 10; frame = frame.parent, ++i) {
        if (frame.API) return frame.API;
        if (frame.parent === frame) break;
      }
    } catch {
      // A frame of another origin has none for us.
    }
  }
  return null;
}

const platform = data.scorm ? findPlatform() : null;

const told = new Map(); // what the platform knows, by name

/// Says whether the platform did not know it.
function tell(name, value) {
  if (told.get(name) === value) return false;
  told.set(name, value);
  try {
    platform.LMSSetValue(name, value);
  } catch {
    // The platform has gone.
  }
  return true;
}

/// What an earlier visit reached stays: a lesson that was completed, and a better score.
function recall() {
  try {
    isDone = ["completed", "passed"].includes(platform.LMSGetValue("cmi.core.lesson_status"));
    best = Number.parseFloat(platform.LMSGetValue("cmi.core.score.raw")) || 0;
  } catch {
    // The platform does not say.
  }
}

function report() {
  if (!platform) return;
  let isNew = false;
  if (answered().length > 0) {
    best = Math.max(best, Math.round(100 * rightOnes().length / questions()));
    for (const [name, value] of [["min", 0], ["max", 100], ["raw", best]])
      isNew = tell(`cmi.core.score.${name}`, String(value)) || isNew;
  }
  isDone ||= at === last();
  isNew = tell("cmi.core.lesson_status", isDone ? "completed" : "incomplete") || isNew;
  if (!isNew) return;
  try {
    platform.LMSCommit("");
  } catch {
    // The platform has gone.
  }
}
let isDone = false, best = 0;

// ---------------------------------------------------------------- keys, clicks, touch

function press(event) {
  if (dialog.open || event.ctrlKey || event.metaKey || event.altKey) return;
  const name = event.target.localName;
  if (name === "textarea" || name === "select") return;
  const isButton = ["button", "summary", "a"].includes(name);
  const isSlider = event.target === slider;
  const acts = {
    ArrowLeft: isSlider ? null : () => go(at - 1),
    ArrowRight: isSlider ? null : forward,
    Home: () => go(0),
    End: () => { if (!quiz.on) go(last()); },
    " ": isButton ? null : () => question() ? forward() : play(),
    q: toggleQuiz, n: nextNote, "?": showKeys,
  };
  const isDigit = /^[1-9]$/.test(event.key) && question();
  const act = isDigit ? () => choose(Number(event.key) - 1)
    : acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!act) return;
  event.preventDefault();
  if (!event.key.startsWith(" ")) stop();
  act();
}

function clickTimeline(event, section) {
  const box = event.target.closest(".wide, .narrow");
  const body = event.target.closest(".body");
  if (!box || !body) return;
  const places = walk.places[box.className];
  let y = (event.clientY - body.getBoundingClientRect().top) * places.width /
    body.getBoundingClientRect().width;
  if (at < last() && y > places.cuts[at]) y -= places.gap;
  const row = places.rows.findIndex(([top, bottom]) => y >= top && y < bottom);
  if (row >= 0 && !(quiz.on && row >= at)) {
    stop();
    go(row + 1);
  }
}

let touch = null;

function endTouch(event) {
  const end = event.changedTouches[0];
  if (!touch || !end) return;
  const across = end.clientX - touch.clientX, down = end.clientY - touch.clientY;
  touch = null;
  if (Math.abs(across) < 40 || Math.abs(across) < 2 * Math.abs(down)) return;
  stop();
  if (across < 0) forward();
  else go(at - 1);
}

function choosePlace() {
  const found = /^#(\d+)$/.exec(location.hash);
  const to = found ? Number(found[1]) - walk.first : at;
  go(quiz.on ? Math.min(to, at) : to);
}

function makeTabs() {
  if (tabs.length < 2) return;
  const choose = button => {
    tab = button.dataset.for;
    renderTabs();
    cards.forEach((card, thread) => renderCard(card, walk.at[at].threads[thread], thread));
  };
  const bar = make("div", {className: "tabs", role: "tablist"}, ...tabs.map(each => {
    const button = make("button", {type: "button", role: "tab", onclick: () => choose(button)},
      make("span", {}, one(".name", each)?.textContent ?? "State"),
      make("span", {className: "dot"}));
    button.dataset.for = each.dataset.tab;
    return button;
  }));
  bar.addEventListener("keydown", event => {
    const buttons = all("button", bar), now = buttons.indexOf(document.activeElement);
    const move = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (!move || now < 0) return;
    event.stopPropagation();
    const next = buttons[(now + move + buttons.length) % buttons.length];
    choose(next);
    next.focus();
  });
  one("main").prepend(bar);
  tab = tabs[0].dataset.tab;
}

function begin() {
  document.body.classList.remove("static");
  makeTabs();
  one("#begin").onclick = () => { stop(); go(0); };
  one("#back").onclick = () => { stop(); go(at - 1); };
  one("#forward").onclick = () => { stop(); forward(); };
  one("#play").onclick = play;
  slider.oninput = () => {
    stop();
    go(quiz.on ? Math.min(Number(slider.value), at) : Number(slider.value));
  };
  one("#replay").onclick = () => copy(walk.replay, one("#replay"), "Replay command");
  one("#embed").onclick = showEmbed;
  if (one("#file")) one("#file").onclick = showFile;
  if (one("#quiz")) one("#quiz").onclick = toggleQuiz;
  if (one("#walk")) one("#walk").onchange = event => {
    stop();
    number = Number(event.target.value);
    walk = data.walks[number];
    for (const section of all(".timeline")) section.hidden = Number(section.dataset.walk) !== number;
    Object.assign(quiz, {results: new Map(), wrong: null, right: -1});
    quiz.on = quiz.on && walk.at.some(place => place.asked);
    at = 0;
    go(0);
  };
  const menu = one("#menu"), actions = one("#actions");
  menu.onclick = () => menu.setAttribute("aria-expanded", String(actions.classList.toggle("open")));
  actions.addEventListener("click", () => {
    actions.classList.remove("open");
    menu.setAttribute("aria-expanded", "false");
  });
  document.addEventListener("keydown", press);
  for (const section of all(".timeline"))
    section.addEventListener("click", event => clickTimeline(event, section));
  for (const area of [one("main"), one(".narration")]) {
    area.addEventListener("touchstart", event => {
      touch = event.touches.length === 1 ? event.touches[0] : null;
    }, {passive: true});
    area.addEventListener("touchend", endTouch, {passive: true});
  }
  addEventListener("hashchange", choosePlace);
  addEventListener("beforeprint", () => { isPrinting = true; render(); });
  addEventListener("afterprint", () => { isPrinting = false; render(); });
  addEventListener("resize", () => render());
  if (platform) {
    try {
      platform.LMSInitialize("");
    } catch {
      // The platform does not answer.
    }
    recall();
    addEventListener("pagehide", () => {
      try {
        platform.LMSFinish("");
      } catch {
        // The platform has gone.
      }
    });
  }
  at = Math.max(0, Math.min(data.start - walk.first, last()));
  choosePlace();
  new ResizeObserver(postHeight).observe(document.body);
  postHeight();
}

begin();
})();
