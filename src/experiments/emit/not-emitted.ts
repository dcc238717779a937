/** A line that has no sensible form in this language: it becomes a comment, with the reason. */
export class NotEmitted extends Error {}
