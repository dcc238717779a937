/** The page around the cards. Day and night are chosen by two radio buttons, for the page has no script. */
export const pageCss = `
:root {
  color-scheme: light dark;
  --page: #e9ece9;
  --page-ink: #1c2226;
  --page-quiet: #545e65;
  --page-line: #c8cfcb;
}
@media (prefers-color-scheme: dark) {
  :root { --page: #121517; --page-ink: #e4e7e8; --page-quiet: #9aa4aa; --page-line: #343b3f; }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto;
  padding: 24px 16px 64px;
  max-width: 1560px;
  background: var(--page);
  color: var(--page-ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  overflow-wrap: break-word;
}
h1 { margin: 0; font-size: 26px; line-height: 1.25; }
.counts { margin: 4px 0 20px; color: var(--page-quiet); }
.choice { position: absolute; opacity: 0; }
.choices { display: inline-flex; margin-bottom: 8px; border: 1px solid var(--page-line); border-radius: 8px; overflow: hidden; }
.choices label { padding: 5px 14px; color: var(--page-quiet); cursor: pointer; }
.choices label + label { border-left: 1px solid var(--page-line); }
#both:checked ~ .choices label[for="both"],
#day:checked ~ .choices label[for="day"],
#night:checked ~ .choices label[for="night"] { background: var(--page-ink); color: var(--page); }
.choice:focus-visible ~ .choices { outline: 2px solid var(--page-ink); outline-offset: 2px; }
#day:checked ~ main .by-night, #night:checked ~ main .by-day { display: none; }
.decks { margin: 12px 0; }
.decks ul { margin: 8px 0 0; padding-left: 20px; columns: 280px; }
.page a { color: inherit; }
h2 { margin: 44px 0 0; font-size: 20px; line-height: 1.3; }
h3 { margin: 26px 0 0; font-size: 15px; font-weight: 600; }
h2 small, h3 small { color: var(--page-quiet); font-size: 13px; font-weight: 400; }
.sheet { margin: 10px 0 26px; }
.facts { display: flex; flex-wrap: wrap; gap: 2px 14px; margin-bottom: 6px; color: var(--page-quiet); font-size: 12.5px; }
.facts code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
.sides { display: grid; gap: 10px; grid-template-columns: repeat(4, minmax(0, 1fr)); }
#day:checked ~ main .sides, #night:checked ~ main .sides { grid-template-columns: repeat(2, minmax(0, 1fr)); }
@media (max-width: 1360px) { .sides { grid-template-columns: repeat(2, minmax(0, 1fr)); } }
@media (max-width: 620px) {
  .sides, #day:checked ~ main .sides, #night:checked ~ main .sides { grid-template-columns: minmax(0, 1fr); }
}
.page .card { min-width: 0; padding: 10px 14px 14px; border: 1px solid var(--page-line); border-radius: 10px; overflow: hidden; }
.tex { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: 0.88em; font-style: italic; }
.page audio { width: 100%; }
@media print { .choices, .decks { display: none; } .sheet { break-inside: avoid; } }
`;
