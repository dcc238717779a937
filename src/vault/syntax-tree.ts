import type { Data, Literal, Parent, PhrasingContent } from 'mdast';

/** `[[path#heading^block|alias]]`, with a `!` in front an embed. The parts are trimmed; positions hold the raw text. */
export interface WikiLink extends Literal {
  type: 'wikiLink';
  /** What stands between the brackets, as written. */
  value: string;
  embed: boolean;
  target: string;
  headings: string[];
  blockId?: string;
  alias?: string;
  data?: Data;
}

/** `==text==` */
export interface Highlight extends Parent {
  type: 'highlight';
  children: PhrasingContent[];
}

/** `%% text %%`: shown by nobody; links inside count in the graph, cards inside do not exist. */
export interface Comment extends Literal {
  type: 'comment';
}

/** `> [!kind]+ title` and its body: set as `data.callout` of mdast's own `blockquote`; the first line is taken out of the children. */
export interface Callout {
  kind: string;
  fold?: '+' | '-';
  title: PhrasingContent[];
}

declare module 'mdast' {
  interface BlockquoteData {
    callout?: Callout;
  }
  interface PhrasingContentMap {
    wikiLink: WikiLink;
    highlight: Highlight;
    comment: Comment;
  }
  interface RootContentMap {
    wikiLink: WikiLink;
    highlight: Highlight;
    comment: Comment;
  }
}
