import type { Look } from '../quiz/index.ts';
import { type Screen, showText } from './screen.ts';

/** How the quiz looks on a terminal: its width is asked for each line, since windows are resized. */
export function lookOf(screen: Screen, plain: boolean): Look {
  return {
    columns: () => screen.columns,
    unicode: screen.unicode && !plain,
    color: screen.color && !plain,
    plain,
    style: plain ? (_, text) => text : screen.style,
    show: (text) => showText(text).replace(/[\u200b\u200e\u200f\u061c]/gu, ''),
  };
}
