import { reporterFor } from '../diagnostic.ts';
import type { RuleTable } from '../diagnostic.ts';

/** What reading a vault can find fault with. */
export const vaultRules = {
  'unresolved-link': { severity: 'warning', about: 'A link whose target is no note or file of the vault.' },
  'ambiguous-link': { severity: 'warning', about: 'A link that several notes or files answer to.' },
  'missing-heading': { severity: 'warning', about: 'A link to a heading that the note does not have.' },
  'missing-block': { severity: 'warning', about: 'A link to a block id that the note does not have.' },
  'alias-as-target': {
    severity: 'warning',
    about: "A link that names a note's alias or title, which no link resolves to.",
  },
  'url-in-wiki-link': { severity: 'warning', about: 'A web address in double brackets.' },
  'unescaped-pipe-in-table': { severity: 'warning', about: 'A wiki link in a table, cut in two by its own bar.' },
  'reversed-link': { severity: 'warning', about: 'A markdown link whose address and title have changed places.' },
  mojibake: { severity: 'warning', about: 'UTF-8 that was once read as Windows-1252: `â†’` for `→`.' },
  'unclosed-comment': { severity: 'warning', about: 'A comment opened by `%%` that nothing closes.' },
  'text-after-comment': { severity: 'warning', about: 'Text behind the `%%` that closes a comment of several lines.' },
  'broken-front-matter': { severity: 'error', about: 'Front matter that is not valid YAML or JSON.' },
  'duplicate-key': { severity: 'warning', about: 'A key that stands twice in the front matter; the last one counts.' },
  'unclosed-front-matter': { severity: 'warning', about: 'Front matter that is opened by `---` and never closed.' },
  'front-matter-engine-refused': { severity: 'error', about: 'Front matter in a language that would be run as code.' },
  'unquoted-front-matter-link': {
    severity: 'warning',
    about: 'A wiki link in front matter without quotes: a list to YAML.',
  },
  'invalid-utf8': { severity: 'error', about: 'Bytes that are not UTF-8; read as replacement characters.' },
  'nul-byte': { severity: 'error', about: 'A NUL in a note; read as a replacement character.' },
  'note-too-costly': {
    severity: 'error',
    about: 'A note too large, too deeply nested or too slow to parse; left out.',
  },
  'parser-failed': { severity: 'error', about: 'A note on which the markdown parser itself fails; left out.' },
  'unreadable-note': { severity: 'error', about: 'A note or folder that the system does not let us read; left out.' },
  'directory-named-as-note': { severity: 'info', about: 'A folder whose name ends in .md; read as a folder.' },
  'link-leaves-vault': { severity: 'warning', about: 'A symbolic link that leads out of the vault; not followed.' },
  'duplicate-note-name': {
    severity: 'error',
    about: 'Two files whose names differ only in their Unicode normal form.',
  },
  'unknown-note': { severity: 'error', about: 'A note that was asked for and is not in the vault.' },
} as const satisfies RuleTable;

export const report = reporterFor(vaultRules);
