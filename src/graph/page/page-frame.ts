import { escapeHtml } from './escape-html.ts';

/** The page without its data: from `<body>` on, to be closed by the caller. Its script fills it. */
export function pageFrame(title: string): string {
  const name = escapeHtml(title);
  return `<body>
<a class="skip" href="#list" id="skip">Skip to the list of concepts</a>
<header>
<h1><bdi>${name}</bdi> <small>concept map</small></h1>
<div class="searching">
<input id="search" type="search" role="combobox" aria-expanded="false" aria-controls="found" aria-autocomplete="list" aria-label="Search concepts" placeholder="Search concepts" autocomplete="off" spellcheck="false">
<div id="found" role="listbox" aria-label="Concepts found" hidden></div>
</div>
<div class="controls">
<div class="choices" role="group" aria-label="View">
<button type="button" id="view-map" aria-pressed="true">Map</button>
<button type="button" id="view-list" aria-pressed="false">List</button>
</div>
<label class="colour"><span aria-hidden="true">Colour by</span> <select id="colour" aria-label="Colour by" title="Colour by"></select></label>
<details id="filters">
<summary>Filters</summary>
<div class="sheet">
<fieldset><legend>Show</legend><div id="filter-kinds"></div></fieldset>
<fieldset><legend>Relations</legend><div id="filter-types"></div></fieldset>
</div>
</details>
<button type="button" id="theme" class="icon" aria-label="Dark colours" aria-pressed="false" title="Dark colours">${icons.theme}</button>
<button type="button" id="help-open" class="icon" aria-label="Help and keys" title="Help and keys">?</button>
</div>
</header>
<main>
<h2 class="unseen">Concepts</h2>
<div id="stage">
<canvas id="map" tabindex="0" role="application" aria-roledescription="concept map" aria-label="Map of the concepts. Shift and an arrow key walk from concept to concept, Enter opens one; the list view has them all as text."></canvas>
<details id="legend" open>
<summary>Legend</summary>
<ul id="legend-rows"></ul>
</details>
<div class="zoom" role="group" aria-label="Zoom">
<button type="button" id="zoom-in" aria-label="Zoom in" title="Zoom in (+)">${icons.plus}</button>
<button type="button" id="zoom-out" aria-label="Zoom out" title="Zoom out (−)">${icons.minus}</button>
<button type="button" id="zoom-fit" aria-label="Show all" title="Show all (0)">${icons.fit}</button>
</div>
</div>
<div id="list" tabindex="-1" role="region" aria-label="List of concepts"></div>
</main>
<aside id="panel" aria-label="Selected concept" hidden>
<div class="panel-bar">
<button type="button" id="focus" aria-pressed="false" title="Show only this concept, what it needs and what builds on it (f)">Focus</button>
<label class="unseen" for="depth">Steps shown in focus</label>
<select id="depth" title="Steps shown in focus"><option value="99">all steps</option><option value="1">1 step</option><option value="2">2 steps</option><option value="3">3 steps</option></select>
<span class="spring"></span>
<button type="button" id="step-back" class="icon" aria-label="Previous in study order" title="Previous in study order (p)">${icons.back}</button>
<button type="button" id="step-on" class="icon" aria-label="Next in study order" title="Next in study order (n)">${icons.on}</button>
<button type="button" id="panel-close" class="icon" aria-label="Close" title="Close (Esc)">${icons.close}</button>
</div>
<div id="panel-body"></div>
</aside>
<p id="said" class="unseen" role="status"></p>
<dialog id="help" aria-labelledby="help-title">
<h2 id="help-title">How to read this map</h2>
<p>A dot is a concept; the larger, the more rests on it. Arrows lead from what has to be known first to what needs it, so foundations stand at the left (on a phone: at the top). Click a concept for its note, cards and experiments; <b>Focus</b> leaves only what it needs and what builds on it.</p>
<table>
<tbody>
${keys.map(([key, what]) => `<tr><th scope="row">${key}</th><td>${what}</td></tr>`).join('\n')}
</tbody>
</table>
<form method="dialog"><button type="button" id="help-close">Close</button></form>
</dialog>
<dialog id="large" aria-labelledby="large-title">
<div class="large-bar"><h2 id="large-title">Ladder</h2><button type="button" id="large-close" class="icon" aria-label="Close" title="Close (Esc)">${icons.close}</button></div>
<div id="large-body" class="ladder" tabindex="0" role="group" aria-label="What the kernel did"></div>
</dialog>
<noscript><p>The map needs the script that is part of this page; nothing is loaded from elsewhere.</p></noscript>`;
}

const keys = [
  ['<kbd>/</kbd>', 'search'],
  ['<kbd>←</kbd> <kbd>↑</kbd> <kbd>↓</kbd> <kbd>→</kbd>', 'move the map'],
  ['<kbd>Shift</kbd> and an arrow', 'the next concept in that direction'],
  ['<kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd>', 'nearer, farther, everything'],
  ['<kbd>Enter</kbd>', 'open the selected concept'],
  ['<kbd>n</kbd> <kbd>p</kbd>', 'next and previous in study order'],
  ['<kbd>f</kbd>', 'focus: only what it needs and what builds on it'],
  ['<kbd>l</kbd> <kbd>m</kbd>', 'list, map'],
  ['<kbd>Esc</kbd>', 'out of the focus, out of the selection'],
] as const;

function icon(path: string, fill = 'none'): string {
  return `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><path d="${path}" fill="${fill}" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round"/></svg>`;
}

const icons = {
  plus: icon('M10 4v12M4 10h12'),
  minus: icon('M4 10h12'),
  fit: icon('M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4'),
  back: icon('M12.5 4.5L7 10l5.5 5.5'),
  on: icon('M7.5 4.5L13 10l-5.5 5.5'),
  close: icon('M5 5l10 10M15 5L5 15'),
  theme: `<svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true"><circle cx="10" cy="10" r="7" fill="none" stroke="currentColor" stroke-width="1.8"/><path d="M10 3a7 7 0 0 1 0 14z" fill="currentColor"/></svg>`,
} as const;
