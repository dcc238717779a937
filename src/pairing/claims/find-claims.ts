import type { Diagnostic } from '../../diagnostic.ts';
import { indexLines, type Link, type Note } from '../../vault/index.ts';
import type { Claim } from '../claim.ts';
import type { Lexicon } from '../vocabulary/lexicon.ts';
import { readBlocks } from './block.ts';
import { explicitClaims } from './explicit-claims.ts';
import { headingClaims } from './heading-claims.ts';
import { nameLinks, readInline } from './read-inline.ts';
import { claimsOfSequence, claimsOfSteps, isStepGrid } from './step-claims.ts';
import { claimsOfTable, readGrid } from './table-claims.ts';
import { claimsOfText } from './text-claims.ts';

export interface FoundClaims {
  /** In the order of their places. */
  readonly claims: readonly Claim[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What a note claims, as far as the vocabulary has words for it: in tables, bullets, labelled lines, sentences and
 * explicit `claim::` lines. What is asked, quoted, or called a mistake is not claimed.
 */
export function findClaims(note: Note, lexicon: Lexicon): FoundClaims {
  const lines = indexLines(note.path, note.source);
  const where = { path: note.path, lines };
  const links = nameLinks(note, lines, (link) => conceptOfLink(link, lexicon));
  const explicit = explicitClaims(note, where, lexicon);
  const found = readBlocks(note, lexicon, links).flatMap((block): readonly Claim[] => {
    switch (block.kind) {
      case 'table': {
        const grid = readGrid(block.node, links);
        return isStepGrid(grid)
          ? claimsOfSteps(grid, block.setting, where, lexicon)
          : claimsOfTable(grid, block.setting, where, lexicon);
      }
      case 'heading':
        return headingClaims(block.text, block.setting, where, lexicon);
      case 'text':
        return claimsOfText(block, where, lexicon);
      case 'steps':
        return claimsOfSequence(
          block.steps.map(({ tokens }) => tokens),
          block.setting,
          where,
          lexicon,
        );
      case 'code':
        return [];
    }
  });
  const written = new Set(explicit.claims.map(({ place }) => place.line));
  const claims = [...explicit.claims, ...found.filter(({ place }) => !written.has(place.line))];
  return {
    claims: withoutRepeats(claims.toSorted(byPlace), note.source.split('\n')),
    diagnostics: explicit.diagnostics,
  };
}

/** A link's concept: the note it leads to, its target's or its visible words; else the target itself. */
function conceptOfLink(link: Link, lexicon: Lexicon): string {
  const name = link.target.slice(link.target.lastIndexOf('/') + 1).replace(/\.md$/iu, '');
  const note = link.resolution.kind === 'note' ? link.resolution.note.replace(/^.*\/|\.md$/giu, '') : name;
  return (
    lexicon.conceptNamed(note) ??
    lexicon.conceptNamed(name) ??
    (link.alias === undefined ? undefined : lexicon.conceptNamed(link.alias)) ??
    longestMention(name, lexicon) ??
    name
  );
}

/** "li internet domain socket" names the Internet domain socket, whatever stands in front. */
function longestMention(name: string, lexicon: Lexicon): string | undefined {
  const tokens = lexicon.mendSpelling(readInline([{ type: 'text', value: name }], new Map()).tokens);
  const mentions = lexicon.mentions(tokens).toSorted((a, b) => b.length - a.length);
  const covered = mentions.reduce((sum, { length }) => sum + length, 0);
  return covered * 2 >= tokens.length ? mentions[0]?.concept : undefined;
}

/** What a line, or a cell, says twice is one claim, where it is said first. */
function withoutRepeats(claims: readonly Claim[], lines: readonly string[]): readonly Claim[] {
  const seen = new Set<string>();
  return claims.filter(({ concept, facet, value, condition, form, place }) => {
    const before = form === 'table' ? (lines[place.line - 1] ?? '').slice(0, place.column - 1) : '';
    const circumstance = condition?.name ?? condition?.written;
    const key = [concept.name, facet, value.name, circumstance, place.line, before.split('|').length].join('\n');
    return !seen.has(key) && seen.add(key);
  });
}

function byPlace({ place: a }: Claim, { place: b }: Claim): number {
  return a.line - b.line || a.column - b.column;
}
