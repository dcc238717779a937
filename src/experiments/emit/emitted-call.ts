/** A call on its way into a program. */
export interface EmittedCall {
  /** Statements that make the arguments ready. */
  readonly before: readonly string[];
  readonly call: string;
  /** What it prints besides the result: a statement that takes the line's number, text and result. */
  readonly tell: (line: number, text: string, result: string) => string;
  /** Statements that give names their values. */
  readonly after: readonly string[];
}

/** What the arguments add, one after the other. */
export interface CallDraft {
  before: string[];
  after: string[];
  tell: EmittedCall['tell'];
}
