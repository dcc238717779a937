import type { LoggedReview } from '../card-schedule.ts';
import type { NoteType } from '../deck.ts';

/** What a package or an export of a collection holds, whichever program made it. */
export interface AnkiPackage {
  /** `legacy-1`: collection.anki2; `legacy-2`: collection.anki21; `latest`: collection.anki21b. */
  readonly format: PackageFormat;
  /** By id. */
  readonly notes: readonly PackageNote[];
  /** By id. */
  readonly cards: readonly PackageCard[];
  /** Those of the file's notes, and any others in it. */
  readonly noteTypes: readonly NoteType[];
  /** Names by id, levels parted by `::`. */
  readonly decks: ReadonlyMap<number, string>;
  /** How many answers are logged in it; an export without scheduling has none. */
  readonly reviews: number;
  /** Those answers, by time, where they were asked for; otherwise none. */
  readonly log: readonly PackageReview[];
  /** How its decks schedule, where that was asked for and the export has it; otherwise none. */
  readonly presets: readonly PackagePreset[];
  /** Names of its media, sorted. Never to be used as paths. */
  readonly media: readonly string[];
}

export type PackageFormat = 'legacy-1' | 'legacy-2' | 'latest';

export interface PackageNote {
  /** Anki's note id: what Obsidian_to_Anki writes as `ID:`. */
  readonly id: number;
  readonly guid: string;
  /** `NoteType.id` */
  readonly noteType: number;
  /** Seconds since 1970. */
  readonly modified: number;
  readonly tags: readonly string[];
  /** HTML, in the order of the note type's fields. */
  readonly fields: readonly string[];
}

export interface PackageCard {
  readonly id: number;
  /** `PackageNote.id` */
  readonly note: number;
  /** Index of the template, or the cloze number less 1. */
  readonly ord: number;
  readonly deck: number;
  /** 0 new, 1 learning, 2 review, 3 relearning. */
  readonly type: number;
  /** 0 new, 1 and 3 learning, 2 review; negative: suspended or buried. */
  readonly queue: number;
  readonly due: number;
  /** Days. */
  readonly interval: number;
  readonly reviews: number;
  readonly lapses: number;
}

export interface PackageReview extends LoggedReview {
  /** `PackageCard.id` */
  readonly card: number;
}

/** What Anki calls a deck's options. */
export interface PackagePreset {
  readonly name: string;
  /** Ids of the decks that it is for. */
  readonly decks: readonly number[];
  /** Of the newest FSRS that it has any for: 21, 19 or 17; empty for FSRS's own. */
  readonly weights: readonly number[];
  readonly retention: number;
  /** Days. */
  readonly maximumInterval: number;
  /** Seconds. */
  readonly learningSteps: readonly number[];
  /** Seconds. */
  readonly relearningSteps: readonly number[];
  readonly leechThreshold: number;
}

export type PackageFaultKind = 'not-found' | 'not-readable' | 'not-a-package' | 'too-new' | 'too-large' | 'corrupt';

/** Why a package can't be read; caught in read-package.ts and given as an outcome. */
export class PackageFault extends Error {
  override readonly name = 'PackageFault';
  readonly kind: PackageFaultKind;

  constructor(kind: PackageFaultKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A stranger's file is read only so far. */
export interface PackageLimits {
  /** Bytes of the collection, unpacked. */
  readonly collection: number;
  /** Bytes of the list of media, unpacked. */
  readonly mediaList: number;
  readonly entries: number;
  /** Characters in all notes together; a crafted database can show the same bytes many times. */
  readonly text: number;
  readonly rows: number;
}

export const PACKAGE_LIMITS: PackageLimits = {
  collection: 2 ** 31,
  mediaList: 2 ** 27,
  entries: 2_000_000,
  text: 2 ** 30,
  rows: 20_000_000,
};
