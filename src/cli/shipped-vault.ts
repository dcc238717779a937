import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The notes that ship with the program: their experiments, concepts and vocabulary serve every vault. */
export const shippedVault = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../notes');
