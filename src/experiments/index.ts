export * from './language/block.ts';
export * from './language/claim.ts';
export * from './language/condition.ts';
export * from './language/packet.ts';
export * from './language/wire.ts';
export * from './language/value.ts';
export * from './language/constants.ts';
export * from './language/signatures.ts';
export { checkBlock, limits } from './language/check/check-block.ts';
export { parseBlock } from './language/parse-block.ts';
export type { ParsedBlock } from './language/parse-block.ts';
export {
  printBlock,
  printClaim,
  printCondition,
  printLine,
  printPacketContent,
  printResult,
} from './language/print-block.ts';
export { escapeBytes, printValue } from './language/print-value.ts';
export { structures } from './language/structures.ts';
export type { ValueKind } from './language/structures.ts';
export { experimentRules } from './rules.ts';
export { openReplayer, replayExperiment } from './replay/replay.ts';
export type { Replayer, ReplayOptions } from './replay/replay.ts';
export type { CapturedPacket, LineStatus, ReplayVerdict, Transcript, TranscriptLine } from './replay/transcript.ts';
export { fold, formatLogLine, verdictInWords } from './drawing/log.ts';
export { arrangeLadder } from './drawing/ladder.ts';
export type { Ladder, LadderRow } from './drawing/ladder.ts';
export { claimedText, differenceInWords, observedText } from './drawing/observed-line.ts';
export { drawLadder } from './drawing/draw-ladder.ts';
export type { ScreenOptions } from './drawing/paint.ts';
export { drawLadderSvg } from './drawing/draw-svg.ts';
export type { SvgWords } from './drawing/draw-svg.ts';
