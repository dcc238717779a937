import { describe, expect, it } from 'vitest';
import { extractCards, lintCards } from '../../src/cards/index.ts';
import { vaultOf } from './note-vault.ts';

/** The rules that a note's cards break, its lines' order. */
function check(note: string, expected: readonly string[]): void {
  const vault = vaultOf({ 'a.md': note });
  const { cards } = extractCards(vault, { derived: false });
  expect(lintCards(cards, vault).map(({ rule }) => rule)).toEqual(expected);
}

describe('the rules of good cards', () => {
  it.each([
    ['What does listen() mark? :: the socket as passive', []],
    ['Which port does HTTP use? :: 80', []],
    ['Backlog on Linux by default? :: 4096', ['bare-number']],
    ['TCP or UDP: which is ordered? :: TCP', []],
    ['Can recv() return 0 on a datagram socket?::Yes, for an empty datagram\nexperiment:: udp/empty', []],
    ['Does UDP order datagrams? :: Never', ['yes-no-question']],
    ['Explain why a server calls bind() :: to be found', []],
    ['[[unix socket]] vs [[internet socket]] :: much', ['vague-question']],
    ['Range: UNIX vs Internet socket? :: one host; any', []],
    ['What is it? :: that', ['dangling-pronoun']],
    ['What does it take to connect? :: an address', []],
    ['What is a SYN? What is a FIN? :: flags', ['two-questions']],
    ['What do bind and listen do? :: name and mark', []],
    ['The calls in order are ==socket==, ==bind==, ==listen==, ==accept== #card', []],
    ['e.g. 1.5 times? :: One. Two, i.e. still two. And 3.5 makes it three.', ['long-answer']],
  ])('say of %j: %j', (note, expected) => check(note, expected));

  it('take questions for alike only where no name tells them apart', () => {
    const words =
      'which of the calls that a program makes on its way to the very first byte of data is the one to watch';
    check(`${words} in TCP :: a\n\n${words} in UDP :: b`, []);
    check(`${words} in full :: a\n\n${words} in brief :: b`, ['similar-card']);
  });

  it('find alike questions among ten thousand in a moment', () => {
    const lines = Array.from(
      { length: 10_000 },
      (_, index) => `What does the call number ${index} of the long list return here :: x`,
    );
    const vault = vaultOf({ 'a.md': lines.join('\n\n') });
    const { cards } = extractCards(vault, { derived: false });
    const start = performance.now();
    expect(lintCards(cards, vault)).toEqual([]);
    expect(performance.now() - start).toBeLessThan(3000);
  });
});
