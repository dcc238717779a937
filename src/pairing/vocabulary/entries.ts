import { isMap, isScalar, isSeq } from 'yaml';
import type { Node, Pair } from 'yaml';
import type { Place } from '../../diagnostic.ts';
import type { PairingRule } from '../rules.ts';
import type {
  ConceptEntry,
  ConditionEntry,
  FacetEntry,
  Grammar,
  NotEmpiricalEntry,
  ValueEntry,
  ValueKind,
  Vocabulary,
} from '../vocabulary.ts';
import { makeGrammar } from './grammar.ts';

type Range = readonly [from: number, to: number];

/** Where faults go, and how a range of the file becomes a place. */
export interface Faults {
  readonly report: (rule: PairingRule, range: Range, message: string, expected?: readonly string[]) => void;
  readonly placeAt: (range: Range) => Place;
}

const valueKinds: readonly ValueKind[] = ['one of', 'yes/no', 'number', 'errno', 'sequence'];

/** The top of a vocabulary: sections, each a map from names to entries. */
export function readEntries(node: unknown, faults: Faults): Vocabulary {
  const top = new Entry(node, faults, 'a vocabulary');
  const vocabulary: Vocabulary = {
    concepts: top.entries('concepts', (name, entry): ConceptEntry => {
      const concept = {
        name,
        aliases: entry.texts('aliases'),
        kindOf: entry.texts('kind-of'),
        place: entry.place(),
      };
      entry.close();
      return concept;
    }),
    facets: top.entries('facets', readFacet),
    conditions: top.entries('conditions', (name, entry): ConditionEntry => {
      const condition = {
        name,
        aliases: entry.texts('aliases'),
        phrases: entry.texts('phrases'),
        always: entry.flag('always', false),
        isDefault: entry.flag('default', false),
        isOrdinary: entry.flag('ordinary', false),
        isElsewhere: entry.flag('elsewhere', false),
        narrowsTo: entry.texts('narrows-to'),
      };
      entry.close();
      return condition;
    }),
    notEmpirical: top.entries('not-empirical', (reason, entry): NotEmpiricalEntry => {
      const marker = {
        reason,
        isWhole: entry.flag('whole', false),
        aliases: entry.texts('aliases'),
        phrases: entry.texts('phrases'),
      };
      entry.close();
      return marker;
    }),
    words: new Map(top.entries('words', (name, entry) => [name, entry.list()] as const)),
    antonyms: top.texts('antonyms').flatMap((pair) => {
      const [one, other] = pair.split(/\s*\/\s*/u);
      return one === undefined || other === undefined ? [] : [[one, other] as const];
    }),
    grammar: readGrammar(top.entry('grammar')),
  };
  top.number('schema');
  top.close();
  return vocabulary;
}

function readFacet(name: string, entry: Entry): FacetEntry {
  const kind = entry.choice('kind', valueKinds) ?? 'one of';
  const values = entry.entries('values', (value, one): ValueEntry => {
    const answer = one.choice('answer', ['yes', 'no'] as const);
    const read: ValueEntry = {
      name: value,
      aliases: one.texts('aliases'),
      phrases: one.texts('phrases'),
      opposites: one.texts('opposites'),
      implies: one.texts('implies'),
      isPossibility: one.flag('possibility', false),
      ...(answer === undefined ? {} : { answer }),
    };
    one.close();
    return read;
  });
  const unit = entry.text('unit');
  const facet: FacetEntry = {
    name,
    aliases: entry.texts('aliases'),
    of: entry.texts('of'),
    kind,
    values,
    exclusive: entry.flag('exclusive', kind !== 'one of'),
    phrases: entry.texts('phrases'),
    isComplete: entry.flag('complete', false),
    isEquated: entry.flag('equated', false),
    ...(unit === undefined ? {} : { unit }),
    place: entry.place(),
  };
  entry.close();
  return facet;
}

function readGrammar(entry: Entry): Grammar {
  const grammar = makeGrammar((_, key) => entry.texts(key));
  entry.close();
  return grammar;
}

/** A node of the file that should be a map; what is asked of it is ticked off, the rest is unknown. */
class Entry {
  readonly #node: unknown;
  readonly #faults: Faults;
  readonly #what: string;
  readonly #asked = new Set<string>();
  readonly #items: readonly Pair[];
  readonly #key: Node | undefined;

  constructor(node: unknown, faults: Faults, what: string, key?: Node) {
    this.#node = node;
    this.#faults = faults;
    this.#what = what;
    this.#key = key;
    this.#items = isMap(node) ? node.items : [];
  }

  place(): Place {
    return this.#faults.placeAt(rangeOf(this.#key ?? this.#node));
  }

  entry(name: string): Entry {
    const pair = this.#find(name);
    return new Entry(pair?.value, this.#faults, name, nodeOf(pair?.key));
  }

  entries<T>(name: string, read: (name: string, entry: Entry) => T): readonly T[] {
    const node = this.#find(name)?.value;
    if (isEmpty(node)) return [];
    if (!isMap(node)) {
      this.#fault(node, `${name} should map names to entries`);
      return [];
    }
    return node.items.flatMap((pair) => {
      const key = textOf(pair.key);
      if (key !== undefined && key !== '')
        return [read(key, new Entry(pair.value, this.#faults, key, nodeOf(pair.key)))];
      this.#fault(pair.key, 'this name is no text; quote it');
      return [];
    });
  }

  /** The entry itself as a list of texts. */
  list(): readonly string[] {
    return this.#textsOf(this.#node, this.#what);
  }

  /** One text or a list of them. */
  texts(name: string): readonly string[] {
    return this.#textsOf(this.#find(name)?.value, name);
  }

  text(name: string): string | undefined {
    return this.#textsOf(this.#find(name)?.value, name)[0];
  }

  flag(name: string, otherwise: boolean): boolean {
    const node = this.#find(name)?.value;
    if (isEmpty(node)) return otherwise;
    if (isScalar(node) && typeof node.value === 'boolean') return node.value;
    this.#fault(node, `${name} is true or false`, ['true', 'false']);
    return otherwise;
  }

  number(name: string): number | undefined {
    const node = this.#find(name)?.value;
    if (isEmpty(node)) return undefined;
    if (isScalar(node) && typeof node.value === 'number') return node.value;
    this.#fault(node, `${name} is a number`);
    return undefined;
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const node = this.#find(name)?.value;
    if (isEmpty(node)) return undefined;
    const text = textOf(node);
    const found = choices.find((choice) => choice === text);
    if (found === undefined) this.#fault(node, `${name} is one of: ${choices.join(', ')}`, choices);
    return found;
  }

  /** To be called last: reports keys that nothing asked for. */
  close(): void {
    if (!isEmpty(this.#node) && !isMap(this.#node)) {
      this.#fault(this.#node, `${this.#what} should be a map of keys and values`);
      return;
    }
    for (const { key } of this.#items) {
      const name = textOf(key);
      if (name !== undefined && this.#asked.has(name)) continue;
      const known = [...this.#asked];
      this.#faults.report(
        'vocabulary-key',
        rangeOf(key),
        `${this.#what} has no key "${name ?? ''}"; it knows ${known.join(', ')}`,
        known,
      );
    }
  }

  #find(name: string): Pair | undefined {
    this.#asked.add(name);
    return this.#items.find(({ key }) => textOf(key) === name);
  }

  #textsOf(node: unknown, name: string): readonly string[] {
    if (isEmpty(node)) return [];
    const items: readonly unknown[] = isSeq(node) ? node.items : [node];
    return items.flatMap((item) => {
      const text = textOf(item);
      if (text !== undefined && text !== '') return [text];
      this.#fault(item, `${name} takes texts; quote what YAML reads as something else`);
      return [];
    });
  }

  #fault(node: unknown, message: string, expected?: readonly string[]): void {
    this.#faults.report('vocabulary-value', rangeOf(node), message, expected);
  }
}

function isEmpty(node: unknown): boolean {
  return node === undefined || node === null || (isScalar(node) && node.value === null);
}

function textOf(node: unknown): string | undefined {
  if (!isScalar(node)) return undefined;
  if (typeof node.value === 'string') return node.value.trim();
  // `yes`, `no` and numbers are texts here as they are spelled.
  return typeof node.value === 'boolean' || typeof node.value === 'number'
    ? String(node.source ?? node.value)
    : undefined;
}

function nodeOf(key: unknown): Node | undefined {
  return isScalar(key) ? key : undefined;
}

function rangeOf(node: unknown): Range {
  const range = isScalar(node) || isMap(node) || isSeq(node) ? node.range : undefined;
  return [range?.[0] ?? 0, range?.[1] ?? 0];
}
