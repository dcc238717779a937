/*
 * Card templates in Anki's template language. No script: the hint is a <details>, because Anki's own {{hint:…}} writes
 * an onclick.
 */

const hint = '{{#Hint}}<details class="hint"><summary>Hint</summary><div>{{Hint}}</div></details>{{/Hint}}';

const tail = [
  '{{#Extra}}<div class="extra">{{Extra}}</div>{{/Extra}}',
  '{{#Evidence}}<div class="evidence">{{Evidence}}</div>{{/Evidence}}',
  '{{#Source}}<div class="source">{{Source}}</div>{{/Source}}',
].join('\n');

/** The question side that shows one field (`Front`, `cloze:Text`). */
export function frontOf(field: string): string {
  return `<div class="question">{{${field}}}</div>\n${hint}`;
}

/** The answer side: the question again without its hint, then one field and what belongs to the card. */
export function backOf(field: string): string {
  // FrontSide rather than the field, because Anki doesn't play the sounds of FrontSide again.
  return `<div class="asked">{{FrontSide}}</div>\n<hr id="answer">\n<div class="answer">{{${field}}}</div>\n${tail}`;
}

export const clozeBack = `<div class="question">{{cloze:Text}}</div>\n${tail}`;

export const typeInFront = `<div class="question">{{Front}}</div>\n<div class="typed">{{type:Back}}</div>\n${hint}`;

// FrontSide would hold the input once more.
export const typeInBack = [
  '<div class="question">{{Front}}</div>',
  '<hr id="answer">',
  '<div class="typed">{{type:Back}}</div>',
  '<div class="answer">{{Back}}</div>',
  '{{#Data1}}<div class="accepted">Also right: {{Data1}}</div>{{/Data1}}',
  tail,
].join('\n');
