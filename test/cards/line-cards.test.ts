import { describe, expect, it } from 'vitest';
import { cardsIn, inShort } from './note-vault.ts';

function check(note: string, expected: readonly string[]): void {
  expect(cardsIn(note).cards.map(inShort)).toEqual(expected);
}

/** No card, and what was decided instead. */
function checkNone(note: string, reason?: string): void {
  const { cards, decisions } = cardsIn(note);
  expect(cards.map(inShort)).toEqual([]);
  expect(decisions.map((decision) => decision.reason)).toEqual(reason === undefined ? [] : [reason]);
}

describe('a line card', () => {
  it.each([
    ['Port of HTTP :: 80', '1 line: Port of HTTP => 80'],
    ['Port of HTTP::80', '1 line: Port of HTTP => 80'],
    ['TCP::Transmission Control Protocol', '1 line: TCP => Transmission Control Protocol'],
    ['[[TCP]]::reliable', '1 line: TCP => reliable'],
    ['Capital of France::Paris', '1 line: Capital of France => Paris'],
    ['UDP ::: user datagram protocol', '1 reversed-line: UDP => user datagram protocol {basic-and-reversed}'],
    ['three colons:::win over :: two', '1 reversed-line: three colons => win over :: two {basic-and-reversed}'],
    ['`std::vector` :: a container', '1 line: std::vector => a container'],
    ['std::vector in words :: a container', '1 line: std::vector in words => a container'],
    ['Who listens on [::]:80? :: everyone', '1 line: Who listens on [::]:80? => everyone'],
    ['Bind [::]:80?::any', '1 line: Bind [::]:80? => any'],
    ['What is ::1?::the loopback address', '1 line: What is ::1? => the loopback address'],
    ['loopback in IPv6 :: ::1', '1 line: loopback in IPv6 => ::1'],
    ['Is it good?::bad', '1 line: Is it good? => bad'],
    ['**bold** :: *slanted* `code`', '1 line: bold => slanted code'],
    ['first :: second :: third', '1 line: first => second :: third'],
    ['ends with tags :: yes #net/tcp #ports', '1 line: ends with tags => yes {#net/tcp #ports}'],
    ['the #tag within :: stays', '1 line: the #tag within => stays {#tag}'],
    ['tagged as card :: yes #card', '1 line: tagged as card => yes'],
    ['an entity &amp; more :: R&D', '1 line: an entity & more => R&D'],
    ['an \\*escape\\* :: \\[yes\\]', '1 line: an *escape* => [yes]'],
    ['math $a::b$ here :: $\\pi$', '1 line: math a::b here => \\pi'],
    ['a block id :: is an id ^my-id', '1 line: a block id => is an id {id: my-id}'],
    ['a comment :: hides <!-- this --> nothing else', '1 line: a comment => hides  nothing else'],
  ])('is read from %s', (note, expected) => check(note, [expected]));

  it('is one of several in a paragraph, a list, a quote or a numbered list, whatever the line ends', () => {
    check('a b :: 1\r\nprose between\r\nc d :: 2', ['1 line: a b => 1', '3 line: c d => 2']);
    check('- a :: b\n  - c :: d\n\n> e :: f\n\n3. g :: h', [
      '1 line: a => b',
      '2 line: c => d',
      '4 line: e => f',
      '6 line: g => h',
    ]);
    check('- [ ] open task :: yes', ['1 line: open task => yes']);
  });

  it.each([
    ['std::vector grows by doubling', 'path-in-code'],
    ['Use std::move here', 'path-in-code'],
    ['a path like a::b::c has three names', 'path-in-code'],
    ['TcpListener::bind takes an address', 'path-in-code'],
    ['call Vec::new() to begin', 'path-in-code'],
    ['boost::asio::ip::tcp in C++', 'path-in-code'],
    ['the global ::bind(fd) of C++', 'path-in-code'],
    ['fe80::1 is link-local', 'ipv6-address'],
    ['fe80::1%eth0 names its interface', 'ipv6-address'],
    ['Listen on [::]:80 for all', 'ipv6-address'],
    ['the loopback address ::1 in IPv6', 'ipv6-address'],
    ['the prefix ::/0 is everything', 'ipv6-address'],
    ['mapped as ::ffff:192.0.2.1 there', 'ipv6-address'],
    ['2001:db8::/32 is for documents', 'ipv6-address'],
    ['an IPv6 server binds to :: and waits', 'ipv6-address'],
    ['Key:: a value with spaces', 'dataview-field'],
    ['(inline:: field) of Dataview', 'dataview-field'],
    ['Foo::Bar', 'doubtful-separator'],
    ['{{c1::TCP}} is not tagged', 'inside-deletion'],
    [':: nothing before it', 'one-sided-separator'],
    ['nothing behind it ::', 'one-sided-separator'],
  ])('is not made of %s', (note, reason) => checkNone(note, reason));

  it.each([
    ['`a :: b`'],
    ['$a :: b$'],
    ['a \\:: b'],
    ['[a :: b](https://example.org)'],
    ['see [[a :: b]]'],
    ['https://example.org/a::b'],
    ['```\na :: b\n```'],
    ['    a :: b'],
    ['<!-- a :: b -->'],
    ['<!--\n\na :: b\n\n-->'],
    ['%% a :: b %%'],
    ['%%\na :: b\n%%'],
    ['<div>\na :: b\n</div>'],
    ['# a :: b'],
    ['| a :: b | c |\n|---|---|\n| d :: e | f::g h |'],
    ['$$\na :: b\n$$'],
    ['---\na: b :: c\n---\n'],
    [':::: four colons ::::'],
  ])('is not made of %j, and nothing needs to be said', (note) => {
    expect(cardsIn(note).cards.map(inShort)).toEqual([]);
  });

  it('keeps where its words stand in the note', () => {
    const note = 'prose\n- see [[TCP]]  ::  two  **bold** words';
    const [card] = cardsIn(note).cards;
    const texts = [card?.fields.Front, card?.fields.Back].map((field) => {
      const paragraph = field?.content[0];
      return note.slice(paragraph?.position?.start.offset, paragraph?.position?.end.offset);
    });
    expect(texts.map((text) => text.trim())).toEqual(['see [[TCP]]', 'two  **bold** words']);
    expect(card?.place).toEqual({ path: 'a.md', line: 2, column: 3, endLine: 2, endColumn: 39 });
  });

  it('shows mojibake repaired, and cuts it where it stands', () => {
    check('a â†’ b :: c â†’ d', ['1 line: a → b => c → d']);
  });
});
