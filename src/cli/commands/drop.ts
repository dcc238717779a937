import { closest, distance } from 'fastest-levenshtein';
import type { Command } from 'commander';
import { dropCards, restoreCards, saveLedger } from '../../identity/index.ts';
import type { Context } from '../context.ts';
import { countOf } from '../count-of.ts';
import { addVaultFlags, openVault, type OpenVault, type VaultFlags } from '../open-vault.ts';
import { CannotError, UsageError } from '../outcome.ts';
import { showText } from '../screen.ts';

interface DropFlags extends VaultFlags {
  readonly undo?: boolean;
}

export function defineDrop(command: Command, context: Context): void {
  command.argument('<card...>', 'ids of cards, as `sockrates cards` lists them');
  addVaultFlags(command)
    .option('--undo', 'take a rejection back')
    .addHelpText(
      'after',
      `
A dropped card is never exported again, also after edits. What Anki has of it stays there: the next
export lists it in gone.txt. A line <!-- no-card --> above a card does the same within the note.

Examples:
  sockrates drop k3j9x0c2v7b1n5m8
  sockrates drop --undo k3j9x0c2v7b1n5m8`,
    )
    .action(async (ids: readonly string[], flags: DropFlags) => {
      const open = await openVault(context, flags);
      const change = flags.undo === true ? restoreCards : dropCards;
      const { ledger, changed, unknown } = change(open.ledger, open.identification, ids);
      const [first] = unknown;
      if (first !== undefined) throw new UsageError(unknownCard(open, first));
      const saved = saveLedger(open.state, open.loaded, ledger);
      if (saved.kind === 'failed') throw new CannotError(saved.message);
      const done = flags.undo === true ? 'taken back' : 'dropped';
      context.screen.print(
        `${countOf(changed.length, 'card')} ${done}${changed.length < ids.length ? '; the others were already' : ''}`,
      );
    });
}

export function unknownCard({ identification, ledger }: OpenVault, id: string): string {
  const known = [...identification.records.keys(), ...ledger.keys()];
  const near = known.length === 0 ? undefined : closest(id, known);
  const hint =
    near !== undefined && distance(id, near) <= 4 ? `; did you mean ${near}?` : '; `sockrates cards` lists them';
  return `no card of this vault has the id ${showText(id)}${hint}`;
}
