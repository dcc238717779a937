import type { IdentifiedCard, LedgerRecord } from '../identity/index.ts';
import { riskText } from './export-plan-text.ts';
import type { OpenVault } from './open-vault.ts';

/** What there is to say of each card, by name: where it comes from, what it asks, where it goes. */
export async function describeCards(
  open: OpenVault,
  cards: readonly IdentifiedCard[],
): Promise<Record<string, string>[]> {
  if (cards.length === 0) return [];
  const { gatherCards } = await import('./gather-cards.ts');
  const decks = new Map(gatherCards(open, cards).deck.notes.map(({ id, deckName }) => [id, deckName]));
  return cards.map((one) => describe(open, one, decks.get(one.id)));
}

function describe(
  open: OpenVault,
  { id, card, guid, clozeNumbers }: IdentifiedCard,
  deck: string | undefined,
): Record<string, string> {
  const record = open.identification.records.get(id);
  const [first, second] = Object.values(card.foreign?.fields ?? {});
  const gaps = card.deletions.map(({ text }, index) => `c${clozeNumbers[index] ?? 0} ${text}`).join(', ');
  const all: Record<string, string | undefined> = {
    id,
    guid: guid === id ? undefined : guid,
    kind: card.foreign?.name ?? card.kind,
    made:
      card.derived === undefined
        ? `written as a card (${card.syntax})`
        : `derived from prose by the rule ${card.derived}`,
    from: [`${card.place.path}:${card.place.line}`, ...card.sources.map(({ path, line }) => `${path}:${line}`)].join(
      ', ',
    ),
    heading: card.headingPath.join(' › '),
    question: (card.fields.Front ?? card.fields.Text ?? first)?.text,
    answer: card.kind === 'cloze' ? gaps : (card.fields.Back ?? second)?.text,
    concepts: card.concepts.join(', '),
    tags: card.tags.join(', '),
    deck: deck ?? 'none: it could not be rendered',
    state: stateOf(open, id, record),
  };
  return Object.fromEntries(
    Object.entries(all).flatMap(([name, text]) => (text === undefined || text === '' ? [] : [[name, text]])),
  );
}

function stateOf(
  { identification, ledger }: OpenVault,
  id: IdentifiedCard['id'],
  record: LedgerRecord | undefined,
): string {
  if (record?.state === 'dropped')
    return record.byComment === true ? 'rejected by the comment above it' : 'dropped by you';
  const events = identification.events.filter((event) => event.id === id);
  const miss = events.find((event) => event.kind === 'near-miss');
  const known = events.find((event) => event.kind === 'recognised');
  if (ledger.get(id)?.mod === undefined)
    return miss?.kind === 'near-miss' ? `new; it ${riskText(miss.miss)}` : 'new: never exported';
  if (known?.kind === 'recognised' && known.way === 'similar') return `exported before as "${known.before.question}"`;
  return known?.kind === 'recognised' && known.way === 'explicit-id'
    ? 'exported before; known by its id'
    : 'exported before';
}
