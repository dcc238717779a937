import type { RootContent } from 'mdast';
import { attributesAtEnd, attributesBelow } from '../attributes-below.ts';
import { cutContent, paragraphOf, rangeOf } from '../content.ts';
import type { NoteReading } from '../note-reading.ts';
import { liftTags } from '../tags.ts';
import { answerEndOf, findMarkers, questionBlocks } from './question-answer-markers.ts';
import type { Marker } from './question-answer-markers.ts';

/**
 * `Q: …` and `A: …` at the start of lines. A question may go on over code, a list or a table to its `A:`; an answer
 * runs to the next blank line, or to the end of the list, table or fence that it opens.
 */
export function readQuestionAnswers(reading: NoteReading): void {
  const markers = findMarkers(reading);
  for (let index = 0; index < markers.length; index += 1) {
    const question = markers[index];
    const answer = markers[index + 1];
    if (question === undefined) continue;
    if (question.letter === 'A') reportLone(question, reading);
    else if (answer?.letter === 'A' && readPair(question, answer, markers[index + 2], reading)) index += 1;
    else reportLone(question, reading);
  }
}

function readPair(question: Marker, answer: Marker, next: Marker | undefined, reading: NoteReading): boolean {
  const { lines } = reading;
  const asked = questionBlocks(question, answer);
  if (asked === undefined) return false;
  const { blocks, end: untrimmed } = answerEndOf(answer, next, blockAround(answer, asked), reading);
  const end = trimEnd(untrimmed, lines.source);
  const first = lines.pointAt(question.start).line;
  const last = lines.pointAt(end).line;
  if (reading.isClaimed(first, last)) return false;
  const answerLine = lines.pointAt(answer.start).line;
  const inside = attributesAtEnd(answerLine, last, reading);
  reading.claim(first, last);
  const attributes = [...inside, ...attributesBelow(last, reading)];
  const answerEnd = inside[0] === undefined ? end : lines.offsetOfLine(inside[0].line);
  const ownEnd = question.paragraph === answer.paragraph ? answer.start : rangeOf(question.paragraph)[1];
  const front = liftTags(cutContent(question.paragraph.children, question.textStart, ownEnd, lines), lines);
  const back = liftTags(cutContent(answer.paragraph.children, answer.textStart, answerEnd, lines), lines);
  reading.drafts.push({
    syntax: 'question-answer',
    kind: 'basic',
    start: question.start,
    end: trimEnd(answerEnd, lines.source),
    attributes,
    tags: [...front.tags, ...back.tags],
    front: [...paragraphOf(front.content), ...cutContent<RootContent>(asked, question.start, answer.start, lines)],
    back: [
      ...paragraphOf(back.content),
      ...cutContent<RootContent>(blocks, rangeOf(answer.paragraph)[1], answerEnd, lines),
    ],
  });
  return true;
}

function blockAround({ start }: Marker, asked: readonly RootContent[]): RootContent | undefined {
  const last = asked.at(-1);
  return last !== undefined && start < rangeOf(last)[1] ? last : undefined;
}

function trimEnd(offset: number, source: string): number {
  let end = offset;
  while (end > 0 && /\s/u.test(source.charAt(end - 1))) end -= 1;
  return end;
}

function reportLone(marker: Marker, reading: NoteReading): void {
  const { lines } = reading;
  const place = lines.placeAt(marker.start, marker.start + 2);
  const { line } = lines.pointAt(marker.start);
  if (marker.letter === 'Q') {
    reading.report(
      'question-without-answer',
      place,
      'This question has no answer: write `A:` on a line below it, without prose between.',
      ['A:'],
    );
    reading.decide(line, line, 'near-miss', 'This line opens with Q:, but no A: follows it, so it is no card.');
  } else {
    reading.report(
      'answer-without-question',
      place,
      'This answer has no question: write `Q:` on a line above it, without prose between.',
      ['Q:'],
    );
    reading.decide(line, line, 'near-miss', 'This line opens with A:, but no Q: stands above it, so it is no card.');
  }
}
