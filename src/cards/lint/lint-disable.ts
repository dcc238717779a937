import type { Diagnostic } from '../../diagnostic.ts';
import { indexLines } from '../../vault/index.ts';
import type { LineIndex, Vault } from '../../vault/index.ts';
import { matchComment } from '../comment-above.ts';

const disabling = /(?:<!--|%%)\s*lint-disable\b([^>%]*?)\s*(?:-->|%%)/u;

/** Takes out what a lint-disable comment on or above the card silences; errors can't be silenced. */
export function withoutDisabled(diagnostics: readonly Diagnostic[], vault: Vault): Diagnostic[] {
  const lines = new Map<string, LineIndex>();
  for (const note of vault.notes) {
    if (note.source.includes('lint-disable')) lines.set(note.path, indexLines(note.path, note.source));
  }
  if (lines.size === 0) return [...diagnostics];
  return diagnostics.filter((diagnostic) => {
    const index = lines.get(diagnostic.path);
    if (index === undefined || diagnostic.severity === 'error') return true;
    const comment = matchComment(disabling, diagnostic.line, diagnostic.endLine ?? diagnostic.line, index);
    if (comment === undefined) return true;
    const rules = (comment[1] ?? '').split(/[\s,]+/u).filter((rule) => rule !== '');
    return rules.length > 0 && !rules.includes(diagnostic.rule);
  });
}
