import { type Actor, type Line, printCondition, printValue } from '../../experiments/index.ts';

/** The line that is asked as a question in English. */
export function wordLine(line: Line, earlier: readonly Line[]): string {
  switch (line.kind) {
    case 'call': {
      const who = wordActor(line.actor);
      if (line.repeat?.count !== undefined)
        return `${who} now calls ${line.call}() ${line.repeat.count} times: what does each call return?`;
      if (line.repeat !== undefined)
        return `${who} now calls ${line.call}() again and again, as long as it answers the same: what does it return?`;
      return `${who} now calls ${line.call}()${wordTurn(countBefore(line, earlier))}: what does it return?`;
    }
    case 'resume':
      return `${wordOwner(line.actor)} ${line.call}(), which was waiting, now returns: what does it return?`;
    case 'check':
    case 'wait':
      return wordCondition(line);
    case 'packet':
      return `Which packet travels next between ${printEnd(line.from)} and ${printEnd(line.to)}, sent by ${printEnd(line.from)}?`;
    default:
      return 'What happens next?';
  }
}

function wordActor(actor: Actor | undefined): string {
  if (actor === undefined) return 'The program';
  const name = actor.name.length > 3 ? `The ${actor.name.replaceAll('_', ' ')}` : `Process ${actor.name}`;
  return actor.thread === 1 ? name : `${name}'s ${ordinals[actor.thread - 1] ?? 'next'} thread`;
}

function wordOwner(actor: Actor | undefined): string {
  return `${wordActor(actor)}'s`;
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

function wordTurn(before: number): string {
  if (before === 0) return '';
  const ordinal = ordinals[before];
  return ordinal === undefined ? ' once more' : ` a ${ordinal} time`;
}

/** How often the same actor made the same call on the same descriptor. */
function countBefore(line: Extract<Line, { kind: 'call' }>, earlier: readonly Line[]): number {
  const key = (one: Extract<Line, { kind: 'call' }>): string => {
    const [first] = one.arguments;
    return `${one.actor?.name ?? ''}.${one.actor?.thread ?? 1} ${one.call} ${first === undefined ? '' : printValue(first)}`;
  };
  const wanted = key(line);
  const closed = earlier.findLastIndex(
    (one) => one.kind === 'call' && one.call === 'close' && key({ ...one, call: line.call }) === wanted,
  );
  return earlier.filter(
    (one, index) => index > closed && one.kind === 'call' && key(one) === wanted && one.call !== 'socket',
  ).length;
}

function wordCondition(line: Extract<Line, { kind: 'check' | 'wait' }>): string {
  const { left, span } = line.condition;
  const subject = printCondition({ left, span });
  const [only] = left.terms;
  const query = left.terms.length === 1 && only?.operand.kind === 'query' ? only.operand.query : undefined;
  if (query === 'state')
    return line.kind === 'wait'
      ? `Which TCP state does ${subject} come to?`
      : `In which TCP state is the socket now: ${subject}?`;
  if (query === 'FIONREAD' || subject.includes('FIONREAD')) return `How many bytes wait to be read: ${subject}?`;
  return line.kind === 'wait' ? `What does ${subject} come to?` : `What is ${subject} now?`;
}

function printEnd(end: Extract<Line, { kind: 'packet' }>['from']): string {
  if (end.kind === 'name') return printValue(end);
  return end.port.kind === 'any' ? end.host : printValue(end);
}
