export type { CardId, IdentifiedCard } from './identified-card.ts';
