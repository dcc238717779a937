import path from 'node:path';
import type { Command } from 'commander';
import { adoptNotes, saveLedger } from '../../identity/index.ts';
import { ankiNotesOf } from '../anki-notes.ts';
import type { Context } from '../context.ts';
import { countOf } from '../count-of.ts';
import { addVaultFlags, openVault, type VaultFlags } from '../open-vault.ts';
import { CannotError, exitStatus } from '../outcome.ts';
import { showText } from '../screen.ts';
import { openPackageFile, saveNoteTypes } from '../user-note-types.ts';

export function defineAdopt(command: Command, context: Context): void {
  command.argument('<file>', "an export of the user's collection or deck: .apkg or .colpkg");
  addVaultFlags(command)
    .addHelpText(
      'after',
      `
Obsidian_to_Anki writes Anki's note ids into notes (ID: 1708611033509). A package cannot find a note by
that id, so an import would make a second copy. Export the deck from Anki (File > Export), adopt the
file once, and from then on exports update the notes that are there, with their reviews.

Example:
  sockrates adopt ~/Downloads/collection.apkg`,
    )
    .action(async (file: string, flags: VaultFlags) => {
      await adopt(file, flags, context);
    });
}

async function adopt(file: string, flags: VaultFlags, context: Context): Promise<void> {
  const { screen } = context;
  const exported = await openPackageFile(path.resolve(context.cwd, file));
  const open = await openVault(context, flags);
  const { ledger, adopted, missing, mismatched } = adoptNotes(open.ledger, open.identification, ankiNotesOf(exported));
  const used = new Set(adopted.map((id) => ledger.get(id)?.noteType?.id));
  await saveNoteTypes(
    open.state,
    exported.noteTypes.filter(({ id }) => used.has(id)),
  );
  const saved = saveLedger(open.state, open.loaded, ledger);
  if (saved.kind === 'failed') throw new CannotError(saved.message);
  screen.print(`${countOf(adopted.length, 'card')} adopted: the next export updates their notes in Anki`);
  for (const { id, ankiNoteId } of missing) {
    screen.print(`  ${id}  note ${ankiNoteId} is not in ${showText(file)}: importing this card makes a second copy`);
  }
  for (const { id, ankiNoteId, noteTypeName } of mismatched) {
    screen.print(`  ${id}  note ${ankiNoteId} is a ${showText(noteTypeName)}, which this card cannot become`);
  }
  if (adopted.length === 0 && missing.length === 0 && mismatched.length === 0) {
    screen.print('No card of this vault carries an `ID:`.');
  }
  if (missing.length + mismatched.length > 0) context.exit(exitStatus.found);
}
