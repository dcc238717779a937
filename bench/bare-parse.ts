import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { markdownSyntax, markdownTree } from '../src/vault/markdown.ts';

/** Parses a folder's notes and nothing else, and prints the milliseconds that took: what a core of this machine can do. */
const root = process.argv[2] ?? '.';
const texts = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.md'))
  .map((file) => readFileSync(path.join(root, file), 'utf8'));
const started = performance.now();
for (const text of texts) fromMarkdown(text, { extensions: [...markdownSyntax], mdastExtensions: [...markdownTree] });
console.log(performance.now() - started);
