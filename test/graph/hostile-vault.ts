/** Titles that break out of something in one format or another. */
export const hostileTitles: readonly string[] = [
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'a "quoted" \'title\' with \\ and a last \\',
  'two\nlines\r\nor three',
  '\u202egnorts\u202c right \u2067to left\u2069 \u200f',
  'x'.repeat(10_000),
  '👩‍👩‍👧‍👦'.repeat(50),
  'bell \u0007 escape \u001b[31m nul-like \u0001 del \u007f next line \u0085 \u2028',
  ']]> <![CDATA[ --> <!-- &amp; &lt; &#65; %00',
  '\\N \\G \\l \\E { a | b } <port>',
  'end',
  '1. first\n- item\n# heading',
  '`code` **bold** [link](javascript:alert(1)) $math$ ~~x~~',
  '%%{init: {"theme":"dark"}}%% graph TD; A-->B',
  '"] --> b["click a call alert(1)',
  'fa:fa-car #35;quot; #9829; &quot;',
  '=cmd|calc!A1 ;\u0000',
  '{{unresolved}} [[link]] ![[embed]] #tag ^block',
  ' ',
  '\ufeff\ufffe\uffff',
];

/** A note for each title, each linked with the next in every way there is, and from one that links to all. */
export function hostileVault(): Readonly<Record<string, string>> {
  const notes = hostileTitles.map((title, index) => {
    const next = (index + 1) % hostileTitles.length;
    const text = [
      `---\ntitle: ${JSON.stringify(title)}\naliases: [${JSON.stringify(title)}]\ntags: [a/b]\nrequires: "[[n${next}]]"\n---`,
      `# ${title.replace(/\s+/g, ' ')}`,
      `[[n${next}]] ![[n${next}]] [[missing ${title.replace(/[\s[\]|#^]+/g, ' ').slice(0, 200)}]]`,
      `contrasts:: [[n${(index + 2) % hostileTitles.length}]]`,
      `[x](https://example.org/${index}?a="<b>"&c='d')`,
      `What is [[n${index}]]? :: It is ${title.replace(/\s+/g, ' ').slice(0, 100)}.`,
    ].join('\n\n');
    return [`n${index}.md`, text] as const;
  });
  return Object.fromEntries([
    ...notes,
    ['a "b" <c> & d.md', hostileTitles.map((_, index) => `[[n${index}]]`).join(' ')],
    ['folder#1/x.md', 'see [[a "b" <c> & d]]'],
  ]);
}
