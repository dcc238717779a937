import type { Database } from 'node-sqlite3-wasm';
import type { PackageLimits, PackageReview } from './anki-package.ts';
import { integer, readRows } from './rows.ts';

/** The log of reviews, by time. Values that Anki itself lets pass for 0 are read so. */
export function readLog(database: Database, limits: PackageLimits): PackageReview[] {
  const select = `SELECT id, cid, ease, CAST(ivl AS INTEGER) AS ivl, CAST(lastIvl AS INTEGER) AS lastIvl,
    CAST(factor AS INTEGER) AS factor, CAST(time AS INTEGER) AS time, CAST(type AS INTEGER) AS type
    FROM revlog ORDER BY id`;
  return readRows(database, select, limits, (row) => ({
    at: integer(row, 'id'),
    card: integer(row, 'cid'),
    ease: integer(row, 'ease'),
    interval: integer(row, 'ivl'),
    lastInterval: integer(row, 'lastIvl'),
    factor: integer(row, 'factor'),
    took: integer(row, 'time'),
    kind: integer(row, 'type'),
  }));
}
