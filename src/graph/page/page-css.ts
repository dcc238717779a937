import { proseCss } from './prose-css.ts';

/** The page's look: light and dark by classes that its script sets from what the system or the reader says. */
export const pageCss = `
:root {
  color-scheme: light;
  --paper: #fbfbf8;
  --raised: #ffffff;
  --wash: #eff2ef;
  --ink: #1c2226;
  --quiet: #566068;
  --line: #d5dad8;
  --accent: #0b656d;
  --on-accent: #ffffff;
  --good: #005a8c;
  --bad: #b04700;
  --doubt: #7a5200;
  --shadow: 0 1px 2px rgba(20,30,35,.08), 0 6px 20px rgba(20,30,35,.10);
  --keyword: #9a2c68;
  --string: #1d6a40;
  --number: #8f4700;
  --name: #1857a8;
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
}
:root.dark {
  color-scheme: dark;
  --paper: #15191b;
  --raised: #1e2427;
  --wash: #283034;
  --ink: #e6eaeb;
  --quiet: #a5afb5;
  --line: #384146;
  --accent: #74cfd4;
  --on-accent: #0c2022;
  --good: #7cc4ee;
  --bad: #ff9c63;
  --doubt: #f0c05e;
  --shadow: 0 1px 2px rgba(0,0,0,.4), 0 6px 20px rgba(0,0,0,.45);
  --keyword: #f097c4;
  --string: #8fd3a4;
  --number: #f0b581;
  --name: #8cbcff;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html, body { height: 100%; margin: 0; }
body { display: grid; grid-template-rows: auto minmax(0, 1fr); background: var(--paper); color: var(--ink); overflow: hidden; }
button, select, input { font: inherit; color: inherit; }
button { cursor: pointer; }
.unseen { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 8px; top: -60px; z-index: 9; padding: 6px 12px; border-radius: 8px; background: var(--accent); color: var(--on-accent); }
.skip:focus { top: 8px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.quiet { color: var(--quiet); }
.sign { flex: none; }

header { display: flex; align-items: center; gap: 10px 18px; padding: 10px 16px; border-bottom: 1px solid var(--line); background: var(--raised); z-index: 4; }
h1 { flex: none; max-width: 30vw; margin: 0; overflow: hidden; font-size: 17px; line-height: 1.3; font-weight: 650; text-overflow: ellipsis; white-space: nowrap; }
h1 small { margin-left: 4px; color: var(--quiet); font-size: 13px; font-weight: 400; }
.searching { position: relative; flex: 1 1 260px; max-width: 420px; }
#search { width: 100%; height: 36px; padding: 0 12px; border: 1px solid var(--line); border-radius: 9px; background: var(--paper); }
#search::placeholder { color: var(--quiet); opacity: 1; }
#found { position: absolute; top: 42px; left: 0; right: 0; min-width: 260px; max-height: min(60vh, 460px); padding: 5px; border: 1px solid var(--line); border-radius: 11px; overflow: auto; background: var(--raised); box-shadow: var(--shadow); z-index: 8; }
#found [role=option] { display: flex; justify-content: space-between; align-items: baseline; gap: 12px; padding: 6px 10px; border-radius: 7px; cursor: pointer; }
#found [role=option] bdi { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
#found small { flex: none; color: var(--quiet); }
#found [aria-selected=true] { background: var(--wash); box-shadow: inset 3px 0 var(--accent); }
#found .nothing { color: var(--quiet); cursor: default; }
.controls { display: flex; align-items: center; gap: 10px; margin-left: auto; }
.choices { display: inline-flex; border: 1px solid var(--line); border-radius: 9px; overflow: hidden; }
.choices button { height: 34px; padding: 0 14px; border: 0; background: none; color: var(--quiet); }
.choices button[aria-pressed=true] { background: var(--accent); color: var(--on-accent); font-weight: 600; }
.choices button:focus-visible { outline-offset: -3px; }
.choices button[aria-pressed=true]:focus-visible { outline-color: var(--on-accent); }
.colour { display: inline-flex; align-items: center; gap: 8px; color: var(--quiet); }
select { height: 36px; padding: 0 8px; border: 1px solid var(--line); border-radius: 9px; background: var(--raised); color: var(--ink); }
.icon { display: inline-grid; place-items: center; width: 36px; height: 36px; padding: 0; border: 1px solid var(--line); border-radius: 9px; background: var(--raised); font-weight: 600; }
.icon:hover, .zoom button:hover, #focus:hover, #filters summary:hover { background: var(--wash); }
#filters { position: relative; }
#filters summary { display: flex; align-items: center; height: 36px; padding: 0 14px; border: 1px solid var(--line); border-radius: 9px; cursor: pointer; list-style: none; }
#filters summary::-webkit-details-marker { display: none; }
#filters[open] summary { background: var(--wash); }
.sheet { position: absolute; top: 42px; right: 0; display: grid; grid-template-columns: auto auto; gap: 8px 26px; padding: 14px 18px; border: 1px solid var(--line); border-radius: 12px; background: var(--raised); box-shadow: var(--shadow); z-index: 8; }
.sheet fieldset { margin: 0; padding: 0; border: 0; }
.sheet legend { padding: 0 0 4px; color: var(--quiet); font-size: 13px; }
.sheet label { display: flex; align-items: center; gap: 9px; padding: 4px 0; white-space: nowrap; cursor: pointer; }
.sheet input { width: 16px; height: 16px; margin: 0; accent-color: var(--accent); }
.sheet small { margin-left: auto; padding-left: 14px; color: var(--quiet); font-variant-numeric: tabular-nums; }

main { position: relative; min-height: 0; }
#stage, #list { position: absolute; inset: 0; }
#map { display: block; width: 100%; height: 100%; cursor: grab; touch-action: none; }
#map:active { cursor: grabbing; }
#map:focus-visible { outline: none; box-shadow: inset 0 0 0 2px var(--accent); }
#legend { position: absolute; left: 14px; bottom: 14px; max-width: 210px; padding: 8px 12px; border: 1px solid var(--line); border-radius: 11px; background: color-mix(in srgb, var(--raised) 92%, transparent); font-size: 13px; }
#legend summary { color: var(--quiet); cursor: pointer; }
#legend ul { margin: 6px 0 2px; padding: 0; list-style: none; }
#legend li { display: flex; align-items: center; gap: 8px; padding: 2px 0; line-height: 1.3; }
#legend small { margin-left: auto; padding-left: 10px; color: var(--quiet); font-size: 12px; font-variant-numeric: tabular-nums; }
.zoom { position: absolute; right: 14px; bottom: 14px; display: grid; border: 1px solid var(--line); border-radius: 11px; overflow: hidden; background: var(--raised); }
.zoom button { display: grid; place-items: center; width: 40px; height: 40px; border: 0; background: none; }
.zoom button + button { border-top: 1px solid var(--line); }
.zoom button:focus-visible { outline-offset: -3px; }
.panel-open .zoom { right: calc(min(500px, 40vw) + 14px); }

#panel { position: fixed; top: 57px; right: 0; bottom: 0; display: flex; flex-direction: column; width: min(500px, 40vw); border-left: 1px solid var(--line); background: var(--raised); z-index: 3; }
.panel-bar { display: flex; align-items: center; gap: 8px; padding: 10px 14px; border-bottom: 1px solid var(--line); }
.panel-bar .spring { flex: 1; }
#focus { height: 36px; padding: 0 14px; border: 1px solid var(--line); border-radius: 9px; background: var(--raised); }
#focus[aria-pressed=true] { border-color: var(--accent); background: var(--accent); color: var(--on-accent); font-weight: 600; }
#panel-body { flex: 1; min-height: 0; padding: 16px 20px 40px; overflow: auto; overflow-wrap: anywhere; }
#panel h2 { margin: 0; font-size: 22px; line-height: 1.25; }
#panel h2:focus { outline: none; }
#panel h3 { margin: 20px 0 6px; color: var(--quiet); font-size: 13px; font-weight: 600; }
#panel h4 { margin: 12px 0 4px; color: var(--quiet); font-size: 13px; font-weight: 400; }
.facts { margin: 4px 0 0; color: var(--quiet); font-size: 13px; }
.relation h3 { margin-top: 14px !important; }
.chips { display: flex; flex-wrap: wrap; gap: 6px; margin: 0; padding: 0; list-style: none; }
.chip { display: inline-flex; align-items: center; gap: 6px; max-width: 100%; padding: 3px 10px 3px 7px; border: 1px solid var(--line); border-radius: 20px; background: var(--paper); font-size: 14px; text-align: left; }
.chip:hover { border-color: var(--accent); background: var(--wash); }
.note { margin-top: 16px; padding-top: 12px; border-top: 1px solid var(--line); }
.fold { margin: 0 0 6px; border: 1px solid var(--line); border-radius: 10px; background: var(--paper); }
.fold > summary { display: flex; align-items: flex-start; gap: 10px; padding: 8px 12px; cursor: pointer; list-style: none; }
.fold > summary::-webkit-details-marker { display: none; }
.fold > summary::before { content: ""; flex: none; width: 7px; height: 7px; margin: 8px 1px 0 0; border: solid var(--quiet); border-width: 0 2px 2px 0; transform: rotate(-45deg); }
.fold[open] > summary::before { transform: rotate(45deg); }
.fold > summary > :nth-child(1) { flex: 1; min-width: 0; }
.fold > .answer { padding: 4px 14px 12px 30px; }
.fold .inside { padding: 0 14px 12px; }
.fold .fold { margin: 0 12px 10px 28px; background: var(--raised); }
.ladder { overflow-x: auto; padding: 10px; border-radius: 8px; background: var(--raised); }
.fold .fold .ladder { padding: 0; }
.inside > pre { margin: 8px 0 0; }
.inside details > summary { color: var(--quiet); font-size: 13px; cursor: pointer; }
.command { margin: 8px 0 0; color: var(--quiet); font-size: 13px; }
.badge { flex: none; padding: 1px 8px; border: 1px solid currentColor; border-radius: 20px; color: var(--quiet); font-size: 12px; line-height: 1.5; white-space: nowrap; }
.verdict-0, .learning-0 { color: var(--bad); }
.verdict-1, .verdict-2, .learning-1 { color: var(--doubt); }
.verdict-3, .learning-3 { color: var(--good); }
.claims, .links { margin-top: 18px; }
.more { margin: 10px 0; }
.more[open] > summary { margin-bottom: 8px; }
.claims > summary, .links > summary, .more > summary { color: var(--quiet); cursor: pointer; }
.claims ul { margin: 8px 0; padding: 0; list-style: none; }
.claims li { padding: 5px 0; }
.claims small { display: block; color: var(--quiet); }

#list { display: none; padding: 8px 24px 60px; overflow: auto; background: var(--paper); }
.as-list #list { display: block; }
.as-list #stage { display: none; }
.as-list.panel-open #list { right: min(500px, 40vw); }
#list:focus { outline: none; }
#list section { max-width: 900px; margin: 0 auto; }
#list h2 { margin: 26px 0 6px; font-size: 16px; }
#list h2 small { margin-left: 8px; color: var(--quiet); font-weight: 400; }
#list ol { margin: 0; padding: 0; list-style: none; }
#list li { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 12px; padding: 1px 0; border-bottom: 1px solid var(--line); content-visibility: auto; contain-intrinsic-size: auto 40px; overflow-wrap: anywhere; }
#list button { display: inline-flex; align-items: center; gap: 9px; min-height: 36px; padding: 4px 8px; border: 0; border-radius: 7px; background: none; font-weight: 550; text-align: left; }
#list button:hover { background: var(--wash); }
#list [aria-current=true] { background: var(--wash); box-shadow: inset 3px 0 var(--accent); }
#list li small { color: var(--quiet); }

#large { width: min(1500px, calc(100vw - 32px)); max-width: none; max-height: calc(100vh - 32px); padding: 14px 18px 18px; }
#large[open] { display: flex; flex-direction: column; }
.large-bar { display: flex; align-items: start; justify-content: space-between; gap: 20px; margin-bottom: 10px; }
#large-body { overflow: auto; background: none; padding: 0; }
.enlarge { height: 32px; margin-top: 8px; padding: 0 14px; border: 1px solid var(--line); border-radius: 9px; background: var(--raised); font-size: 14px; }
.enlarge:hover { background: var(--wash); }
dialog { max-width: min(620px, calc(100vw - 32px)); padding: 20px 26px; border: 1px solid var(--line); border-radius: 14px; background: var(--raised); color: var(--ink); box-shadow: var(--shadow); }
dialog::backdrop { background: rgba(10,16,18,.45); }
dialog h2 { margin: 0 0 6px; font-size: 19px; }
dialog th { padding: 4px 18px 4px 0; font-weight: 400; text-align: left; vertical-align: top; white-space: nowrap; }
dialog td { padding: 4px 0; }
dialog form { margin-top: 16px; text-align: right; }
dialog form button { height: 36px; padding: 0 18px; border: 1px solid var(--line); border-radius: 9px; background: var(--accent); color: var(--on-accent); }
kbd { padding: 1px 6px; border: 1px solid var(--line); border-bottom-width: 2px; border-radius: 5px; background: var(--wash); font: inherit; font-size: 13px; }

@media (max-width: 1080px) { .colour span, h1 small { display: none; } }
@media (max-width: 719px) {
  header { flex-wrap: wrap; gap: 8px; padding: 8px 10px; }
  h1 { flex: 1 1 auto; max-width: none; }
  .searching { order: 3; flex: 1 1 100%; max-width: none; }
  .controls { gap: 6px; }
  .choices button { padding: 0 10px; }
  .colour { order: -1; }
  h1 small { display: none; }
  .sheet { position: fixed; top: 52px; left: 10px; right: 10px; grid-template-columns: 1fr 1fr; gap: 8px 18px; }
  .sheet label { white-space: normal; line-height: 1.25; }
  #legend { left: 8px; bottom: 8px; }
  .zoom { right: 8px; bottom: 8px; }
  #panel { top: auto; left: 0; width: auto; height: 58%; border-left: 0; border-top: 1px solid var(--line); border-radius: 16px 16px 0 0; box-shadow: var(--shadow); }
  .panel-open .zoom, .panel-open #legend { display: none; }
  .as-list.panel-open #list { right: 0; bottom: 58%; }
  #list { padding: 0 12px 40px; }
}
@media (prefers-reduced-motion: no-preference) { .fold > summary::before { transition: transform .12s; } }
@media print {
  :root, :root.dark { color-scheme: light; --paper: #fff; --raised: #fff; --wash: #f2f4f2; --ink: #000; --quiet: #444; --line: #bbb; --accent: #0b656d; --good: #005a8c; --bad: #9a3c00; --doubt: #6b4800; }
  html, body { height: auto; overflow: visible; }
  body { display: block; }
  header { padding: 0; border: 0; }
  .searching, .controls, .zoom, .panel-bar, .skip, #legend summary, .command, .enlarge { display: none !important; }
  #stage, #list, #panel, main { position: static; display: block; width: auto; height: auto; overflow: visible; }
  #map { width: 100%; height: auto; }
  .as-list #stage { display: none; }
  #legend { max-width: none; border: 0; padding: 0; }
  #legend ul { display: flex; flex-wrap: wrap; gap: 2px 18px; }
  #panel { border: 0; }
  #panel-body { overflow: visible; padding: 0; }
  #list { padding: 0; }
  #list section { max-width: none; break-before: auto; }
  #list li { content-visibility: visible; break-inside: avoid; }
  .fold { break-inside: avoid; }
}
${proseCss}`;
