import { deckJson } from './schema-11.ts';
import { hashId } from './stable-ids.ts';

/**
 * Decks of a package with their parents. Anki takes `TCP` and `tcp` for one deck, so the first spelling counts, level by
 * level; the names come normalised.
 */
export class DeckTree {
  readonly #byKey = new Map<string, { readonly id: number; readonly name: string }>();
  /** Spellings seen before: most notes lie in the deck of the one before them. */
  readonly #idBySpelling = new Map<string, number>();
  readonly #taken = new Set<number>();

  /** The id of a deck, which is made if need be. */
  idOf(name: string): number {
    const known = this.#idBySpelling.get(name);
    if (known !== undefined) return known;
    const { id } = this.#add(name);
    this.#idBySpelling.set(name, id);
    return id;
  }

  #add(name: string): { readonly id: number; readonly name: string } {
    const key = foldCase(name);
    const known = this.#byKey.get(key);
    if (known !== undefined) return known;
    const last = name.lastIndexOf('::');
    const own = last < 0 ? name : `${this.#add(name.slice(0, last)).name}${name.slice(last)}`;
    const deck = { id: this.#freeId(key), name: own };
    this.#byKey.set(key, deck);
    this.#taken.add(deck.id);
    return deck;
  }

  #freeId(key: string): number {
    let id = hashId(`deck ${key}`);
    while (this.#taken.has(id)) id += 1;
    return id;
  }

  /** The `decks` of a schema 11 collection. Deck 1 is there for old versions of Anki, which miss it; no card lies in it. */
  toJson(): Record<string, object> {
    const decks: Record<string, object> = { '1': deckJson(1, 'Default') };
    for (const { id, name } of this.#byKey.values()) decks[String(id)] = deckJson(id, name);
    return decks;
  }
}

/** Near to Unicode's full case folding, which JavaScript lacks: `ß` and `SS` are equal. */
function foldCase(name: string): string {
  return name.toUpperCase().toLowerCase();
}
