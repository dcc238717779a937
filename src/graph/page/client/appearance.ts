import { learningStates, nodeKinds, pageVerdicts, type PageEdgeType } from './page-data.ts';
import type { ConceptNode, MapModel } from './map-model.ts';
import type { ColourBy } from './page-state.ts';

/*
 * Colours for eyes of every kind: hues of Okabe and Ito ("Color Universal Design", 2008) for kinds, verdicts and states,
 * of Tol's "muted" scheme (SRON/EPS/TN/09-002) for topics, each in a version for light and for dark. No meaning hangs on colour alone:
 * kinds have shapes, verdicts and states have signs.
 */

export interface Ink {
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
  readonly accent: string;
  readonly before: string;
  readonly after: string;
  readonly nodeRim: string;
  readonly edges: Readonly<Record<PageEdgeType, string>>;
  readonly blank: string;
}

export const inks: Readonly<Record<'light' | 'dark', Ink>> = {
  light: {
    paper: '#fbfbf8',
    ink: '#1c2226',
    quiet: '#59636b',
    accent: '#0b656d',
    before: '#a04a00',
    after: '#0b656d',
    nodeRim: 'rgba(28,34,38,.55)',
    edges: {
      requires: '#5a6b75',
      contrasts: '#a2427f',
      links: '#a9b2b5',
      decides: '#c99237',
      embeds: '#6b8fb5',
      'part-of': '#a9b2b5',
      tests: '#6fa9d0',
      tagged: '#a894c4',
    },
    blank: '#d5dad8',
  },
  dark: {
    paper: '#15191b',
    ink: '#e6eaeb',
    quiet: '#a0aab0',
    accent: '#74cfd4',
    before: '#ffa95c',
    after: '#74cfd4',
    nodeRim: 'rgba(230,234,235,.5)',
    edges: {
      requires: '#8fa0aa',
      contrasts: '#e08fc0',
      links: '#4d575c',
      decides: '#a57a33',
      embeds: '#5d7fa3',
      'part-of': '#4d575c',
      tests: '#4f84a8',
      tagged: '#83709f',
    },
    blank: '#3c4448',
  },
};

const kindColours: Readonly<Record<'light' | 'dark', readonly string[]>> = {
  // In the order of nodeKinds.
  light: ['#0072b2', '#e69f00', '#fbfbf8', '#56b4e9', '#cc79a7', '#8f6bb3', '#8a9296', '#009e73'],
  dark: ['#4aa8e0', '#f0b02e', '#15191b', '#8fd0f5', '#e39cc4', '#b394d6', '#8a9296', '#2fc79a'],
};

const topicColours: Readonly<Record<'light' | 'dark', readonly string[]>> = {
  light: ['#44aa99', '#cc6677', '#332288', '#ddaa33', '#88ccee', '#882255', '#117733', '#999933', '#aa4499'],
  dark: ['#5cc7b5', '#e58291', '#8f84e0', '#e8c25c', '#9fdcf7', '#c9659b', '#4fb873', '#bcbc5a', '#d287cb'],
};
const otherTopic = { light: '#9aa2a5', dark: '#737d82' } as const;

/** In the order of pageVerdicts and learningStates. */
const verdictColours: Readonly<Record<'light' | 'dark', readonly string[]>> = {
  light: ['#d55e00', '#e69f00', '#cc79a7', '#0072b2', '#8a9296', '#c3c9c8', '#c3c9c8'],
  dark: ['#ff7b2e', '#f0b02e', '#e39cc4', '#4aa8e0', '#8a9296', '#4a5357', '#4a5357'],
};
const learningColours: Readonly<Record<'light' | 'dark', readonly string[]>> = {
  light: ['#d55e00', '#e69f00', '#c3c9c8', '#0072b2'],
  dark: ['#ff7b2e', '#f0b02e', '#59636b', '#4aa8e0'],
};

const verdictSigns = ['✕', '≈', '?', '✓', '–', '', ''] as const;
const learningSigns = ['!', '◐', '', '✓'] as const;

export const verdictWords = [
  'refuted',
  'over-general',
  'inconclusive',
  'supported',
  'not testable here',
  'no experiment',
  'not empirical',
] as const;
export const learningWords = ['due', 'learning', 'new', 'known'] as const;
export const kindWords = [
  ['note', 'notes'],
  ['experiment', 'experiments'],
  ['not written yet', 'not written yet'],
  ['section', 'sections'],
  ['card', 'cards'],
  ['tag', 'tags'],
  ['attachment', 'attachments'],
  ['source', 'sources'],
] as const;
export const edgeWords: Readonly<Record<PageEdgeType, string>> = {
  requires: 'needed for',
  contrasts: 'contrasts with',
  links: 'links',
  decides: 'experiment decides',
  embeds: 'embeds',
  'part-of': 'part of',
  tests: 'card asks about',
  tagged: 'tagged',
};

export interface Look {
  readonly fill: string;
  /** A sign upon the node, '' for none. */
  readonly sign: string;
  /** What the colour says, for the legend. */
  readonly word: string;
  /** Where it stands in the legend. */
  readonly order: number;
}

/** How a node looks, and what that means. */
export function lookOf(node: ConceptNode, by: ColourBy, theme: 'light' | 'dark', topics: readonly string[]): Look {
  switch (by) {
    case 'kind': {
      const order = nodeKinds.indexOf(node.kind);
      return { fill: kindColours[theme][order] ?? '', sign: '', word: kindWords[order]?.[1] ?? node.kind, order };
    }
    case 'topic':
      return topicLook(node, theme, topics);
    case 'verdict': {
      const at = node.verdict;
      if (at < 0) return { fill: inks[theme].blank, sign: '', word: 'nothing verified', order: pageVerdicts.length };
      return {
        fill: verdictColours[theme][at] ?? '',
        sign: verdictSigns[at] ?? '',
        word: verdictWords[at] ?? '',
        order: at,
      };
    }
    case 'learning': {
      const at = node.learning;
      if (at < 0) return { fill: inks[theme].blank, sign: '', word: 'no cards', order: learningStates.length };
      return {
        fill: learningColours[theme][at] ?? '',
        sign: learningSigns[at] ?? '',
        word: learningWords[at] ?? '',
        order: at,
      };
    }
  }
}

let known: { readonly key: string; readonly looks: readonly Look[] } | undefined;

/** The looks of all nodes, by index; worked out anew only when the colours change. */
export function looksOf({ nodes, data }: MapModel, by: ColourBy, theme: 'light' | 'dark'): readonly Look[] {
  const key = `${by} ${theme}`;
  if (known?.key !== key) known = { key, looks: nodes.map((node) => lookOf(node, by, theme, data.topics)) };
  return known.looks;
}

function topicLook(node: ConceptNode, theme: 'light' | 'dark', topics: readonly string[]): Look {
  if (node.kind === 'unresolved') return { fill: inks[theme].paper, sign: '', word: 'not written yet', order: 1e6 };
  const name = topics[node.topic] ?? '';
  if (name === '') return { fill: otherTopic[theme], sign: '', word: 'no folder', order: 2e3 };
  if (name === 'experiments') return { fill: otherTopic[theme], sign: '', word: name, order: 1e4 };
  const at = topics.filter((topic) => topic !== '' && topic !== 'experiments').indexOf(name);
  const fill = topicColours[theme][at];
  if (fill === undefined) return { fill: otherTopic[theme], sign: '', word: 'other folders', order: 1e3 };
  return { fill, sign: '', word: name, order: at };
}
