import { withoutControls } from '../language/cursor.ts';
import type { TranscriptLine } from '../replay/transcript.ts';

/** `[server] `, as the note writes it in front of the line; empty for the one default actor. */
export function actorPrefix({ claimed }: Pick<TranscriptLine, 'claimed'>): string {
  return /^\[[a-z][a-z0-9_.@]*\] /.exec(claimed)?.[0] ?? '';
}

/** The claimed line without the comment behind it. */
export function claimedText({ claimed }: Pick<TranscriptLine, 'claimed'>): string {
  let quoted = false;
  for (let at = 0; at < claimed.length; at++) {
    const character = claimed[at];
    if (character === '\\' && quoted) at++;
    else if (character === '"') quoted = !quoted;
    else if (character === '#' && !quoted) return withoutControls(claimed.slice(0, at).trimEnd());
  }
  return withoutControls(claimed);
}

/** What happened, in the notation of the note: the call with the arguments and the result that the kernel gave. */
export function observedText(line: TranscriptLine): string {
  if (line.status === 'not-reached' || line.status === 'unseen') return claimedText(line);
  return withoutControls(actorPrefix(line) + observedStatement(line));
}

function observedStatement(line: TranscriptLine): string {
  const { args, call, result, repeated } = line;
  const claimed = plainClaim(line);
  switch (line.kind) {
    case 'call':
      // What a call that sleeps was given stands in the claim; nothing was written yet.
      if (result === '<unfinished ...>' && line.status === 'as-claimed') return claimed;
      if (repeated === undefined) return `${call}(${args.join(', ')}) = ${result}`;
      return `${claimed}    ${repeatInWords(line)}`;
    case 'resume':
      return `<... ${call} resumed>${args.length === 0 ? '' : `${args.join(', ')})`} = ${result}`;
    case 'check':
    case 'wait':
      return result === '' || args.length < 2 || args[1] === result
        ? claimed
        : `${claimed}    ${args[0] ?? ''} is ${result}`;
    case 'packet':
      return `${/^IP6? [^:]*(?::(?=\S)[^:]*)*/.exec(claimed)?.[0] ?? 'IP'}: ${result}`;
    case 'exit':
    case 'killed':
    case 'signal':
    case 'packet-gap':
    case 'wire':
      return claimed;
  }
}

/** The claim without its actor and without the mark of the quiz. */
function plainClaim(line: TranscriptLine): string {
  return claimedText(line)
    .slice(actorPrefix(line).length)
    .replace(/ (==|!=|<=|>=|<|>|=)\? /, ' $1 ')
    .replace(/:\? /, ': ');
}

function repeatInWords({ repeated, result, status, claimed }: TranscriptLine): string {
  const calls = repeated?.calls ?? 0;
  const sum = repeated === undefined || repeated.sum === calls ? '' : `, together ${repeated.sum}`;
  const then = status === 'as-claimed' && /repeat \d/.test(claimed) ? '' : `, then ${result}`;
  return `${calls} ${calls === 1 ? 'time' : 'times'}${sum}${then}`;
}

/** Why a line differs, was not reached or not seen: one sentence. */
export function differenceInWords(line: TranscriptLine): string {
  const why = line.reason === undefined ? '' : withoutControls(line.reason);
  switch (line.status) {
    case 'as-claimed':
      return '';
    case 'not-reached':
      return why === '' ? 'not reached' : `not reached: ${why}`;
    case 'unseen':
      return why === '' ? 'not seen' : `not seen: ${why}`;
    case 'differs':
      return why === '' ? 'the kernel says otherwise' : why;
  }
}
