import type { CardEvidence, EvidenceRun } from '../card-evidence.ts';
import { breakNotation, finishHtml } from './anki-text.ts';
import type { FieldContext } from './field-context.ts';
import { renderText } from './render-field.ts';

/**
 * The field `Evidence`: the verdict and the decisive lines in plain sight, the ladder to be unfolded. Its texts were
 * read from a file of the vault, and are text here, whatever they hold.
 */
export function renderEvidence(evidence: CardEvidence | undefined, context: FieldContext): string {
  if (evidence === undefined) return '';
  return [renderVerdict(evidence, context), ...evidence.runs.map((run) => renderRun(run, context))].join('\n');
}

/** The verdict alone, for notes of types that have no field for evidence. */
export function renderVerdict({ tone, verdict }: CardEvidence, context: FieldContext): string {
  return `<div class="verdict ${tone}">${renderText(verdict, context)}</div>`;
}

function renderRun({ about, kernel, lines, ladder, command }: EvidenceRun, context: FieldContext): string {
  const shown = lines.flatMap(({ text, claimed }) =>
    claimed === undefined ? [text] : [`claimed  ${claimed}`, `observed ${text}`],
  );
  const parts = [
    about === undefined ? '' : `<div class="about">${renderText(about, context)}</div>`,
    shown.length === 0 ? '' : `<pre><code>${renderText(shown.join('\n'), context)}</code></pre>`,
    ladder === undefined
      ? ''
      : `<details><summary>${renderText(`Step by step on ${kernel}`, context)}</summary><div class="ladder">${placeDrawing(ladder)}</div></details>`,
    `<div class="rerun">${ladder === undefined ? `${renderText(kernel, context)} · ` : ''}<code>${renderText(command, context)}</code></div>`,
  ];
  return parts.filter((part) => part !== '').join('');
}

/** The drawing stands in the field itself, so that it follows the card by day and by night; what Anki reads in its texts is broken. */
function placeDrawing(svg: string): string {
  const parts = svg.trim().split(/(<style>[\s\S]*?<\/style>)/u);
  return parts
    .map((part) =>
      part.startsWith('<style>')
        ? part
        : finishHtml(part.replace(/>[^<]+(?=<)/gu, (text) => breakNotation(text, false))),
    )
    .join('');
}
