const DAY_SECONDS = 86_400;

export interface LearningSteps {
  readonly count: number;
  /** Where a card starts, and returns to when it is forgotten. */
  readonly first: Step | undefined;
  /** `left`: steps still to go, the one that was just waited for included. */
  readonly hard: (left: number) => Step | undefined;
  /** Undefined after the last step: the card is learnt. */
  readonly next: (left: number) => Step | undefined;
}

export interface Step {
  readonly seconds: number;
  /** Steps still to go, this one included. */
  readonly left: number;
}

/** Steps of so many seconds each, as Anki takes them (anki-manual: deck options, learning steps). */
export function openLearningSteps(seconds: readonly number[]): LearningSteps {
  const count = seconds.length;
  const last = Math.max(0, count - 1);
  // Steps may have been added to or taken from the settings while a card was in the middle of them.
  const indexOf = (left: number): number => Math.min(Math.max(0, count - left), last);
  const stepAt = (index: number): Step | undefined => {
    const wait = seconds[index];
    return wait === undefined ? undefined : { seconds: wait, left: count - index };
  };
  return {
    count,
    first: stepAt(0),
    hard: (left) => {
      const index = indexOf(left);
      const [first, second] = seconds;
      if (first === undefined || index > 0) {
        const step = stepAt(index);
        return step === undefined ? undefined : { ...step, left };
      }
      return { seconds: hardOfFirst(first, second), left };
    },
    next: (left) => stepAt(indexOf(left) + 1),
  };
}

/** Between the first step and the second; with one step half as long again, but at most a day longer. */
function hardOfFirst(first: number, second: number | undefined): number {
  const seconds =
    second === undefined
      ? Math.min(Math.floor((first * 3) / 2), first + DAY_SECONDS)
      : Math.floor((first + second) / 2);
  return seconds > DAY_SECONDS ? Math.round(seconds / DAY_SECONDS) * DAY_SECONDS : seconds;
}
