import type { Card } from './card.ts';
import type { NoteReading } from './note-reading.ts';

/** An id names one card of a note: of several the first keeps it, the others go on without. */
export function keepUniqueIds(reading: NoteReading): void {
  const ids = new Map<string, Card>();
  const ankiIds = new Map<number, Card>();
  reading.cards.forEach((card, index) => {
    const { explicitId, ankiNoteId, ...rest } = card;
    const sameId = explicitId === undefined ? undefined : ids.get(explicitId.toLowerCase());
    const sameAnki = ankiNoteId === undefined ? undefined : ankiIds.get(ankiNoteId);
    if (sameId === undefined && sameAnki === undefined) {
      if (explicitId !== undefined) ids.set(explicitId.toLowerCase(), card);
      if (ankiNoteId !== undefined) ankiIds.set(ankiNoteId, card);
      return;
    }
    if (sameId !== undefined) {
      reading.report(
        'duplicate-id',
        card.place,
        `The id “${explicitId ?? ''}” names the card on line ${sameId.place.line} already: give this one another.`,
      );
    }
    if (sameAnki !== undefined) {
      reading.report(
        'duplicate-anki-id',
        card.place,
        `The block on line ${sameAnki.place.line} has the id ${ankiNoteId ?? ''} already: take one of the two out.`,
      );
    }
    reading.cards[index] = {
      ...rest,
      ...(sameId === undefined && explicitId !== undefined ? { explicitId } : {}),
      ...(sameAnki === undefined && ankiNoteId !== undefined ? { ankiNoteId } : {}),
    };
  });
}
