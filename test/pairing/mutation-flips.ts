/**
 * Turns a statement into one that says something else, by a table of its own: the vocabulary's opposites are not asked,
 * or a gap in them could hide itself. Numbers and errnos are changed too.
 */

/** What stands in a statement, and what it becomes; `$1` as in String.replace. The first rule of a group that fits is applied. */
const groups: readonly (readonly (readonly [RegExp, string])[])[] = [
  // whole answers
  [
    [/^(\W*)yes\b/iu, '$1No'],
    [/^(\W*)no(?=\W*$|\W*[,(:]|\*)/iu, '$1Yes'],
  ],
  // promises
  [
    [/\bunreliable\b/iu, 'reliable'],
    [/\breliable\b/iu, 'unreliable'],
    [/\baren.t reliable\b/iu, 'are reliable'],
  ],
  [
    [/\bnot guaranteed\b/iu, 'guaranteed'],
    [/\bno guarantee of\b/iu, 'guarantees'],
    [/\bguaranteed\b/iu, 'not guaranteed'],
    [/\bguarantees\b/iu, 'does not guarantee'],
    [/\bensures (?:data )?delivery\b/iu, 'does not ensure delivery'],
  ],
  // order
  [
    [/\bunordered\b/iu, 'ordered'],
    [/\bordered\b/iu, 'unordered'],
    [/\b(?:may arrive )?out of order\b/iu, 'in order'],
    [/\bout-of-order\b/iu, 'in order'],
    [/\bin[ -](?:exact |the exact |the same )?order\b/iu, 'out of order'],
    [/\bin the order (?:they were sent|in which they were written|sent)\b/iu, 'in any order'],
    [/\bno guarantee of (?:delivery, )?order\b/iu, 'guaranteed order'],
  ],
  // copies
  [
    [/\bwithout duplication\b/iu, 'with duplicates'],
    [/\bdelivered twice\b/iu, 'delivered once'],
    [/\bread twice\b/iu, 'read once'],
    [/\bdiscarded by the receiving kernel\b/iu, 'delivered to the reader'],
  ],
  // loss and repair
  [
    [/\bneither detected nor repaired\b/iu, 'detected and repaired'],
    [/\bno detection (?:or|and) retransmission\b/iu, 'detection and retransmission'],
    [/\bdetects and retransmits\b/iu, 'neither detects nor retransmits'],
    [/\bdetected and retransmitted\b/iu, 'neither detected nor retransmitted'],
    [/\brepaired by sending again\b/iu, 'not repaired'],
    [/\bpackets can be lost\b/iu, 'packets are never lost'],
  ],
  // connections
  [
    [/\bconnectionless\b/iu, 'connection-oriented'],
    [/\bconnection-(?:oriented|based)\b/iu, 'connectionless'],
    [/\bno handshake\b/iu, 'a handshake first'],
    [/\brequires a \**handshake\**/iu, 'needs no handshake'],
    [/\bdoes not need to be connected\b/iu, 'needs to be connected'],
    [/\bdon't need to have an open connection\b/iu, 'need to have an open connection'],
  ],
  [
    [/\bnever required\b/iu, 'always required'],
    [/\bnot needed\b/iu, 'needed'],
    [/\brequired\b/iu, 'not needed'],
    [/\boptional\b/iu, 'required'],
  ],
  // waiting
  [
    [/\bblocks if\b/iu, 'drops messages if'],
    [/\bdropped silently if\b/iu, 'the sender blocks if'],
    [/\bnew(?:est)? datagrams are dropped\b/iu, 'the sender waits'],
    [/\b(?:the )?sender waits\b/iu, 'new datagrams are dropped'],
    [/\bwaits for data\b/iu, 'never waits for data'],
    [/\b(send|recv|accept|connect)\(\) (?:waits|sleeps)\b/iu, '$1() returns at once'],
    [/\b(is|are) dropped\b/iu, '$1 delivered'],
    [/^(\W*)dropped(\W*)$/iu, '$1delivered$2'],
  ],
  // direction
  [
    [/\bbidirectional\b/iu, 'unidirectional'],
    [/\bboth ways\b/iu, 'one way'],
    [/\bone way\b/iu, 'both ways'],
    [/\btwo buffers \(one for each direction\)/iu, 'one buffer for both directions'],
  ],
  // messages
  [
    [/\bbyte[ -]stream\b/iu, 'stream of separate messages'],
    [/\bboundaries are preserved\b/iu, 'boundaries are lost'],
    [/\bdo not have any boundaries\b/iu, 'have boundaries'],
    [/\bno concept of message boundaries\b/iu, 'keeps message boundaries'],
    [/\bdatagram[ -]oriented\b/iu, 'stream oriented'],
    [/\ba full message\b/iu, 'a part of a message'],
    [/^(\W*)bytes(\W*)$/iu, '$1one whole message$2'],
    [/^(\W*)one (?:whole )?message(\W*)$/iu, '$1bytes$2'],
    [/^(\W*)byte(\W*)$/iu, '$1datagram$2'],
    [/^(\W*)datagram(\W*)$/iu, '$1byte$2'],
    [/^(\W*)none(?=, as in|; a reader)/iu, '$1kept'],
  ],
  [
    [/\bkept apart\b/iu, 'joined'],
    [/\bkept\b/iu, 'lost'],
    [/\blost\b(?! (?:packet|data|message|byte|SYN|without))/iu, 'kept'],
    [/\b(?:is |are )?discarded\b/iu, 'stays for the next read'],
    [/\bstays for the next read\b/iu, 'is discarded'],
  ],
  // range
  [
    [/\binside a system\b/iu, 'between different hosts'],
    [/\b(?:on|between processes on) the same host\b/iu, 'on any host'],
    [/\bone host\b/iu, 'any host of the network'],
    [/\bonly for\b/iu, 'not only for'],
  ],
  // amounts and places in a row
  [
    [/\bhigher overhead\b/iu, 'Lower overhead'],
    [/\blower overhead\b/iu, 'Higher overhead'],
    [/\boldest\b/iu, 'newest'],
    [/\bnewest\b/iu, 'oldest'],
    [/\bclosed first\b/iu, 'closed last'],
  ],
  // outcomes
  [
    [/\bfails with (E[A-Z]+)/u, 'succeeds'],
    [/\bsucceeds\b/iu, 'fails'],
    [/\bis refused\b/iu, 'is served'],
    [/\bimpossible\b/iu, 'possible'],
    [/\bpossible\b/iu, 'impossible'],
    [/\bnot inherited\b/iu, 'inherited'],
    [/\bunaffected\b/iu, 'closed'],
    [/\b(?:a )?new (\[\[file descriptor\]\]|socket|file descriptor)\b/iu, 'the same $1'],
    [/\bworks\b/iu, 'fails'],
    [/\bsurvive\b/iu, 'are lost'],
    [/\bcannot\b/iu, 'can'],
    [/\bdoes not\b/iu, 'does'],
    [/\bdon't\b/iu, 'do'],
  ],
  // numbers, also in words
  [
    [
      /(?<![\w.:/-])(?:\d{1,3}(?:,\d{3})+|\d+)(?= (?:bytes|bits|seconds|milliseconds|messages|packets|duplicates|connections)\b|\W*$)/u,
      '#',
    ],
    [/\b(?:two|three|four)(?= (?:packets|buffers|types|kinds)\b|\W*$)/iu, 'seven'],
  ],
  // errnos
  [[/\bE(?:AGAIN|WOULDBLOCK|[A-Z]{3,})\b/u, '!']],
];

/** Every flip of a statement, in the order of the groups; none where the table knows nothing. */
export function flipsOf(statement: string): readonly string[] {
  const flips = new Set<string>();
  // What a link leads to stays as it is, and so does an aside: the words in front of it say the thing.
  const asText = statement
    .replaceAll(/\[\[[^\]]*\]\]/gu, (link) => '§'.repeat(link.length))
    .replaceAll(/(?<=[\p{L}\p{N}]\W*)\([^)]*\)/gu, (aside) => '§'.repeat(aside.length));
  for (const group of groups) {
    const rule = group.find(([from]) => from.test(asText));
    if (rule === undefined) continue;
    const [from, to] = rule;
    flips.add(
      replaceAt(statement, asText, from, (match) =>
        to === '#'
          ? String(Number((match[0] ?? '').replaceAll(',', '')) * 2 + 1)
          : to === '!'
            ? otherErrno(match[0] ?? '')
            : to.replaceAll('$1', match[1] ?? '').replaceAll('$2', match[2] ?? ''),
      ),
    );
  }
  flips.delete(statement);
  return [...flips];
}

/** Replaces what a pattern finds in a text of equal length. */
function replaceAt(
  statement: string,
  asText: string,
  pattern: RegExp,
  replacement: (match: readonly (string | undefined)[]) => string,
): string {
  const match = pattern.exec(asText);
  if (match === null) return statement;
  const [from, to] = [match.index, match.index + match[0].length];
  return statement.slice(0, from) + replacement(match) + statement.slice(to);
}

/** One that says something else, and is no twin. */
function otherErrno(name: string): string {
  return name === 'EPROTO' ? 'EDOM' : 'EPROTO';
}
