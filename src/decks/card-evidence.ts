/** What a kernel showed about a card: plain text and a drawing, which the deck renders. */
export interface CardEvidence {
  /** `fails` and `partly` stand in plain sight on the back, also of note types that have no field for evidence. */
  readonly tone: 'holds' | 'partly' | 'fails' | 'shown';
  /** One sentence: `This kernel says otherwise: it blocks.` */
  readonly verdict: string;
  /** The replays that it rests on, the most telling first. */
  readonly runs: readonly EvidenceRun[];
}

export interface EvidenceRun {
  /** What this replay is for, where there are several: `It fails when the receiver closes.` */
  readonly about?: string;
  /** `Linux 6.18.44` */
  readonly kernel: string;
  /** The decisive lines of the transcript; `claimed` where the log claims another. */
  readonly lines: readonly { readonly text: string; readonly claimed?: string }[];
  /** The ladder as an SVG document, drawn by this program: it is trusted as markup, with every text in it escaped. */
  readonly ladder?: string;
  /** What to type to see it: `sockrates run udp/loss`. */
  readonly command: string;
}
