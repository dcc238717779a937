import { inks, type Look } from './appearance.ts';
import { svgElement } from './element.ts';
import type { PageNodeKind } from './page-data.ts';
import { isHollow, kindShapes } from './shapes.ts';

/** A node as the map draws it, to stand in a line of text. */
export function nodeSign(kind: PageNodeKind, look: Pick<Look, 'fill' | 'sign'>, theme: 'light' | 'dark'): SVGElement {
  const ink = inks[theme];
  const sign = svgElement('text', {
    y: '.05',
    'text-anchor': 'middle',
    'dominant-baseline': 'central',
    'font-size': '1.35',
    'font-weight': '700',
    fill: '#fff',
  });
  sign.textContent = look.sign;
  return svgElement(
    'svg',
    { viewBox: '-1.3 -1.3 2.6 2.6', width: '15', height: '15', class: 'sign', 'aria-hidden': 'true' },
    svgElement('path', {
      d: kindShapes[kind],
      fill: look.fill,
      stroke: isHollow(kind) ? ink.quiet : ink.nodeRim,
      'stroke-width': '.14',
      ...(isHollow(kind) ? { 'stroke-dasharray': '.34 .28', 'stroke-width': '.2' } : {}),
    }),
    sign,
  );
}

/** A line as the map draws it. */
export function edgeSign(colour: string, dashed: boolean, arrow: boolean): SVGElement {
  const line = svgElement('path', {
    d: arrow ? 'M1 5H18' : 'M1 5H25',
    stroke: colour,
    'stroke-width': '2',
    fill: 'none',
    ...(dashed ? { 'stroke-dasharray': '4 3' } : {}),
  });
  const tip = arrow ? [svgElement('path', { d: 'M25 5L17 1.4V8.6Z', fill: colour })] : [];
  return svgElement(
    'svg',
    { viewBox: '0 0 26 10', width: '26', height: '10', class: 'sign', 'aria-hidden': 'true' },
    line,
    ...tip,
  );
}
