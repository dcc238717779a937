/** Reading packages that Anki or others wrote: loaded when a command is given one. */
export { readPackage } from '../read-package.ts';
export type { AnkiPackage, PackageFaultKind, PackagePreset } from './anki-package.ts';
