import { describe, expect, it } from 'vitest';
import type { MediaFile } from '../../src/decks/index.ts';
import { cardOf, fieldOf, gather, notePath, vaultOf } from './html-field.ts';

const attachments = ['img/flow.png', 'Net/near.PNG', 'img/deep/only here.svg', 'say.mp3', 'a/twin.png', 'twin.png'];

function gatherWith(markdown: string) {
  return gather([cardOf(markdown)], { vault: vaultOf({ [notePath]: markdown }, attachments) });
}

function check(markdown: string, html: string, media: readonly string[], rules: readonly string[] = []): void {
  const gathered = gatherWith(markdown);
  const byName = new Map(gathered.deck.media.map((file: MediaFile) => [file.name, file.path]));
  const readable = fieldOf(gathered, 'Back').replace(
    /skr-[0-9a-f]{16}\.[a-z0-9]+/g,
    (name) => `{${byName.get(name) ?? name}}`,
  );
  expect({ html: readable, media: gathered.deck.media.map(({ path }) => path).sort(), rules: gathered.rules }).toEqual({
    html,
    media,
    rules,
  });
}

describe('attachments', () => {
  it('are found as Obsidian finds them, whatever their case', () => {
    check('![[flow.png]]', '<img src="{img/flow.png}" alt="">', ['img/flow.png']);
    check('![](near.png)', '<img src="{Net/near.PNG}" alt="">', ['Net/near.PNG']);
    check('![](../img/flow.png "The flow")', '<img src="{img/flow.png}" alt="" title="The flow">', ['img/flow.png']);
    check('![a](only%20here.svg)', '<img src="{img/deep/only here.svg}" alt="a">', ['img/deep/only here.svg']);
    check('<img src="/img/flow.png" width=90>', '<img src="{img/flow.png}" alt="" width="90">', ['img/flow.png']);
    check('![](twin.png)', '<img src="{twin.png}" alt="">', ['twin.png']);
  });

  it('keep the size that Obsidian gives them', () => {
    check('![[flow.png|200]]', '<img src="{img/flow.png}" alt="" width="200">', ['img/flow.png']);
    check('![[flow.png|200x100]]', '<img src="{img/flow.png}" alt="" width="200" height="100">', ['img/flow.png']);
    check('![the flow|120](flow.png)', '<img src="{img/flow.png}" alt="the flow" width="120">', ['img/flow.png']);
    check('![port 80](flow.png)', '<img src="{img/flow.png}" alt="port 80">', ['img/flow.png']);
  });

  it('that sound are played by Anki', () => {
    check('![[say.mp3]]', '[sound:{say.mp3}]', ['say.mp3']);
    check('<audio controls><source src="say.mp3"></audio>', '[sound:{say.mp3}]', ['say.mp3']);
  });

  it('of equal content are one file with a plain name', () => {
    const { deck } = gather([cardOf('![](a.png) ![](b.png)')], {
      vault: vaultOf({}, ['a.png', 'b.png']),
      readAttachment: () => new Uint8Array([1, 2, 3]),
    });
    expect(deck.media.map(({ name }) => name)).toEqual(['skr-039058c6f2c0cb49.png']);
  });

  it('that are not to be had leave a word in the card', () => {
    check('![Flow](gone.webp)', '<span class="missing">[missing: Flow (gone.webp)]</span>', [], ['missing-attachment']);
    check(
      '![](../../x.png)',
      '<span class="missing">[outside the vault: x.png]</span>',
      [],
      ['attachment-outside-vault'],
    );
    check(
      '![](../../../etc/passwd)',
      '<span class="missing">[outside the vault: passwd]</span>',
      [],
      ['attachment-outside-vault'],
    );
    check(
      '![](C:\\Users\\me\\x.png)',
      '<span class="missing">[outside the vault: x.png]</span>',
      [],
      ['attachment-outside-vault'],
    );
    check('![p](spec.pdf)', '<span class="missing">[p (spec.pdf)]</span>', [], ['unknown-media-type']);
    check('![r](https://x.org/r.png)', '<a href="https://x.org/r.png">r</a>', [], ['remote-media']);
    check('![[https://x.org/r.png]]', '<a href="https://x.org/r.png">https://x.org/r.png</a>', [], ['remote-media']);
  });

  it('that the system withholds are reported with its reason', () => {
    const gathered = gather([cardOf('![](a.png)')], {
      vault: vaultOf({}, ['a.png']),
      readAttachment: () => {
        throw new Error('EACCES: permission denied');
      },
    });
    expect(gathered.diagnostics.map(({ rule, message }) => `${rule} ${message}`)).toEqual([
      'unreadable-attachment "a.png" could not be read: EACCES: permission denied',
    ]);
  });

  it('past what Anki synchronises are named instead', () => {
    const { rules } = gather([cardOf('![](a.png)')], {
      vault: vaultOf({}, ['a.png']),
      readAttachment: () => new Uint8Array(100 * 1024 * 1024 + 1),
    });
    expect(rules).toEqual(['attachment-too-large']);
  });

  it('inside the text are unpacked', () => {
    const gathered = gatherWith('![dot](data:image/png;base64,iVBORw0KGgo=)');
    expect(fieldOf(gathered, 'Back')).toBe('<img src="skr-4c4b6a3be1314ab8.png" alt="dot">');
    check('![x](data:text/html,y)', '<span class="missing">[x]</span>', [], ['unknown-media-type']);
    check('<img src="data:text/html,x" alt=y>', '<span class="missing">[y]</span>', [], ['unknown-media-type']);
  });

  it('are reported where they stand in the note', () => {
    const markdown = 'first line\n\nand ![](gone.png)';
    const { diagnostics } = gatherWith(markdown);
    expect(diagnostics.map(({ path, line, column }) => [path, line, column])).toEqual([[notePath, 3, 5]]);
  });
});
