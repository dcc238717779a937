import { describe, expect, it } from 'vitest';
import { headingPath, plainText } from '../../src/vault/index.ts';
import { parseNote } from '../../src/vault/parse-note.ts';

describe('sections', () => {
  const source = '# A\ntext\n## B\n\n### C\nx\n## D\n\n# E\n';
  const { note } = parseNote('a.md', source);

  it('reach to the next heading of their depth', () => {
    expect(note.sections.map(({ path, place, lastLine }) => `${path.join(' > ')} ${place.line}-${lastLine}`)).toEqual([
      'A 1-8',
      'A > B 3-6',
      'A > B > C 5-6',
      'A > D 7-8',
      'E 9-10',
    ]);
  });
  it('name the headings above a line', () => {
    expect([1, 2, 6, 7].map((line) => headingPath(note, line))).toEqual([['A'], ['A'], ['A', 'B', 'C'], ['A', 'D']]);
    expect(headingPath(parseNote('a.md', 'x\n# A').note, 1)).toEqual([]);
  });
  it('have readable titles', () => {
    const titles = parseNote('a.md', '# **1.** [[TCP|tcp]] `x` ==y==\n\nSetext\n===\n> # quoted').note.sections;
    expect(titles.map(({ title }) => title)).toEqual(['1. tcp x y', 'Setext']);
  });
});

describe('tags', () => {
  function check(source: string, expected: readonly string[]): void {
    expect(parseNote('a.md', source).note.tags).toEqual(expected);
  }

  it('stand behind a space or at the start', () => check('#a x #b/c\n# H #d\n- #e', ['a', 'b/c', 'd', 'e']));
  it('are words, not numbers', () => check('#1 #1a #x-y_z #übung', ['1a', 'x-y_z', 'übung']));
  it('are none in code, links, words and comments', () => check('`#a` [x](#b) c#d [[#e]] %% #f %%', []));
  it('are none right behind emphasis', () => check('**a**#b', []));
  it('are counted once', () => check('---\ntags: [a]\n---\n#a #b #a', ['a', 'b']));
});

describe('named blocks', () => {
  it('end with their name', () => {
    const { blocks } = parseNote(
      'a.md',
      'text ^one\n\n- item ^two\n- other\n\n| a |\n|---|\n| b |\n\n^three\n\nx^four',
    ).note;
    expect(blocks.map(({ id, place }) => `${place.line} ${id}`)).toEqual(['1 one', '3 two', '10 three']);
  });
});

describe('experiments in notes', () => {
  const block = '```sock\nsocket(AF_INET, SOCK_STREAM, 0) = s\n```\n';

  function ids(path: string, source: string): string[] {
    return parseNote(path, source).note.sockBlocks.map(({ id }) => id);
  }

  it('are named by their path below experiments/', () => {
    expect(ids('experiments/udp/lost.md', block)).toEqual(['udp/lost']);
    expect(ids('notes/experiments/udp/lost.md', block + block)).toEqual(['udp/lost', 'udp/lost-2']);
  });
  it('are named by path and heading elsewhere', () => {
    expect(ids('tcp/a.md', `${block}# H\n${block}${block}## I\n${block}`)).toEqual([
      'tcp/a',
      'tcp/a#H',
      'tcp/a#H-2',
      'tcp/a#I',
    ]);
  });
  it('have their text, lines, question and claims', () => {
    const front =
      '---\nquestion: What?\ndecides:\n  - [UDP, order, none]\n  - [UDP, loss, silent, in the queue]\n---\n';
    const [sock] = parseNote('experiments/x.md', `${front}# H\n${block}`).note.sockBlocks;
    expect(sock).toEqual({
      id: 'x',
      place: { path: 'experiments/x.md', line: 8, column: 1, endLine: 10, endColumn: 4 },
      firstLine: 9,
      text: 'socket(AF_INET, SOCK_STREAM, 0) = s',
      question: 'What?',
      decides: [
        ['UDP', 'order', 'none'],
        ['UDP', 'loss', 'silent', 'in the queue'],
      ],
      headingPath: ['H'],
    });
  });
  it('may decide one claim, written as one list', () => {
    const [sock] = parseNote('experiments/x.md', `---\ndecides: [UDP, order, 1]\n---\n${block}`).note.sockBlocks;
    expect(sock?.decides).toEqual([['UDP', 'order', '1']]);
  });
  it('are no other code', () => expect(ids('a.md', '```c\n```\n~~~ sock\n~~~')).toEqual(['a']));
});

describe('plain text', () => {
  function check(source: string, expected: string): void {
    expect(plainText(parseNote('a.md', source).note.tree)).toBe(expected);
  }

  it('reads a wiki link by its alias, or the last part of its path', () =>
    check('[[x/y.md]] [[x|z]] [[a#h]] [[#h]]', 'y z a h'));
  it('reads code and math as they are', () => check('`a*b` $x_1$', 'a*b x_1'));
  it('leaves out comments, HTML and what is embedded', () => check('a %%b%%<b>c</b> ![[d]]', 'a c '));
  it('parts blocks by lines and cells by bars', () =>
    check('# h\n\n- a\n  - b\n\n| x | y |\n|---|---|\n| 1 | 2 |', 'h\na\nb\nx | y\n1 | 2'));
  it('begins a callout with its title', () => check('> [!card] What?\n> That.', 'What?\nThat.'));
});
