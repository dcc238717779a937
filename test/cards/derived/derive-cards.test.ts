import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveCards } from '../../../src/cards/derived/derive-cards.ts';
import { parseNote } from '../../../src/vault/parse-note.ts';

function derive(markdown: string, path = 'Note.md'): ReturnType<typeof deriveCards> {
  return deriveCards(
    [parseNote(path, markdown).note],
    [],
    () => false,
    () => [],
  );
}

/** Every derived card as `question => answer`, a cloze with its gaps in braces. */
function cardsOf(markdown: string, path?: string): string[] {
  return derive(markdown, path).cards.map(({ fields, deletions }) =>
    fields.Text === undefined
      ? `${fields.Front?.text ?? ''} => ${(fields.Back?.text ?? '').replaceAll('\n', ' / ')}`
      : `${deletions.map(({ text }) => `{${text}}`).join('')} in ${fields.Text.text}`,
  );
}

function check(markdown: string, expected: readonly string[], path?: string): void {
  expect(cardsOf(markdown, path)).toEqual(expected);
}

/** The note gives no card, and says why. */
function refuses(markdown: string, reason: RegExp): void {
  const { cards, refusals } = derive(markdown, '2024-05-01.md');
  expect(cards.map(({ fields }) => fields.Front?.text ?? fields.Text?.text)).toEqual([]);
  expect(refusals.map(({ reason: said }) => said).join('\n')).toMatch(reason);
}

describe('a comparison table', () => {
  it('asks each cell that says something, and contrasts two short ones', () => {
    check(
      `| Feature | Mutex | Spin lock |
|---|---|---|
| Waiting | The thread sleeps until the lock is free again | The thread runs in a loop until the lock is free |
| Cost of waiting | low | high |`,
      [
        'Mutex: waiting? => The thread sleeps until the lock is free again',
        'Spin lock: waiting? => The thread runs in a loop until the lock is free',
        'Cost of waiting: Mutex vs Spin lock? => Mutex: low / Spin lock: high',
      ],
    );
  });

  it('shows a bare yes or no only inside a contrast', () => {
    check(`| Feature | ext4 | tmpfs |\n|---|---|---|\n| Survives a restart? | **Yes** | **No** (memory) |`, [
      'Survives a restart: ext4 vs tmpfs? => ext4: Yes / tmpfs: No (memory)',
    ]);
    refuses(`| Feature | ext4 | XFS | NTFS |\n|---|---|---|---|\n| Journal | yes | yes | yes |`, /bare yes or no/);
  });

  it('takes off a label that repeats the row or the column', () => {
    check(
      `| Feature | RAID 0 | RAID 1 |
|---|---|---|
| Redundancy | Redundant-free: one lost disk takes all of the data with it | Redundancy: every block is written to two different disks |`,
      [
        'RAID 0: redundancy? => one lost disk takes all of the data with it',
        'RAID 1: redundancy? => every block is written to two different disks',
      ],
    );
  });

  it('reads concepts from the rows where the columns are facets, with the subject in front', () => {
    check(`# Open flags\n\n| flag | effect |\n|---|---|\n| \`O_EXCL\` | fails where the file exists |`, [
      'Open flags, O_EXCL: effect? => fails where the file exists',
    ]);
  });

  it('gives no card for ragged rows, empty headings, one column or two hundred', () => {
    refuses(`| a |\n|---|\n| b |`, /one column/);
    refuses(`| x | |\n|---|---|\n| y | something long enough |`, /without a heading/);
    const wide = Array.from({ length: 200 }, (_, index) => `C${index}`).join(' | ');
    refuses(`| ${wide} |\n| ${wide.replaceAll(/C\d+/g, '---')} |\n| ${wide} |`, /data, not a comparison/);
    check(`| Feature | AA | BB |\n|---|---|---|\n| Only one |\n| Speed | fast enough | slow |`, [
      'Speed: AA vs BB? => AA: fast enough / BB: slow',
    ]);
  });
});

describe('a step table', () => {
  it('makes each column a sequence of its own, and skips what is no step', () => {
    check(
      `## File Writer-Reader Model\n
| Step | Writer | Reader |
|---|---|---|
| 1 | Make it (\`open()\`) | Open it (\`open()\`) |
| 2 | Fill it (\`write()\`) | — |
| 3 | Flush it (\`fsync()\`) | Fetch it (\`read()\`) |`,
      [
        '{open()}{write()}{fsync()} in File writer, calls in order: open() → write() → fsync()',
        'File writer: which call follows open()? => write()',
        'File writer: which call follows write()? => fsync()',
        '{open()}{read()} in File reader, calls in order: open() → read()',
        'File reader: which call follows open()? => read()',
      ],
    );
  });
});

describe('bullets with a label', () => {
  it('ask what a quality means, and name the concept of the heading', () => {
    check(
      `## **2. Cache Lines (L1)** ✅\n- **Aligned:** starts at a multiple of 64 bytes\n- **Size:** 64 bytes on x86`,
      [
        'Cache Lines (L1): what does “aligned” mean here? => starts at a multiple of 64 bytes',
        'Cache Lines (L1): size? => 64 bytes on x86',
      ],
    );
  });

  it('stand under a bold line or a bold item as under a heading', () => {
    check(`**Inodes**\n\n- **Owner:** the user number\n`, ['Inodes: owner? => the user number']);
    check(
      `- **Hard Links**\n  - They share one inode with the original file.\n`,
      ['What do Hard Links share? => one inode with the original file'],
      '2024.md',
    );
  });

  it('make no card without a concept: generic headings, hashes and dates name none', () => {
    for (const heading of ['Overview', '4. Summary', 'Key Differences', 'Introduction', 'When and Why', 'Notes 📝'])
      refuses(`## ${heading}\n- **Size:** 64 bytes on x86`, /no heading names/);
    expect(cardsOf(`- **Size:** 64 bytes on x86`, '000_f4fb366e90e2980b.md')).toEqual([]);
    expect(cardsOf(`- **Size:** 64 bytes on x86`, 'Cache line.md')).toEqual(['Cache line: size? => 64 bytes on x86']);
  });

  it('are no facts where they are examples, links or asides', () => {
    refuses(`# Heap\n- **Example:** malloc(3) is used`, /example/);
    refuses(`# Heap\n- **Note:** read this again`, /does not say what it is about/);
    refuses(`# Heap\n- **See more:** [[Stack]], [[Arena]]`, /index/);
    check(`# Heap\n\n**Examples:**\n- **Size:** 64 bytes on x86`, []);
  });
});

describe('running sentences', () => {
  it('give definitions of names, never of "it" and "this"', () => {
    check('An inode is the record of a file on disk, without its name. It is a number.', [
      'What is an inode? => the record of a file on disk, without its name',
    ]);
    check('This is a thing that we saw in the lecture about files. It is a way to do it all.', []);
  });

  it('ask what happens, why, and what a call does', () => {
    check('# Pipe\n\nIf the last reader closes its end, the writer gets a signal.', [
      'Pipe: what happens if the last reader closes its end? => the writer gets a signal',
    ]);
    check('# `mmap`\n\n`mmap()` creates a mapping of a file in memory.', [
      'What does mmap() create? => a mapping of a file in memory',
    ]);
    check('# Rename\n\nRename is atomic because a directory entry changes in one step.', [
      'Rename is atomic. Why? => a directory entry changes in one step',
    ]);
  });

  it('split at full stops, but not inside "e.g." or code', () => {
    check('A mount point is a directory, e.g. `/mnt/a.b c`, at which a file system hangs. Another line.', [
      'What is a mount point? => a directory, e.g. /mnt/a.b c, at which a file system hangs',
    ]);
  });
});

describe('lists', () => {
  it('are sequences only where the lead-in says so or the items are calls', () => {
    check(`# Daemon\n\nSteps to start, in order:\n\n1. fork()\n2. setsid()\n3. chdir()`, [
      '{fork()}{setsid()}{chdir()} in Daemon, calls in order: fork() → setsid() → chdir()',
      'Daemon: which call follows fork()? => setsid()',
      'Daemon: which call follows setsid()? => chdir()',
    ]);
    check(`# Colours\n\nWe like these:\n\n1. red paint\n2. blue paint\n3. green paint`, []);
  });

  it('are sets of at most three that the lead-in announces', () => {
    check(`There are three kinds of link:\n- hard\n- symbolic\n- bind mounts`, [
      'What are the three kinds of link? => hard / symbolic / bind mounts',
    ]);
    refuses(
      `A file has these kinds of times:\n- access\n- change\n- birth\n- modification`,
      /more than one card can ask/,
    );
  });
});

describe('code', () => {
  it('answers what its caption says, when it is short', () => {
    check('# Shell\n\nCount the lines of a file on the shell:\n\n```bash\nwc -l file\n```', [
      'Count the lines of a file on the shell. Which command? => wc -l file',
    ]);
    refuses(`Print the numbers from one to nine:\n\n\`\`\`c\n${'puts("x");\n'.repeat(9)}\`\`\``, /lines of code/);
  });
});

describe('one fact', () => {
  it('is one card: the most specific place wins, the others are its sources', () => {
    const { cards, refusals } = derive(
      `## Swap space (SW)
- **Speed:** every access goes to the disk

## Page cache (PC)
- **Speed:** most accesses stay in memory

## Summary

| Feature | SW | PC |
|---|---|---|
| Speed | low | high |
| Owner | one process | all processes |`,
    );
    expect(cards.map(({ fields, sources }) => [fields.Front?.text, sources.map(({ line }) => line)])).toEqual([
      ['Swap space (SW): speed?', [11]],
      ['Page cache (PC): speed?', [11]],
      ['Owner: SW vs PC?', []],
    ]);
    expect(refusals.map(({ reason }) => reason)).toEqual(['said already, and better, at Note.md:2, Note.md:5']);
  });

  it('of a written card is not asked again', () => {
    const note = parseNote('Inode.md', '# Inode\n- **Holds:** the owner, the size and the times of a file').note;
    const [card] = deriveCards(
      [note],
      [],
      () => false,
      () => [],
    ).cards;
    if (card === undefined) throw new Error('the bullet should give a card');
    const again = deriveCards(
      [note],
      [card],
      () => false,
      () => [],
    );
    expect(again.cards).toEqual([]);
    expect(again.refusals.map(({ reason }) => reason)).toContain('a written card says it already');
  });

  it('is never read from the lines of a written card', () => {
    const note = parseNote('Inode.md', '# Inode\n- **Holds:** the owner, the size and the times of a file').note;
    expect(
      deriveCards(
        [note],
        [],
        (_, line) => line === 2,
        () => [],
      ).cards,
    ).toEqual([]);
  });
});

describe('any text', () => {
  it('never throws, and every card asks and answers something within the note', () => {
    const pieces = fc.constantFrom(
      '# ',
      '## Heading\n',
      '- ',
      '1. ',
      '**bold:** ',
      '`code()` ',
      '| a | b |\n|---|---|\n| c | d |\n',
      'is a ',
      'If so, then ',
      '\n\n',
      ': ',
      '[[Link]] ',
      'since ',
      '،مرحبا ',
      '(',
      ')',
      '"',
      '→ ',
      '``` \n',
      '> ',
      '    ',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string({ maxLength: 12 })), { maxLength: 40 }), (parts) => {
        const markdown = parts.join('');
        const lines = markdown.split('\n').length;
        for (const card of derive(markdown).cards) {
          const question = card.fields.Front?.text ?? card.fields.Text?.text ?? '';
          expect(question.trim()).not.toBe('');
          if (card.kind === 'basic') expect(card.fields.Back?.text.trim()).not.toBe('');
          else expect(card.deletions.length).toBeGreaterThan(0);
          expect(card.place.line).toBeGreaterThan(0);
          expect(card.place.line).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('with lists ten deep, headings without text, one word or right-to-left text gives no junk', () => {
    const deep = Array.from({ length: 10 }, (_, depth) => `${'  '.repeat(depth)}- x`).join('\n');
    for (const text of [deep, '#\n\n##\n', 'word', 'المقبس نقطة نهاية للاتصال بين برنامجين', '# \n- **:** \n'])
      check(text, []);
  });
});
