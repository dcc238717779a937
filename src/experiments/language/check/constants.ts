import { constantLists, unknownValue } from '../constants.ts';
import type { ConstantList } from '../constants.ts';
import { didYouMean, nearest } from '../cursor.ts';
import type { ExperimentRule } from '../cursor.ts';
import type { Span, Value } from '../value.ts';
import type { LineContext } from './context.ts';

/** How a message calls what a list holds. */
const listNames: Readonly<Record<ConstantList, string>> = {
  family: 'address family',
  'socket-type': 'socket type',
  'accept-flags': 'flag of accept4',
  protocol: 'protocol',
  level: 'level of options',
  option: 'option',
  'option-value': 'value of an option',
  'message-flags': 'flag of send and recv',
  how: 'way to shut down',
  'fcntl-command': 'command of fcntl',
  'status-flags': 'file status flag',
  'open-flags': 'flag of open',
  'pipe-flags': 'flag of pipe2',
  'ioctl-request': 'request of ioctl',
  'poll-events': 'event of poll',
  'control-type': 'type of control message',
  'error-origin': 'origin of an error',
  whence: 'place to seek from',
  mode: 'kind of file',
  'signal-handler': 'way to handle a signal',
  'signal-action-flags': 'flag of a signal action',
  signal: 'signal',
  'tcp-state': 'state of TCP',
  errno: 'error',
};

const rules: Partial<Readonly<Record<ConstantList, ExperimentRule>>> = {
  errno: 'unknown-errno',
  signal: 'unknown-signal',
};

/** Sandbox rule 3: the lists are closed. */
export function checkConstant(
  context: Pick<LineContext, 'report'>,
  { name, span }: { readonly name: string; readonly span: Span },
  ...lists: readonly ConstantList[]
): void {
  if (lists.some((list) => isListed(list, name))) return;
  const [list = 'errno'] = lists;
  const known: readonly string[] =
    lists.length === 1 ? constantLists[list] : lists.flatMap((each) => constantLists[each]);
  const expected = nearest(name, known);
  const what = listNames[list];
  const article = /^[aeio]/.test(what) ? 'an' : 'a';
  const message = `\`${name}\` is no ${what} that the language knows.${didYouMean(expected) || ` ${article === 'an' ? 'An' : 'A'} ${what} is expected here.`}`;
  context.report(rules[list] ?? 'unknown-constant', span, message, expected);
}

export function isListed(list: ConstantList, name: string): boolean {
  return (constantLists[list] as readonly string[]).includes(name);
}

/** A constant, flags where `many`, or a number: which is linted, for numbers differ between systems. */
export function checkChoice(context: LineContext, value: Value, list: ConstantList, many: boolean): void {
  if (value.kind === 'constant') {
    checkConstant(context, value, list);
  } else if (value.kind === 'flags') {
    if (!many) context.report('wrong-argument', value.span, `One ${listNames[list]} is expected here.`);
    for (const member of value.members) checkChoice(context, member, list, many);
  } else if (value.kind !== 'integer') {
    const article = /^[aeio]/.test(listNames[list]) ? 'an' : 'a';
    context.report('wrong-argument', value.span, `Here stands the name of ${article} ${listNames[list]}.`);
  } else if (value.value !== 0 && value.value !== unknownValue) {
    const advice = `write the name of the ${listNames[list]}; 9999 stands for one that no kernel knows`;
    context.report('literal-number', value.span, `Numbers differ between systems: ${advice}.`);
  }
}
