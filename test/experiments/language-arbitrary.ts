import fc from 'fast-check';
import { firstOutput, parametersOf, signatures } from '../../src/experiments/index.ts';
import type {
  Actor,
  Block,
  CallName,
  Claim,
  Condition,
  IntegerValue,
  Line,
  NameValue,
  Operand,
  Parameter,
  Result,
  Sum,
  TimeBound,
  Value,
  WireRule,
  WireSelection,
} from '../../src/experiments/index.ts';
import {
  span,
  word,
  present,
  name,
  integer,
  count,
  constantOf,
  wholeText,
  host,
  internet,
  digits,
  valueOf,
  descriptor,
} from './language-values.ts';

/** Random blocks over the whole language, in the form in which the parser leaves them; places are made up. */

function argumentsOf(parameters: readonly Parameter[]): fc.Arbitrary<readonly Value[]> {
  const least = parameters.filter(({ optional }) => !optional).length;
  return fc
    .integer({ min: least, max: parameters.length })
    .chain((given) => fc.tuple(...parameters.slice(0, given).map(({ kind }) => valueOf(kind))));
}

function resultOf(call: CallName): fc.Arbitrary<Result> {
  const { returns } = signatures[call];
  const named = word.map((each): Result => ({ kind: 'name', name: each, span }));
  const flagNames = fc.subarray(['O_RDWR', 'O_NONBLOCK', 'O_APPEND', 'O_WRONLY'], { minLength: 2 });
  const special: fc.Arbitrary<Result> =
    returns === 'descriptor'
      ? fc.oneof(
          named,
          digits.map((each): Result => ({ kind: 'name', name: each.name, span })),
        )
      : returns === 'actor'
        ? named
        : returns === 'flags'
          ? fc
              .tuple(flagNames, fc.option(count, { nil: undefined }))
              .map(([flags, value]) => ({ kind: 'flags', flags, ...present('value', value), span }))
          : returns === 'ready'
            ? fc
                .tuple(count, valueOf('poll-set'))
                .map(([found, ready]) =>
                  ready.kind === 'array' ? { kind: 'ready', count: found, ready, span } : { kind: 'any', span },
                )
            : fc.oneof(
                named,
                count.map((value): Result => ({ kind: 'integer', value, base: 'decimal', span })),
              );
  return fc.oneof(
    { weight: 4, arbitrary: special },
    {
      weight: 2,
      arbitrary: constantOf('errno').map((each): Result => ({ kind: 'error', errno: each.name, span })),
    },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Result>(
        { kind: 'positive', span },
        { kind: 'any', span },
        { kind: 'unknown', span },
        { kind: 'unknown', errno: 'ERESTARTSYS', span },
        { kind: 'constant', name: 'SOCK_STREAM', span },
        { kind: 'integer', value: -1, base: 'decimal', span },
      ),
    },
  );
}

const time: fc.Arbitrary<TimeBound> = fc
  .tuple(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 0, max: 1e12 }), fc.constantFrom('both', 'least', 'most'))
  .map(([a, b, which]) => ({
    ...(which === 'most' ? {} : { atLeastNs: Math.min(a, b) }),
    ...(which === 'least' ? {} : { atMostNs: Math.max(a, b) }),
    span,
  }));

function claimOf(call: CallName): fc.Arbitrary<Claim> {
  const alternative = fc
    .tuple(fc.constantFrom('linux' as const, 'darwin' as const, 'freebsd' as const), resultOf(call))
    .map(([system, result]) => ({ system, result, span }));
  const sleeping: Result = { kind: 'unfinished', sleeps: true, span };
  return fc
    .record({
      asked: fc.boolean(),
      result: fc.oneof({ weight: 8, arbitrary: resultOf(call) }, { weight: 1, arbitrary: fc.constant(sleeping) }),
      alternatives: fc.array(alternative, { maxLength: 2 }),
      time: fc.option(time, { nil: undefined }),
    })
    .map(({ time: bound, ...claim }) => ({ ...claim, ...present('time', bound), span }));
}

/** strace's cut line, with what the kernel writes left open. */
const cut: Claim = { asked: false, result: { kind: 'unfinished', sleeps: false, span }, alternatives: [], span };

const actor: fc.Arbitrary<Actor> = fc
  .tuple(
    word,
    fc.oneof(
      fc.constant({ thread: 1 }),
      fc.integer({ min: 2, max: 9 }).map((thread) => ({ thread })),
      word.map((each) => ({ thread: 1, host: each })),
    ),
  )
  .map(([each, more]) => ({ name: each, ...more, span }));

const comment = fc
  .oneof(fc.string({ maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 8 }), fc.constant('# "*/ = 1'))
  .map((each) => each.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\uFFFD]/gu, '').trim());

const callName = fc.constantFrom(...(Object.keys(signatures) as CallName[])); // The keys of the table are the calls.

/** Calls that the printer would read back under a shorter name. */
function isSpelledShorter(call: CallName, given: readonly Value[]): boolean {
  const zero = (value: Value | undefined) => value?.kind === 'integer' && value.value === 0;
  if (call === 'recvfrom') return given[4]?.kind === 'null' && given[5]?.kind === 'null';
  if (call === 'sendto') return given[4]?.kind === 'null' && zero(given[5]);
  return call === 'pipe2' && zero(given[1]);
}

const repeat = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }), fc.array(name, { maxLength: 2 }))
      .map(([times, [calls, sum]]) => ({
        ...present('count', times),
        ...present('calls', calls),
        ...present('sum', sum),
      })),
  },
);

const callLine: fc.Arbitrary<Line> = callName
  .chain((call) => fc.tuple(fc.constant(call), argumentsOf(parametersOf(call)), claimOf(call), repeat))
  .filter(([call, given]) => !isSpelledShorter(call, given))
  .map(([call, given, claim, times]) => ({
    kind: 'call',
    call,
    callSpan: span,
    arguments: given,
    claim,
    ...present('repeat', times),
    span,
  }));

const cutLine: fc.Arbitrary<Line> = fc.oneof(
  fc.tuple(descriptor, valueOf('address')).map((given) => cutCall('connect', given)),
  descriptor.map((each) => cutCall('accept', [each, { kind: 'any', span }])),
  fc.tuple(descriptor, valueOf('data'), integer, valueOf('message-flags')).map((given) => cutCall('send', given)),
);

function cutCall(call: CallName, given: readonly Value[]): Line {
  return { kind: 'call', call, callSpan: span, arguments: given, claim: cut, span };
}

const resumeLine: fc.Arbitrary<Line> = callName
  .filter((call) => call !== 'fork')
  .chain((call) => {
    const outputs = parametersOf(call).slice(firstOutput(call));
    const given = fc.oneof(fc.constant([]), argumentsOf(outputs));
    return fc.tuple(fc.constant(call), given, claimOf(call));
  })
  .filter(([, , claim]) => claim.result.kind !== 'unfinished')
  .map(([call, given, claim]) => ({
    kind: 'resume',
    call,
    callSpan: span,
    firstArgument: firstOutput(call),
    arguments: given,
    claim,
    span,
  }));

const reference = fc
  .tuple(fc.oneof(name, digits), fc.option(word, { nil: undefined }))
  .map(([each, owner]): NameValue => ({ ...each, ...present('actor', owner) }));

const natural = integer.map((each): IntegerValue => ({ ...each, value: Math.abs(each.value) }));

const operand: fc.Arbitrary<Operand> = fc.oneof(
  natural,
  fc
    .tuple(name, fc.option(word, { nil: undefined }))
    .map(([each, owner]): NameValue => ({ ...each, ...present('actor', owner) })),
  constantOf('tcp-state', 'option-value'),
  fc
    .tuple(
      fc.constantFrom('POLLIN' as const, 'POLLHUP' as const, 'FIONREAD' as const, 'SIOCOUTQNSD' as const),
      reference,
    )
    .map(([query, of]): Operand => ({ kind: 'query', query, descriptor: of, span })),
  fc.oneof(reference, internet).map((of): Operand => ({ kind: 'query', query: 'state', of, span })),
  fc
    .constantFrom('net.unix.max_dgram_qlen', 'net.core.somaxconn')
    .map((variable): Operand => ({ kind: 'query', query: 'sysctl', variable, span })),
);

const sum: fc.Arbitrary<Sum> = fc
  .array(fc.record({ sign: fc.constantFrom('+' as const, '-' as const), operand }), { minLength: 1, maxLength: 3 })
  .map((terms) => ({ terms, span }));

const condition: fc.Arbitrary<Condition> = fc
  .tuple(
    sum,
    fc.option(
      fc.record({
        operator: fc.constantFrom(
          '==' as const,
          '!=' as const,
          '<' as const,
          '<=' as const,
          '>' as const,
          '>=' as const,
        ),
        asked: fc.boolean(),
        right: sum,
      }),
      { nil: undefined },
    ),
  )
  .map(([left, comparison]) => ({ left, ...present('comparison', comparison), span }));

const selection: fc.Arbitrary<WireSelection> = fc
  .record({
    protocol: fc.option(fc.constantFrom('udp' as const, 'tcp' as const), { nil: undefined }),
    data: fc.boolean(),
    to: fc.option(fc.tuple(host, fc.option(fc.integer({ min: 0, max: 65535 }), { nil: undefined })), {
      nil: undefined,
    }),
    prefix: fc.option(wholeText, { nil: undefined }),
  })
  .map(({ protocol, data, to, prefix }) => ({
    ...present('protocol', protocol),
    data,
    ...present('to', to && { ...to[0], ...present('port', to[1]), span }),
    ...present('prefix', prefix),
  }));

const every = fc.integer({ min: 1, max: 50 });

const wireRule: fc.Arbitrary<WireRule> = fc.oneof(
  fc.record({
    verb: fc.constantFrom('drop' as const, 'swap' as const, 'twice' as const, 'flip' as const),
    every,
    select: selection,
  }),
  fc.record({
    verb: fc.constant('reject' as const),
    answer: fc.constantFrom('port' as const, 'host' as const, 'net' as const, 'reset' as const),
    every,
    select: selection,
  }),
  fc.record({ verb: fc.constant('rate' as const), bitsPerSecond: fc.integer({ min: 1, max: 1e9 }) }),
  fc.record({ verb: fc.constant('mtu' as const), bytes: fc.integer({ min: 68, max: 65535 }) }),
  fc.record({ verb: fc.constantFrom('down' as const, 'pass' as const) }),
);

const length = fc.option(count, { nil: undefined }).map((value) => present('length', value));

const packetLine: fc.Arbitrary<Line> = fc
  .record({
    version: fc.constantFrom(4 as const, 6 as const),
    from: fc.oneof(reference, internet),
    to: fc.oneof(reference, internet),
    asked: fc.boolean(),
    content: fc.oneof(
      fc
        .tuple(fc.constantFrom('S', 'S.', '.', 'P.', 'F.', 'R', 'FP.', 'none'), length)
        .map(([flags, size]) => ({ protocol: 'tcp' as const, flags, ...size })),
      length.map((size) => ({ protocol: 'udp' as const, ...size })),
      fc
        .tuple(
          fc.constantFrom(
            'echo request' as const,
            'echo reply' as const,
            'port unreachable' as const,
            'host unreachable' as const,
            'net unreachable' as const,
            'admin prohibited' as const,
            'fragmentation needed' as const,
            'time exceeded' as const,
          ),
          length,
        )
        .map(([message, size]) => ({ protocol: 'icmp' as const, message, ...size })),
    ),
    fates: fc.subarray(['lost' as const, 'twice' as const, 'flipped' as const, 'swapped' as const]),
  })
  .map((line) => ({ kind: 'packet', ...line, span }));

const actorLine: fc.Arbitrary<Line> = fc
  .tuple(
    fc.option(actor, { nil: undefined }),
    fc.oneof(
      { weight: 8, arbitrary: callLine },
      { weight: 1, arbitrary: cutLine },
      { weight: 1, arbitrary: resumeLine },
      {
        weight: 2,
        arbitrary: condition.chain((each) =>
          fc.constantFrom<Line>({ kind: 'check', condition: each, span }, { kind: 'wait', condition: each, span }),
        ),
      },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 0, max: 255 }).map((status): Line => ({ kind: 'exit', status, span })),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom<Line>(
          { kind: 'killed', signal: 'SIGKILL', span },
          { kind: 'signal', signal: 'SIGPIPE', span },
        ),
      },
    ),
  )
  // Every line of this list may have an actor.
  .map(([before, line]) => ({ ...line, ...present('actor', before) }));

const blockLine: fc.Arbitrary<Line> = fc.oneof(
  fc.tuple(word, host).map(([each, { family, host: where }]): Line => ({
    kind: 'host',
    name: each,
    nameSpan: span,
    family,
    address: where,
    addressSpan: span,
    span,
  })),
  wireRule.map((rule): Line => ({ kind: 'wire', rule, span })),
  packetLine,
  fc
    .subarray(['linux', 'ipv6', 'SOCK_SEQPACKET'], { minLength: 1 })
    .map((needs): Line => ({ kind: 'needs', needs: needs.map((each) => ({ name: each, span })), span })),
  fc.integer({ min: 1, max: 999_999 }).map((milliseconds): Line => ({ kind: 'deadline', milliseconds, span })),
  fc.constant<Line>({ kind: 'packet-gap', span }),
);

const commented: fc.Arbitrary<Line> = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: actorLine }, { weight: 1, arbitrary: blockLine }),
    fc.option(comment, { nil: undefined }),
  )
  .map(([line, said]) => ({ ...line, ...present('comment', said) }));

const line: fc.Arbitrary<Line> = fc.oneof(
  { weight: 8, arbitrary: commented },
  { weight: 1, arbitrary: comment.map((said): Line => ({ kind: 'comment', comment: said, span })) },
  { weight: 1, arbitrary: fc.constant<Line>({ kind: 'blank', span }) },
);

export const arbitraryBlock: fc.Arbitrary<Block> = fc.array(line, { maxLength: 8 }).map((lines) => ({
  path: 'note.md',
  firstLine: 1,
  lines: trimmed(lines),
}));

function trimmed(lines: readonly Line[]): readonly Line[] {
  const kept = lines.filter((each, index) => each.kind !== 'blank' || lines[index - 1]?.kind !== 'blank');
  const from = kept[0]?.kind === 'blank' ? 1 : 0;
  return kept.slice(from, kept.at(-1)?.kind === 'blank' && kept.length > from ? -1 : undefined);
}

/** The same tree without places. */
export function withoutPlaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !/^(span|callSpan|nameSpan|addressSpan)$/.test(key))
      .map(([key, each]) => [key, withoutPlaces(each)]),
  );
}
