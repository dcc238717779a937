import { createRequire } from 'node:module';

/** The version in package.json, which lies two folders above the built file and the source alike. */
export const version = (createRequire(import.meta.url)('../../package.json') as { version: string }).version;
