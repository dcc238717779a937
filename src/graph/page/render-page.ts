import { createHash } from 'node:crypto';
import { clientScript } from './client-script.ts';
import { escapeHtml } from './escape-html.ts';
import { hoistStyles } from './hoist-styles.ts';
import { packPage } from './pack-page.ts';
import { pageCss } from './page-css.ts';
import { pageFrame } from './page-frame.ts';
import type { GraphPageInput } from './page-input.ts';

/**
 * The concept map as one HTML file: it loads nothing, opens from disk, and runs no script but its own, whatever a note's
 * title or text says (a policy by hash forbids every other). The same input gives the same bytes.
 */
export function renderGraphPage(input: GraphPageInput): string {
  const { styles, experiments } = hoistStyles(input.experiments);
  const script = clientScript();
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "style-src 'unsafe-inline'",
    'img-src data:',
    'media-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="referrer" content="no-referrer">',
    `<title>${escapeHtml(input.title)}: concept map</title>`,
    `<style>${[...styles, pageCss].join('\n')}</style>`,
    '</head>',
    pageFrame(input.title),
    `<script type="application/json" id="data">${jsonForHtml(packPage({ ...input, experiments }))}</script>`,
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** JSON that ends no script element, opens no comment in one, and is the same text in every reader. */
function jsonForHtml(value: unknown): string {
  return JSON.stringify(value).replace(
    // HTML's own list of what means something within a script element (section "Restrictions for contents of script elements").
    /<(?=!--|\/?script)|[\u2028\u2029]/gi,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
