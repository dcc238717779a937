import type { ConceptGraph } from '../graph/index.ts';
import type { Suggestion } from '../graph/suggest/index.ts';
import { countOf } from './count-of.ts';
import { nameNodes, placeText, placesText, printList } from './graph-text.ts';
import { showText, type Screen } from './screen.ts';

const headings: Readonly<Record<Suggestion['kind'], string>> = {
  'other-name': 'Links that name a note in other words',
  twins: 'Names that are likely one',
  'two-spellings': 'Words that are spelled in two ways',
  'often-confused': 'Confused in answers, and compared nowhere',
  'unlinked-mention': 'Named without a link',
};

/** `graph suggest`: likely missing links, by kind. */
export function printSuggestions(
  screen: Screen,
  graph: ConceptGraph,
  suggestions: readonly Suggestion[],
  limit: number,
): void {
  const name = nameNodes(graph);
  // Object keys keep their order: that of the table above.
  for (const kind of Object.keys(headings) as Suggestion['kind'][]) {
    const some = suggestions.filter((suggestion) => suggestion.kind === kind);
    printList(screen, `${headings[kind]} (${some.length})`, some, { limit, line: (one) => lineOf(one, name) });
  }
  if (suggestions.length === 0) screen.print('Nothing to suggest.');
}

function lineOf(suggestion: Suggestion, name: ReturnType<typeof nameNodes>): string {
  switch (suggestion.kind) {
    case 'other-name':
      return `${placesText(suggestion.places)}: write ${showText(suggestion.write)}`;
    case 'twins':
      return `${suggestion.concepts.map((id) => `“${name(id)}”`).join(' and ')}: ${placesText(suggestion.places)}`;
    case 'two-spellings':
      return suggestion.spellings
        .map(({ words, times, places: [place] }) => {
          const at = place === undefined ? '' : `, ${placeText(place)}`;
          return `“${showText(words)}” (${countOf(times, 'time')}${at})`;
        })
        .join(' and ');
    case 'often-confused':
      return `${suggestion.concepts.map(name).join(' and ')}, ${countOf(suggestion.times, 'time')}: write ${showText(suggestion.write)}`;
    case 'unlinked-mention':
      return `${placesText(suggestion.places)}: write ${showText(suggestion.write)}`;
  }
}
