/**
 * The look of every card, by day and by night, on a phone and on a desk; also what a user sees in Anki's own editor of
 * card types. Nothing that has to be fetched, and every selector names `.card`, so that the preview can show cards within a
 * page.
 */
export const cardCss = `.card {
  --ink: #1c2226;
  --quiet: #5c666e;
  --paper: #fdfdfb;
  --wash: #f1f3f1;
  --line: #d9dedb;
  --accent: #0b656d;
  --mark: #fdeeb0;
  --good: #cdeed6;
  --bad: #fbd5d0;
  --right: #1d6a40;
  --doubt: #8a5a00;
  --wrong: #b42318;
  --keyword: #9a2c68;
  --string: #1d6a40;
  --number: #8f4700;
  --name: #1857a8;
  background-color: var(--paper);
  color: var(--ink);
  font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  font-size: 18px;
  line-height: 1.5;
  text-align: left;
  overflow-wrap: break-word;
}
.card.nightMode, .card.night_mode, .nightMode .card, .night_mode .card {
  --ink: #e4e7e8;
  --quiet: #a2abb1;
  --paper: #1d2124;
  --wash: #282d31;
  --line: #3c4347;
  --accent: #74cfd4;
  --mark: #5a4b12;
  --good: #1f4a30;
  --bad: #5c2723;
  --right: #8fd3a4;
  --doubt: #f0c06a;
  --wrong: #ff9d94;
  --keyword: #f097c4;
  --string: #8fd3a4;
  --number: #f0b581;
  --name: #8cbcff;
}

.card .leaf { max-width: 38em; margin: 0 auto; padding: 8px 4px; }
.card .leaf .leaf { padding: 0; }

.card .question { font-size: 1.12em; font-weight: 600; line-height: 1.4; }
.card .question code { font-weight: inherit; }
.card .question > p, .card .question > ul, .card .question > ol, .card .question > blockquote, .card .question > .table {
  font-size: 0.9em;
  font-weight: 400;
  line-height: 1.5;
}
.card .asked .hint { display: none; }
.card hr { height: 0; margin: 1.2em 0; border: 0; border-top: 1px solid var(--line); background: none; }
.card .extra { margin-top: 1.2em; color: var(--quiet); font-size: 0.92em; }
.card .source {
  margin-top: 2.2em;
  color: var(--quiet);
  font-size: 0.72em;
  line-height: 1.4;
}
.card .source a { color: inherit; }

.card .hint { margin-top: 1.4em; font-size: 0.88em; }
.card .hint summary {
  display: inline-block;
  padding: 0.3em 1em;
  border: 1px solid var(--line);
  border-radius: 2em;
  color: var(--quiet);
  cursor: pointer;
  list-style: none;
}
.card .hint summary::-webkit-details-marker { display: none; }
.card .hint > div { margin-top: 0.7em; }

.card .evidence {
  margin-top: 1.4em;
  padding: 0.7em 0.9em;
  border-radius: 8px;
  background: var(--wash);
  font-size: 0.88em;
}
.card .evidence .label { color: var(--accent); font-size: 0.82em; font-weight: 600; }
.card .evidence pre { margin: 0.4em 0 0; padding: 0; }
.card .evidence .verdict { font-weight: 600; }
.card .evidence .holds { color: var(--right); }
.card .evidence .partly { color: var(--doubt); }
.card .evidence .fails { color: var(--wrong); }
.card .evidence .about { margin-top: 0.6em; }
.card .evidence .rerun { margin-top: 0.4em; color: var(--quiet); font-size: 0.9em; }
.card .evidence details { margin: 0.5em 0 0; }
.card .evidence summary { color: var(--quiet); cursor: pointer; font-size: 0.85em; }
.card .evidence .ladder { margin-top: 0.5em; overflow-x: auto; }
/* As wide as it is drawn: a phone scrolls it. Its colours are the card's, whatever the system's are. */
.card .evidence .sockrates-ladder {
  max-width: none;
  --ink: inherit;
  --quiet: inherit;
  --rule: var(--line);
  --wrong: inherit;
  --asked: var(--doubt);
  --sleep: var(--line);
}

.card p, .card ul, .card ol, .card dl, .card pre, .card blockquote, .card .table, .card details { margin: 0.7em 0; }
.card .leaf > div > :first-child { margin-top: 0; }
.card .leaf > div > :last-child { margin-bottom: 0; }
.card ul, .card ol { padding-left: 1.35em; }
.card li { margin: 0.25em 0; }
.card li > ul, .card li > ol { margin: 0.25em 0; }
.card li > .checkbox { margin-right: 0.15em; }
.card h1, .card h2, .card h3, .card h4, .card h5, .card h6 { margin: 1.2em 0 0.4em; font-size: 1em; line-height: 1.35; }
.card h1, .card h2, .card h3 { font-size: 1.08em; }
.card h5, .card h6 { color: var(--quiet); }
.card img { max-width: 100%; height: auto; border-radius: 4px; }
.card.nightMode img, .card.night_mode img { background: #f4f4f1; }
/* Formulas, as Anki's MathJax sets them. */
.card mjx-container { max-width: 100%; overflow-x: auto; overflow-y: hidden; }
.card a { color: var(--accent); }
.card .concept { color: inherit; text-decoration: underline dotted var(--quiet) 1px; text-underline-offset: 0.2em; }
.card sup, .card sub { line-height: 0; }
.card mark { padding: 0 0.15em; border-radius: 3px; background: var(--mark); color: inherit; }
.card kbd {
  padding: 0.1em 0.4em;
  border: 1px solid var(--line);
  border-bottom-width: 2px;
  border-radius: 5px;
  font-family: inherit;
  font-size: 0.85em;
}
.card .missing { padding: 0 0.3em; border: 1px dashed var(--quiet); border-radius: 4px; color: var(--quiet); font-size: 0.88em; }
.card blockquote { margin-left: 0; margin-right: 0; padding-left: 0.9em; border-left: 3px solid var(--line); }
.card .callout { padding: 0.6em 0.9em; border-left-color: var(--accent); border-radius: 0 8px 8px 0; background: var(--wash); }
.card .callout-title { margin: 0; font-weight: 600; }
.card .callout > :last-child { margin-bottom: 0; }
.card .footnotes { margin-top: 1em; padding-top: 0.5em; border-top: 1px solid var(--line); color: var(--quiet); font-size: 0.8em; }

.card .table { overflow-x: auto; }
.card table { border-collapse: collapse; font-size: 0.92em; line-height: 1.4; }
.card th, .card td { padding: 0.45em 0.9em 0.45em 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.card th { color: var(--quiet); font-weight: 600; }
.card [align="center"] { text-align: center; }
.card [align="right"] { text-align: right; }

.card code, .card pre, .card #typeans {
  font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Roboto Mono", "DejaVu Sans Mono", monospace;
}
.card code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--wash); font-size: 0.88em; }
.card pre {
  padding: 0.8em 1em;
  border-radius: 8px;
  background: var(--wash);
  font-size: 0.82em;
  font-weight: 400;
  line-height: 1.5;
  text-align: left;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  tab-size: 4;
}
.card pre code { padding: 0; background: none; font-size: 1em; font-weight: 400; }
.card .hljs-comment, .card .hljs-quote, .card .hljs-meta { color: var(--quiet); }
.card .hljs-keyword, .card .hljs-selector-tag, .card .hljs-section, .card .hljs-operator { color: var(--keyword); }
.card .hljs-string, .card .hljs-regexp, .card .hljs-addition, .card .hljs-symbol { color: var(--string); }
.card .hljs-number, .card .hljs-literal, .card .hljs-deletion { color: var(--number); }
.card .hljs-title, .card .hljs-type, .card .hljs-attr, .card .hljs-built_in { color: var(--name); }

.card .cloze { color: var(--accent); font-weight: 600; }
.card .cloze code, .card .callout code, .card .evidence code { background: none; padding: 0; }

.card .typed { margin-top: 1em; }
.card #typeans { font-size: 1em; }
.card input#typeans {
  box-sizing: border-box;
  width: 100%;
  padding: 0.5em 0.7em;
  border: 1px solid var(--quiet);
  border-radius: 8px;
  background: var(--paper);
  color: var(--ink);
}
.card code#typeans { display: block; padding: 0.5em 0.7em; border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; }
.card .typeGood { background: var(--good); color: var(--ink); }
.card .typeBad { background: var(--bad); color: var(--ink); }
.card .typeMissed { background: none; color: var(--quiet); }
.card .typed + .answer { margin-top: 1em; }
/* A plain answer stands in Anki's comparison already. */
.card .typed + .answer:not(:has(img, p, ul, ol, pre, a, .table)) { display: none; }
.card .accepted { margin-top: 0.5em; color: var(--quiet); font-size: 0.88em; }
`;
