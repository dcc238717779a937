import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { writeStateFile } from '../state-file.ts';
import { parseSession, printSession } from './session-text.ts';
import type { Session } from './session.ts';

/**
 * Keeps a session to be resumed, in `session.json` of the state folder, whole or not at all. Returns why that failed: the
 * answers are in the journal all the same.
 */
export function saveSession(folder: string, session: Session): string | undefined {
  const file = path.join(folder, 'session.json');
  try {
    writeStateFile(file, printSession(session));
    return undefined;
  } catch (error) {
    return `The session could not be saved to ${file}: ${error instanceof Error ? error.message : String(error)}.`;
  }
}

/** The session that was left open, if there is one; a file that makes no sense is none. */
export function loadSession(folder: string): Session | undefined {
  try {
    return parseSession(readFileSync(path.join(folder, 'session.json'), 'utf8'));
  } catch {
    return undefined;
  }
}

/** Forgets the session: it was finished, or another one is begun. */
export function removeSession(folder: string): void {
  rmSync(path.join(folder, 'session.json'), { force: true });
}
