/** A function that an emitted C program may need. */
export interface CPart {
  readonly name: string;
  readonly needs: readonly string[];
  readonly code: string;
}

export function part(name: string, code: string, ...needs: readonly string[]): CPart {
  return { name, needs, code: code.trim() };
}
