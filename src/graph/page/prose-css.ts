/** Notes, questions and answers: the same elements and classes as on cards, at the panel's size. */
export const proseCss = `
.prose { overflow-wrap: anywhere; }
.prose > :first-child { margin-top: 0; }
.prose > :last-child { margin-bottom: 0; }
.prose p, .prose ul, .prose ol, .prose dl, .prose pre, .prose blockquote, .prose .table { margin: .7em 0; }
.question > p, summary .prose p { margin: 0; }
.prose h1, .prose h2, .prose h3, .prose h4, .prose h5, .prose h6, #panel .prose h2, #panel .prose h3 { margin: 1.3em 0 .4em; color: var(--ink); font-size: 16px; font-weight: 650; line-height: 1.35; }
.prose h1 { font-size: 18px; }
.prose ul, .prose ol { padding-left: 1.3em; }
.prose li { margin: .25em 0; }
.prose a { color: var(--accent); text-underline-offset: .2em; }
.prose a.concept { color: inherit; text-decoration: underline dotted var(--accent) 1.5px; }
.prose a.concept:hover { color: var(--accent); }
.prose code, .prose pre, .inside pre, .command code { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "Roboto Mono", "DejaVu Sans Mono", monospace; }
.prose code { padding: .1em .3em; border-radius: 4px; background: var(--wash); font-size: .9em; }
.prose pre, .inside pre { padding: 10px 12px; border-radius: 8px; overflow-x: auto; background: var(--wash); font-size: 12.5px; line-height: 1.5; tab-size: 4; white-space: pre-wrap; overflow-wrap: anywhere; }
.prose pre code { padding: 0; background: none; font-size: 1em; }
.prose .table { overflow-x: auto; overflow-wrap: normal; }
.prose table { border-collapse: collapse; font-size: .93em; line-height: 1.4; }
.prose th, .prose td { padding: .4em .9em .4em 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.prose th { color: var(--quiet); font-weight: 600; }
.prose blockquote { margin-left: 0; margin-right: 0; padding: .2em 0 .2em .9em; border-left: 3px solid var(--line); }
.prose .callout { padding: .6em .9em; border-left-color: var(--accent); border-radius: 0 8px 8px 0; background: var(--wash); }
.prose .callout-title { font-weight: 600; }
.prose mark { padding: 0 .15em; border-radius: 3px; background: #fdeeb0; color: #1c2226; }
.dark .prose mark { background: #5a4b12; color: #f4efdc; }
.prose img { max-width: 100%; height: auto; border-radius: 4px; background: #f4f4f1; }
.prose hr { height: 0; border: 0; border-top: 1px solid var(--line); }
.prose .cloze { color: var(--accent); font-weight: 600; }
.prose .missing { padding: 0 .3em; border: 1px dashed var(--quiet); border-radius: 4px; color: var(--quiet); }
.prose .footnotes { padding-top: .5em; border-top: 1px solid var(--line); color: var(--quiet); font-size: .88em; }
.prose .tex { font-family: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", monospace; font-style: italic; font-size: .9em; }
.prose .hljs-comment, .prose .hljs-quote, .prose .hljs-meta { color: var(--quiet); }
.prose .hljs-keyword, .prose .hljs-selector-tag, .prose .hljs-section, .prose .hljs-operator { color: var(--keyword); }
.prose .hljs-string, .prose .hljs-regexp, .prose .hljs-addition, .prose .hljs-symbol { color: var(--string); }
.prose .hljs-number, .prose .hljs-literal, .prose .hljs-deletion { color: var(--number); }
.prose .hljs-title, .prose .hljs-type, .prose .hljs-attr, .prose .hljs-built_in { color: var(--name); }
.inside .ladder svg { max-width: max(100%, 580px); height: auto; }
#large-body svg { max-width: 100%; min-width: min(1100px, 200vw); height: auto; }
`;
