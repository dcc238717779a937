import type { CardEvidence } from '../decks/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { CardId } from '../identity/index.ts';
import { loadEvidence, type LoadedEvidence } from '../pairing/recorded/index.ts';
import type { OpenVault } from './open-vault.ts';
import { CannotError } from './outcome.ts';
import { describeSystemError } from './system-error.ts';

/** What the vault's recorded evidence says about its cards. */
export interface VaultEvidence {
  readonly cards: ReadonlyMap<CardId, CardEvidence>;
  /** Cards whose answer the kernel contradicts. */
  readonly refuted: ReadonlySet<CardId>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads `.sockrates/evidence.jsonl` and holds it against what the notes claim now. Nothing is run: the same vault gives the
 * same cards on every machine.
 */
export async function readCardEvidence(open: OpenVault): Promise<VaultEvidence> {
  const { evidence, diagnostics } = openEvidence(open.state.folder, open.state.label);
  if (evidence.size === 0) return { cards: new Map(), refuted: new Set(), diagnostics };
  const { proveCards } = await import('./card-proofs.ts');
  return { ...(await proveCards(open, evidence)), diagnostics };
}

/** The evidence that a state folder holds; a CannotError where the system does not give it. */
export function openEvidence(folder: string, label: string): LoadedEvidence {
  try {
    return loadEvidence(folder, label);
  } catch (error) {
    throw new CannotError(`the evidence in ${folder} cannot be read: ${describeSystemError(error)}`);
  }
}
