/** How far a card has come, and the log of its reviews, for a package that carries them. */
export interface CardSchedule {
  /** 1 learning, 2 review, 3 relearning. */
  readonly type: 1 | 2 | 3;
  /** 1 within the day, 2 review, 3 learning over days, -1 suspended. */
  readonly queue: 1 | 2 | 3 | -1;
  /** A study day, in days since 1970-01-01, or an instant, in milliseconds. */
  readonly due: { readonly day: number } | { readonly at: number };
  /** Days. */
  readonly interval: number;
  readonly reps: number;
  readonly lapses: number;
  /** Learning steps still to go. */
  readonly left: number;
  readonly memory: { readonly stability: number; readonly difficulty: number };
  /** The probability of recall that the card was scheduled for. */
  readonly retention: number;
  /** FSRS's weight of forgetting, positive. */
  readonly decay: number;
  /** The last review, milliseconds since the epoch. */
  readonly reviewedAt: number;
  readonly reviews: readonly LoggedReview[];
}

/** A row of Anki's log of reviews, apart from the card that it is about. */
export interface LoggedReview {
  /** Milliseconds since the epoch; Anki's id of the review. */
  readonly at: number;
  /** 1 to 4; 0 where nobody answered. */
  readonly ease: number;
  /** Days, or seconds as a negative number. */
  readonly interval: number;
  readonly lastInterval: number;
  /** Ease in thousandths, or with FSRS 100 to 1100 for the difficulty. */
  readonly factor: number;
  /** Milliseconds. */
  readonly took: number;
  /** 0 learning, 1 review, 2 relearning, 3 outside the schedule or before its day, 4 manual, 5 rescheduled. */
  readonly kind: number;
}
