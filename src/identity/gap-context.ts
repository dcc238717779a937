import type { Nodes } from 'mdast';
import { normaliseText, shortHash } from './normal-text.ts';

const reach = 40;

/**
 * For each cloze deletion of a text, in order, a hash of what surrounds it, other gaps left blank. Two gaps with the same
 * surroundings ask the same question, whatever their answers.
 */
export function gapContexts(content: readonly Nodes[]): string[] {
  const parts: { text: string; index?: number }[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'clozeDeletion') {
      parts.push({ text: '', index: node.index });
    } else if ('children' in node) {
      for (const child of node.children) visit(child);
      parts.push({ text: isBlock(node) ? ' ' : '' });
    } else if ('value' in node) {
      parts.push({ text: node.value });
    }
  };
  for (const node of content) visit(node);

  const contexts: string[] = [];
  parts.forEach((part, at) => {
    if (part.index === undefined) return;
    const before = textOf(parts.slice(0, at)).slice(-reach);
    const after = textOf(parts.slice(at + 1)).slice(0, reach);
    contexts[part.index] = /[\p{L}\p{N}]/u.test(before + after) ? shortHash(`${before}\n${after}`) : '';
  });
  return contexts;
}

function textOf(parts: readonly { text: string; index?: number }[]): string {
  return normaliseText(parts.map((part) => (part.index === undefined ? part.text : ' … ')).join(''));
}

function isBlock(node: Nodes): boolean {
  return ['paragraph', 'heading', 'listItem', 'tableCell', 'blockquote'].includes(node.type);
}
