/** Writing a package: loaded by the export that writes one. */
export { writeApkg, type ApkgOptions } from './write-apkg.ts';
