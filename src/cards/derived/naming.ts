/**
 * What can name a concept. A card stands alone, far from its note: "Overview", "4.", a file called by its hash name
 * nothing, and a question that rests on them is worthless.
 */

/** Headings that say what kind of text follows, not what it is about. */
const generic = new Set(
  `abstract action actions advantages agenda attendees decision decisions meeting meetings minutes appendix background basics benefits bibliography case cases card cards changelog characteristics comparison
  conclusion conclusions content contents cons credits definition definitions description detail details difference differences
  disadvantages discussion exercise exercises explanation facts faq feature features flashcards further future general glossary goal goals
  history home idea ideas important index info information intro introduction journal key keypoints lecture limitations links list misc
  miscellaneous more motivation next note notes objective objectives other outline overview page points preface preliminaries principles
  problem problems properties property pros purpose question questions readme recap recipe reference references related remark remarks resources
  result results review scenario see section sequence setup solution solutions source sources start step steps structure studies study summary syntax table takeaways terminology
  things tips todo toc topic topics types untitled usage use uses value values when where why what how warning warnings workflow anki`.split(
    /\s+/,
  ),
);

/** Words that join generic ones without making them a name: "Key Differences", "When to Use?", "Pros and Cons". */
const joining = new Set(
  'a an and for from here in of on or the their to vs versus with between main common some read reading'.split(' '),
);

const exampleWords =
  /^(?:for )?(?:examples?|e\.?g|sample|samples|demo|scenarios?|exercise|exercises|quiz|homework)\b|\bexamples?(?: scenarios?)?$/iu;

/** Takes what only decorates off a heading or a label: numbering, emoji, closing colon. */
export function stripDecoration(text: string): string {
  return text
    .replace(/\p{Extended_Pictographic}|\u{fe0f}|\u{200d}|\u{20e3}/gu, ' ')
    .replace(/^[\s\p{P}\p{S}]*?(?=[\p{L}\p{N}`([])/u, '')
    .replace(/^(?:(?:step|part|chapter|section|lecture|week|day)\s+)?(?:\d+(?:\.\d+)*|[ivxlc]+|[a-z])[.):]\s+/iu, '')
    .replace(/\s+/gu, ' ')
    .replace(/[\s:;,.–—-]+$/u, '')
    .trim();
}

/** True for a heading that does not say what its text is about. */
export function isGenericName(name: string): boolean {
  const words = name.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  if (words.length === 0) return true;
  return words.every((word) => generic.has(word) || joining.has(word) || /^\d+$/.test(word));
}

export function isExampleName(name: string): boolean {
  return exampleWords.test(name);
}

/** True for a file name that no person chose to name its subject: a hash, a date, a number, "Untitled 3". */
export function isNamelessTitle(title: string): boolean {
  const bare = title.trim();
  if (bare.length < 2 || isGenericName(bare)) return true;
  if (/^[\d\s_.:-]+$/u.test(bare)) return true;
  if (/^(?:untitled|new note|unnamed|draft|temp|tmp|test)\b/iu.test(bare)) return true;
  const letters = bare.replace(/[^0-9a-z]/giu, '');
  return letters.length >= 8 && /\d/.test(letters) && /^[0-9a-f]+$/iu.test(letters);
}

/**
 * The concept that a heading names, or undefined: decoration and a closing generic part ("Skype: Use Case", "TCP
 * Overview") are taken off; an analogy in parentheses ("(Telephone Call)") goes, an acronym or constant stays.
 */
export function conceptOfHeading(heading: string): string | undefined {
  let name = stripDecoration(heading);
  name = name.replace(/\s*[:–—]\s+([^:–—]+)$/u, (whole, tail: string) => (isGenericName(tail) ? '' : whole));
  name = name.replace(/\s*\(([^()]*)\)$/u, (whole, inside: string) => (isAcronymList(inside) ? whole : ''));
  if (name === '' || isGenericName(name)) return undefined;
  if (isTopicHeading(name) || name.split(' ').length > 9 || /[?!]$/u.test(name)) return undefined;
  if (/^(?:it|this|that|these|those|they|its|their|here|there)\b/iu.test(name)) return undefined;
  return name;
}

/** "TCP", "IPv4 & IPv6", "AF_INET", "TCP - Transmission Control Protocol": says the same thing in another name. */
function isAcronymList(text: string): boolean {
  return /\b(?:[A-Z][A-Z0-9_]+|[A-Z]{2,}[a-z]*\d*|[A-Za-z]+v\d+|[a-z_]+\(\))/u.test(text);
}

/** A heading that compares or tells how to do something: a topic, but no thing that has properties. */
function isTopicHeading(name: string): boolean {
  return /\b(?:differences?|comparison|versus|vs\.?|compared)\b/iu.test(name);
}

/** Sections that hold no facts of the note's own: sources, and cards that a person wrote. */
export function isSourcesName(name: string): boolean {
  return /^(?:sources?|references?|bibliography|further reading|see also|links?|credits|related(?: notes)?|(?:flash)?cards?|anki|to-?dos?|changelog|exercises?)$/iu.test(
    name.trim(),
  );
}
