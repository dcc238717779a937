/** An external source as a node: one for every way to write it. */
export interface NamedSource {
  readonly id: string;
  readonly title: string;
}

const manualPage = /^([\w.+-]+)\s?\((\d\w*)\)/;
const standard = /\bRFC[\s-]*(\d{1,5})\b/i;
const standardAddress = /^https?:\/\/(?:www\.|datatracker\.)?(?:rfc-editor\.org|ietf\.org)\/.*?\brfc(\d{1,5})\b/i;
const manualAddress =
  /^https?:\/\/(?:www\.)?(?:man7\.org\/linux\/man-pages|manpages\.debian\.org|linux\.die\.net)\/.*?([\w+-]+)\.(\d\w*)(?:\.en)?(?:\.html)?$/i;

/**
 * Names what a note cites, in its text by address or in front matter in words: the address and the section fall away,
 * so that `RFC 9293, §2.2`, `rfc9293` and https://www.rfc-editor.org/rfc/rfc9293#section-2 are one source.
 */
export function nameSource(cited: string): NamedSource {
  const text = cited.replace(/\s+/g, ' ').trim();
  const address = text.replace(/#.*$/, '');
  const number = standardAddress.exec(address)?.[1];
  if (number !== undefined) return same(`RFC ${Number(number)}`);
  const page = manualAddress.exec(address);
  if (page !== null) return same(`${page[1] ?? ''}(${page[2] ?? ''})`);
  if (/^(?:[a-z][a-z0-9+.-]+:|\/\/)/i.test(text)) return { id: address, title: titleOfAddress(address) };
  const manual = manualPage.exec(text);
  if (manual !== null) return same(`${manual[1] ?? ''}(${manual[2] ?? ''})`);
  const rfc = standard.exec(text)?.[1];
  if (rfc !== undefined) return same(`RFC ${Number(rfc)}`);
  return same(text);
}

function same(name: string): NamedSource {
  return { id: name, title: name };
}

function titleOfAddress(address: string): string {
  return address.replace(/^(?:[a-z][a-z0-9+.-]+:)?\/\/(?:www\.)?/i, '').replace(/\/$/, '');
}
