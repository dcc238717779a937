/** The plain text of a field's HTML, near enough to what the field was rendered from to know a card again. */
export function plainText(html: string): string {
  return decodeEntities(
    html
      .replace(/<!--[^]*?-->/g, '')
      .replace(/<(style|script)\b[^]*?<\/\1>/gi, '')
      .replace(/<(br|hr|\/p|\/div|\/li|\/h[1-6]|\/tr|\/td|\/th|\/pre|\/blockquote)\b[^>]*>/gi, ' ')
      .replace(/<[a-z/][^>]*>/gi, '')
      .replace(/\\[()[\]]/g, ''),
  );
}

/** A cloze field's text with its deletions filled in, and the deletions with their numbers, in order. */
export function readClozeField(html: string): { text: string; gaps: { number: number; text: string }[] } {
  const gaps: { number: number; text: string }[] = [];
  const filled = html.replace(/\{\{c(\d+)::([^]*?)(?:::([^]*?))?\}\}/g, (_, number: string, content: string) => {
    gaps.push({ number: Number(number), text: plainText(content) });
    return content;
  });
  return { text: plainText(filled), gaps };
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal?: string, hex?: string, name?: string) => {
    const code = decimal !== undefined ? Number(decimal) : hex !== undefined ? Number.parseInt(hex, 16) : undefined;
    if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    return named[name ?? ''] ?? whole;
  });
}
