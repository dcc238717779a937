/*
 * Card templates in Anki's template language. No script: the hint is a <details>, because Anki's own {{hint:…}} writes
 * an onclick.
 */

const hint = '{{#Hint}}<details class="hint"><summary>Hint</summary><div>{{Hint}}</div></details>{{/Hint}}';

const tail = [
  '{{#Extra}}<div class="extra">{{Extra}}</div>{{/Extra}}',
  '{{#Evidence}}<div class="evidence"><div class="label">Evidence</div>{{Evidence}}</div>{{/Evidence}}',
  '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}',
].join('\n');

/** Anki gives the body the class `card`; the leaf keeps lines short on a wide screen. */
function leaf(...parts: readonly string[]): string {
  return `<div class="leaf">\n${parts.join('\n')}\n</div>`;
}

/** The question side that shows one field. */
export function frontOf(field: string): string {
  return leaf(`<div class="question">{{${field}}}</div>`, hint);
}

/** The answer side: the question again without its hint, then one field and what belongs to the card. */
export function backOf(field: string): string {
  // FrontSide rather than the field, because Anki doesn't play the sounds of FrontSide again.
  return leaf(
    '<div class="asked">{{FrontSide}}</div>',
    '<hr id="answer">',
    `<div class="answer">{{${field}}}</div>`,
    tail,
  );
}

export const clozeFront = leaf('<div class="text">{{cloze:Text}}</div>', hint);

export const clozeBack = leaf('<div class="text">{{cloze:Text}}</div>', tail);

export const typeInFront = leaf(
  '<div class="question">{{Front}}</div>',
  '<div class="typed">{{type:Back}}</div>',
  hint,
);

export const typeInBack = leaf(
  // FrontSide would hold the input once more.
  '<div class="question">{{Front}}</div>',
  '<hr id="answer">',
  '<div class="typed">{{type:Back}}</div>',
  '<div class="answer">{{Back}}</div>',
  '{{#Data1}}<div class="accepted">Also right: {{Data1}}</div>{{/Data1}}',
  tail,
);
