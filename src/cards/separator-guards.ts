/** What a pair of colons within a word is, if it parts no card. */
export type ColonUse = 'ipv6-address' | 'path-in-code';

/**
 * Judges the word that a `::` stands in. `word` runs from white space to white space; `at` is where the pair of colons
 * begins in it. Addresses: RFC 4291 section 2.2, in brackets with a port as RFC 3986 has them, with prefix and zone.
 */
export function colonUseInWord(word: string, at: number): ColonUse | undefined {
  if (isAddress(word, at)) return 'ipv6-address';
  return isPath(word, at) ? 'path-in-code' : undefined;
}

/** The run of characters an address may consist of, around the colons. */
function isAddress(word: string, at: number): boolean {
  const before = /[0-9A-Fa-f:.]*$/u.exec(word.slice(0, at))?.[0] ?? '';
  const after = /^[0-9A-Fa-f:.]*/u.exec(word.slice(at))?.[0] ?? '';
  const run = before + after;
  const outerBefore = word.charAt(at - before.length - 1);
  const outerAfter = word.charAt(at + after.length);
  // `fe80::1%eth0`, `[::]:80`, `(::1)`, `::/0`, `"::1"`; but a letter beside the run makes it a word, and `good?::bad` is a question.
  if (!/^[\s[({<"'“‘„«=,/@*_~|\uFFFC]?$/u.test(outerBefore) || /[\p{L}\p{N}_]/u.test(outerAfter)) return false;
  if (outerBefore === '[' && outerAfter === ']') return isAddressText(run);
  const bare = run.replace(/[.:]$/u, (end) => (run.endsWith('::') ? end : ''));
  return isAddressText(bare) && (bare.length > 2 || outerAfter === '/' || outerAfter === '%');
}

/** Groups of up to four hexadecimal digits, one `::` among them, perhaps an IPv4 address at the end. */
function isAddressText(text: string): boolean {
  if ((text.match(/::/gu) ?? []).length !== 1 || text.includes(':::')) return false;
  const [head = '', tail = ''] = text.split('::');
  const groups = [head, tail].flatMap((part) => (part === '' ? [] : part.split(':')));
  const last = groups.at(-1) ?? '';
  const dotted = /^\d{1,3}(\.\d{1,3}){3}$/u.test(last);
  const hex = dotted ? groups.slice(0, -1) : groups;
  return hex.every((group) => /^[0-9A-Fa-f]{1,4}$/u.test(group)) && hex.length + (dotted ? 2 : 0) <= 7;
}

/** Roots of paths in C++, Rust, Perl and Ruby that prose names often. */
const namespaces: ReadonlySet<string> = new Set(
  (
    'std boost asio absl folly fmt Poco Qt QtNetwork grpc chrono filesystem ranges experimental this_thread ' +
    'crate self super Self core alloc tokio mio nix libc socket2 rustix async_std smol hyper quinn net io os fs sys env ' +
    'IO Net Socket Errno POSIX Tie ActiveRecord Addrinfo BasicSocket'
  ).split(' '),
);

/** `std::move`, `a::b::c`, `Vec::new()`, `TcpStream::connect`, `::bind(fd)`: names that a program would understand. */
function isPath(word: string, at: number): boolean {
  const before = /[\p{L}\p{N}_~<>&*:]*$/u.exec(word.slice(0, at))?.[0] ?? '';
  const after = /^[\p{L}\p{N}_~<>:]*/u.exec(word.slice(at + 2))?.[0] ?? '';
  const left = /[\p{L}_][\p{L}\p{N}_]*(?:<[^>]*>)?$/u.exec(before)?.[0] ?? '';
  const right = /^~?[\p{L}_][\p{L}\p{N}_]*/u.exec(after)?.[0] ?? '';
  if (right === '') return false;
  const behind = word.slice(at + 2 + right.length);
  if (left === '') return before === '' && /^(?:\(|::)/u.test(behind);
  if (namespaces.has(left.replace(/<.*$/u, ''))) return true;
  if (/^(?:\(|!\(|::|<)/u.test(behind) || before.slice(0, before.length - left.length).endsWith('::')) return true;
  if (left.endsWith('>') || left.includes('_') || right.includes('_')) return true;
  return /^\p{Lu}[\p{L}\p{N}]*\p{Ll}[\p{L}\p{N}]*\p{Lu}/u.test(left);
}

const functionWord = /(?:^|\s)(?:to|or|and|on|of|at|with|as|like|for|in|from|by|than|address|bind|listen|use)\s*$/iu;
const aboutAddresses = /IPv6|wildcard|unspecified|in6addr_any|dual.?stack|0\.0\.0\.0/iu;

/** A `::` that stands alone may be IPv6's unspecified address: in a sentence about addresses, behind a word that needs one. */
export function isBareAddress(before: string, line: string): boolean {
  return functionWord.test(before) && aboutAddresses.test(line);
}
