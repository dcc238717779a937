import type { Card } from '../cards/index.ts';

/** Above every tag that an export writes, so that they never mix with those that the user gives in Anki. */
const ROOT = 'sockrates';

/**
 * A card's tags as Anki keeps them: `linux/net tools` becomes `sockrates::linux::net_tools`. No white space, which parts
 * tags, and none of `* " \`, which Anki's search reads in its own way. Two that differ only in case are one, as in Anki.
 */
export function deckTagsOf(card: Card): string[] {
  const tags = card.tags.flatMap((tag) => {
    const levels = tag
      .split(/::|\//)
      .map(tidyLevel)
      .filter((level) => level !== '');
    return levels.length === 0 ? [] : [[ROOT, ...levels].join('::')];
  });
  if (card.derived !== undefined) tags.push(`${ROOT}::derived::${tidyLevel(card.derived)}`);
  const byKey = new Map(tags.toReversed().map((tag) => [tag.toLowerCase(), tag]));
  return [...byKey.values()].sort((a, b) => (a < b ? -1 : 1));
}

function tidyLevel(level: string): string {
  return level
    .normalize('NFC')
    .replace(/\p{Surrogate}/gu, '')
    .replace(/[\u0000-\u0008\u000E-\u001F\u007F*"\\]/g, '')
    .replace(/^[\p{White_Space}:#]+|[\p{White_Space}:]+$/gu, '')
    .replace(/\p{White_Space}+/gu, '_');
}
