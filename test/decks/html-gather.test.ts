import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Card } from '../../src/cards/index.ts';
import { deckRules, gatherDeck, normalizeDeckName, ownNoteTypes } from '../../src/decks/index.ts';
import type { GatherOptions, NoteType } from '../../src/decks/index.ts';
import type { ConceptId, NoteId } from '../../src/vault/index.ts';
import { cardOf, clozeOf, fieldOf, gather, identified, textField, vaultOf } from './html-field.ts';

function deckOf(changes: Partial<Card>, options: Partial<GatherOptions> = {}): string | undefined {
  return gather([cardOf('x', changes)], options).deck.notes[0]?.deckName;
}

function tagsOf(tags: readonly string[], changes: Partial<Card> = {}): readonly string[] | undefined {
  return gather([cardOf('x', { tags, ...changes })]).deck.notes[0]?.tags;
}

describe('the deck of a card', () => {
  it('is the one its note names, else the one asked for, else the vault and the folder', () => {
    expect(deckOf({ deck: 'Mine::Net' }, { deck: 'Asked' })).toBe('Mine::Net');
    expect(deckOf({}, { deck: 'Asked' })).toBe('Asked');
    expect(deckOf({})).toBe('Sockets::Net');
    expect(deckOf({ note: 'top.md' as NoteId })).toBe('Sockets');
  });

  it('keeps derived cards apart', () => {
    expect(deckOf({ derived: 'definition' })).toBe('Sockets::Net::Derived');
  });

  it('is named as Anki would name it', () => {
    expect(normalizeDeckName('A::::B')).toBe('A::blank::B');
    expect(normalizeDeckName('::A:: B \u00a0')).toBe('blank::A::B');
    expect(normalizeDeckName('A:::B')).toBe('A::B');
    expect(normalizeDeckName('cafe\u0301\u0007')).toBe('café');
    expect(normalizeDeckName('')).toBe('blank');
    expect(deckOf({ note: 'a::b/c.md' as NoteId })).toBe('Sockets::a:b');
  });
});

describe('the tags of a note in Anki', () => {
  it('stand under one root, as levels, without what parts or searches tags', () => {
    expect(tagsOf(['linux/net tools', 'code', 'a::b'])).toEqual([
      'sockrates::a::b',
      'sockrates::code',
      'sockrates::linux::net_tools',
    ]);
    expect(tagsOf(['#x*"y\\', ' ', '//', 'cafe\u0301', 'a\u3000b'])).toEqual([
      'sockrates::a_b',
      'sockrates::café',
      'sockrates::xy',
    ]);
  });

  it('are one where only case tells them apart', () => {
    expect(tagsOf(['TCP', 'tcp', 'Tcp/x'])).toEqual(['sockrates::TCP', 'sockrates::Tcp::x']);
  });

  it('say which rule derived a card', () => {
    expect(tagsOf([], { derived: 'table-cell' })).toEqual(['sockrates::derived::table-cell']);
  });
});

describe('the fields of a note', () => {
  const source = (changes: Partial<Card>) => fieldOf(gather([cardOf('x', changes)]), 'Source');

  it('begin with the card id, which no other note has', () => {
    expect(fieldOf(gather([cardOf('x')]), 'Id')).toBe('card000000000000');
  });

  it('name the note and its headings, never a line', () => {
    expect(source({ headingPath: ['Loss', 'Queues & more'] })).toBe('UDP › Loss › Queues &amp; more');
    expect(source({ headingPath: ['UDP', 'Loss'] })).toBe('UDP › Loss');
    expect(source({ headingPath: [], place: { path: 'a.md', line: 99, column: 1 } })).toBe('UDP');
  });

  it('name concepts as a reader does', () => {
    const vault = vaultOf({ 'tcp/Backlog.md': '---\ntitle: The backlog\n---\n' });
    const concepts = [
      'tcp/Backlog.md',
      'tcp/Backlog.md#Full queue',
      '?SYN cookies',
      'x/Gone.md',
      '?SYN cookies',
      '?flow.png',
    ];
    const gathered = gather([cardOf('x', { concepts: concepts as ConceptId[] })], { vault });
    expect(fieldOf(gathered, 'Concept')).toBe('The backlog · Full queue · SYN cookies · Gone');
  });

  it('hold what else counts as right when the answer is typed', () => {
    const gathered = gather([cardOf('ECONNRESET', { kind: 'type-in', accept: ['104', 'a<b'] })]);
    expect(fieldOf(gathered, 'Data1')).toBe('104 · a&lt;b');
  });

  it('hold the evidence that is handed in as text, whatever stands in it', () => {
    const one = identified(cardOf('x'));
    const { deck } = gatherDeck([one], {
      vault: vaultOf({}),
      readAttachment: () => new Uint8Array(),
      evidence: new Map([
        [
          one.id,
          {
            tone: 'fails',
            verdict: 'This kernel says otherwise: <script>1</script>',
            runs: [
              {
                kernel: 'Linux 6.1',
                lines: [{ text: 'recv(a, "{{x}} \\(y\\)", 64, 0) = 0', claimed: 'recv(a, _, 64, 0) = 1' }],
                ladder: '<svg><style>.a{b:c}</style><text>send(a, "[sound:x.mp3]")</text></svg>',
                command: 'sockrates run tcp/x',
              },
            ],
          },
        ],
      ]),
    });
    expect(deck.notes[0]?.fields[7]).toMatchInlineSnapshot(`
      "<div class="verdict fails">This kernel says otherwise: &lt;script>1&lt;/script></div>
      <pre><code>claimed  recv(a, _, 64, 0) = 1
      observed recv(a, "{<!-- -->{x}} \\<!-- -->(y\\)", 64, 0) = 0</code></pre><details><summary>Step by step on Linux 6.1</summary><div class="ladder"><svg><style>.a{b:c}</style><text>send(a, "[<!-- -->sound:x.mp3]")</text></svg></div></details><div class="rerun"><code>sockrates run tcp/x</code></div>"
    `);
  });
});

describe('a deck', () => {
  it('has its cards in order, each with the questions that are not empty', () => {
    const reversed = { kind: 'basic-and-reversed' } as const;
    const { deck } = gather([
      cardOf('b', reversed),
      cardOf('', reversed),
      clozeOf('~~a~~ ~~b~~'),
      cardOf('a'),
      cardOf('![[x.svg]]', reversed),
    ]);
    expect(deck.notes.map(({ ords }) => ords)).toEqual([[0, 1], [0], [0, 1], [0], [0, 1]]);
    expect(deck.noteTypes.map(({ name }) => name)).toEqual([
      'Sockrates Basic',
      'Sockrates Basic (and reversed)',
      'Sockrates Cloze',
    ]);
  });

  it('keeps lasting cloze numbers rather than counting', () => {
    const one = { ...identified(clozeOf('~~a~~ ~~b~~ ~~c~~')), clozeNumbers: [4, 2, 4] };
    const { deck } = gatherDeck([one], { vault: vaultOf({}), readAttachment: () => new Uint8Array() });
    expect(deck.notes[0]?.fields[1]).toBe('{{c4::a}} {{c2::b}} {{c4::c}}');
    expect(deck.notes[0]?.ords).toEqual([1, 3]);
  });

  it('leaves out and reports what Anki could not show, and goes on', () => {
    const empty = cardOf('x', {
      fields: { Front: { content: [{ type: 'html', value: '<script></script>' }], text: '' } },
    });
    const { deck, rules } = gather([empty, clozeOf('no gap'), cardOf('good')]);
    expect(deck.notes).toHaveLength(1);
    expect(rules).toEqual(['unsafe-html', 'empty-question', 'no-deletion-left']);
  });

  it('has each id once', () => {
    const { deck, diagnostics } = gatherDeck([identified(cardOf('a')), identified(cardOf('b'))], {
      vault: vaultOf({}),
      readAttachment: () => new Uint8Array(),
    });
    expect(deck.notes).toHaveLength(1);
    expect(diagnostics.map(({ rule }) => rule)).toEqual(['duplicate-deck-note']);
  });

  it('warns of fields that are too long for a phone', () => {
    expect(gather([cardOf('x'.repeat(100_001))]).rules).toEqual(['field-too-long']);
    expect(gather([cardOf('x'.repeat(100_000))]).rules).toEqual([]);
  });

  it('changes a hash when fields or tags change, and then only', () => {
    const hash = (changes: Partial<Card>, back = 'x') => gather([cardOf(back, changes)]).deck.notes[0]?.contentHash;
    expect(hash({ place: { path: 'Net/UDP.md', line: 77, column: 2 } })).toBe(hash({}));
    expect(hash({ deck: 'Elsewhere' })).toBe(hash({}));
    expect(new Set([hash({}), hash({ tags: ['a'] }), hash({}, 'y'), hash({ headingPath: [] })]).size).toBe(4);
  });
});

describe("a card of the user's own note type", () => {
  const own: NoteType = {
    id: 1_600_000_000_001,
    name: 'Vocabulary',
    kind: 'standard',
    fields: [{ name: 'Word' }, { name: 'Meaning' }, { name: 'Note' }],
    templates: [
      { name: 'There', front: '{{Word}}', back: '{{Meaning}}' },
      { name: 'Back', front: '{{#Note}}{{Meaning}}{{/Note}}', back: '{{Word}}' },
    ],
    css: '.card {}',
    sortField: 0,
    mod: 1_600_000_000,
  };

  it('keeps its fields and the questions that its own templates ask', () => {
    const foreign = { name: 'vocabulary', cloze: false, fields: { Word: textField('a & b'), meaning: textField('c') } };
    const { deck } = gather([cardOf('', { foreign })], { noteTypes: [own] });
    expect(deck.notes[0]).toMatchObject({ noteType: own.id, fields: ['a &amp; b', 'c', ''], ords: [0] });
    expect(deck.noteTypes).toEqual([own]);
  });

  it('is left out where nobody knows the type', () => {
    const foreign = { name: 'Vocabulary', cloze: false, fields: {} };
    expect(gather([cardOf('', { foreign })]).rules).toEqual(['note-type-not-found']);
  });

  it('that was adopted from Anki keeps its type and guid there', () => {
    const adopted = { ...identified(cardOf('answer')), guid: 'q/([o$8RAO', adopted: { id: own.id, name: own.name } };
    const options = { vault: vaultOf({}), readAttachment: () => new Uint8Array(), noteTypes: [own] };
    const { deck } = gatherDeck([adopted], options);
    expect(deck.notes[0]).toMatchObject({ guid: 'q/([o$8RAO', noteType: own.id, fields: ['Question?', 'answer', ''] });
  });

  it('that was adopted joins to the answer what its type has no field for', () => {
    const card = cardOf('answer', {
      fields: { Front: textField('q'), Back: textField('a'), Extra: textField('more') },
    });
    const adopted = { ...identified(card), adopted: { id: own.id, name: own.name } };
    const { deck } = gatherDeck([adopted], {
      vault: vaultOf({}),
      readAttachment: () => new Uint8Array(),
      noteTypes: [own],
    });
    expect(deck.notes[0]?.fields).toEqual(['q', 'a<hr>more', '']);
  });
});

it('every note type of ours has the fields that a card fills', () => {
  for (const type of Object.values(ownNoteTypes)) {
    expect(type.fields[0]?.name).toBe('Id');
    expect(type.fields[type.sortField]?.name).toBe(type.kind === 'cloze' ? 'Text' : 'Front');
  }
});

it('every rule of decks is tested by its name', () => {
  const tests = readdirSync('test/decks').filter((file) => /^html.*\.test\.ts$/.test(file));
  const text = tests.map((file) => readFileSync(`test/decks/${file}`, 'utf8')).join('\n');
  expect(Object.keys(deckRules).filter((rule) => !text.includes(`'${rule}`) && !text.includes(`${rule} `))).toEqual([]);
});
