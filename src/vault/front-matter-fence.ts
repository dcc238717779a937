/** The first line that begins with `---`, as gray-matter sees it. */
export function closingLine(source: string, opening: number): { start: number; end: number } {
  const start = source.indexOf('\n---', opening - 1) + 1;
  const rest = /[^\r\n]*(?:\r\n|\n|\r|$)/y;
  rest.lastIndex = start;
  return { start, end: start + (rest.exec(source)?.[0].length ?? 0) };
}
