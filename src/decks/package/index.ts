/** Reading packages that Anki or others wrote: loaded when a command is given one. */
export { readPackage, type ReadOutcome } from '../read-package.ts';
export type {
  AnkiPackage,
  PackageCard,
  PackageFaultKind,
  PackageNote,
  PackagePreset,
  PackageReview,
} from './anki-package.ts';
