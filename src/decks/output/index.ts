/** Writing a file whole: what most commands need of decks, without what renders and packs cards. */
export { describeWriteFailure, withPrivateFolder, writeWhole, type WriteOutcome } from '../write.ts';
