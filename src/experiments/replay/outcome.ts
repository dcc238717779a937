/** A block can't be replayed on this machine: *not testable here*, with the reason. */
export class NotTestable extends Error {}

/** The sandbox does not let a line through: also *not testable here*, and nothing was done. */
export class Refusal extends NotTestable {
  constructor(rule: number, message: string) {
    super(`refused by the sandbox (rule ${rule}): ${message}`);
  }
}

/** A line that can't be made into a call: a name that is not bound, a value of the wrong kind. The line differs. */
export class LineFault extends Error {}

/** The harness could not look properly: *inconclusive*. */
export class Unsettled extends Error {}
