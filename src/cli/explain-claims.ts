import type { LineExplanation } from '../cards/index.ts';
import type { Pairing } from '../pairing/index.ts';
import { openVerdictCache } from '../pairing/verdict-cache/index.ts';
import type { Note } from '../vault/index.ts';
import type { OpenVault } from './open-vault.ts';
import { pairVault } from './pair-vault.ts';
import { describeClaim, type Finding } from './verify-finding.ts';
import { verifyClaims } from './verify-vault.ts';
import { version } from './version.ts';

/** What the line claims with the kernel's verdict, and the experiments of its cards. */
export interface JudgedLine {
  readonly claims: readonly Finding[];
  readonly pairings: readonly Pairing[];
}

export async function judgeLine(open: OpenVault, note: Note, { line, cards }: LineExplanation): Promise<JudgedLine> {
  // A derived card's fact may stand in other notes as well.
  const tellers = new Set(cards.flatMap((card) => card.sources.map(({ path }) => path)));
  const { pairCard, claims, sources } = await pairVault(
    open,
    open.vault.notes.filter(({ id, path }) => id === note.id || tellers.has(path)),
  );
  const onLine = claims.filter(
    ({ place }) => place.path === note.path && place.line <= line && line <= (place.endLine ?? place.line),
  );
  const { claims: judged, runs } = await verifyClaims(onLine, sources, { cache: openVerdictCache({ version }) });
  return {
    claims: judged.map((one) => describeClaim(one, runs.records)),
    pairings: cards.flatMap((card) => pairCard(card)),
  };
}
