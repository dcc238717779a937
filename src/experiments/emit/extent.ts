/** What a block's program needs beyond its lines. */
import type { Block, CallLine, ResumeLine } from '../language/block.ts';
import type { Value } from '../language/value.ts';
import { constantNumber } from '../kernel/numbers.ts';
import { parametersOf } from '../language/signatures.ts';

/** The pending call with the outputs that stand at its return. */
export function spread(line: CallLine, resume: ResumeLine): CallLine {
  const parameters = parametersOf(line.call);
  const given = parameters.flatMap((parameter, index): Value[] => {
    const resumed = resume.arguments[index - resume.firstArgument];
    const own = line.arguments[index];
    const chosen = parameter.direction === 'in' ? (own ?? resumed) : (resumed ?? own);
    return chosen === undefined ? [] : [chosen];
  });
  return { ...line, arguments: given, claim: resume.claim };
}

/** Constants that a header may lack. */
export function uncommon(block: Block): readonly string[] {
  const seen = new Set<string>();
  JSON.stringify(block, (_, value: unknown) => {
    if (typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'constant' && 'name' in value)
      seen.add(String(value.name));
    return value;
  });
  const rare =
    /^(?:BTPROTO_|CAN_|IPPROTO_MPTCP|AF_XDP|AF_KCM|AF_NFC|SO_NREAD|SO_NWRITE|SO_RXQ_OVFL|SO_NO_CHECK|UDP_NO|AF_NS|AF_LINK|AF_SYSTEM|TCP_NOPUSH|IP_DONTFRAG|SO_EE|SOCK_DCCP|IPPROTO_UDPLITE)/u;
  return [...seen].filter((name) => rare.test(name));
}

/** The most that one call receives. */
export function roomOf(block: Block): number {
  let most = 64;
  const look = (value: Value): void => {
    if (value.kind === 'integer') most = Math.max(most, value.value);
    if (value.kind === 'array') value.items.forEach(look);
    if (value.kind === 'structure')
      for (const member of value.members)
        if (member.name.startsWith('iov') || member.name === 'msg_iov') look(member.value);
  };
  for (const line of block.lines)
    if (line.kind === 'call' && /^(?:recv|read)/u.test(line.call)) line.arguments.forEach(look);
  return Math.min(most * 2, 2 * 1024 * 1024);
}
/** Constants that older headers lack, with Linux's numbers. */
export function fallbacks(names: Iterable<string>): readonly string[] {
  return [...names].flatMap((name) => {
    const number = constantNumber(name, { name: 'linux', arch: 'x64' });
    return number === undefined ? [] : [`#ifndef ${name}`, `#define ${name} ${number}`, '#endif'];
  });
}
