import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ducts, makePlace, type Place } from './run-here.ts';
import { program, type Ran } from './run-program.ts';

/** Shared by the tests, as the notes that ship need to be parsed only once. */
let cache: string;
const cacheBefore = process.env['XDG_CACHE_HOME'];
beforeAll(() => {
  cache = mkdtempSync(path.join(tmpdir(), 'sockrates-verify-cache-'));
  process.env['XDG_CACHE_HOME'] = cache;
});
afterAll(() => {
  if (cacheBefore === undefined) delete process.env['XDG_CACHE_HOME'];
  else process.env['XDG_CACHE_HOME'] = cacheBefore;
  rmSync(cache, { recursive: true, force: true });
});

const open = (files: Readonly<Record<string, string>> = ducts): Place => makePlace(files);

/** Without what differs from machine to machine. */
const steady = (text: string): string =>
  text.replace(/on \w+ [\w.+-]+\s+in [\d.]+ s/gu, 'on KERNEL in TIME').replace(/ \(\d+ remembered\)/gu, '');

interface VerifyDocument {
  readonly claims: readonly Readonly<Record<string, unknown>>[];
  readonly experiments: readonly Readonly<Record<string, unknown>>[];
  readonly runs: { readonly experiments: number; readonly asked: number };
  readonly diagnostics: readonly unknown[];
}

const documentOf = ({ out }: Ran): VerifyDocument => JSON.parse(out) as VerifyDocument;

describe('verify', () => {
  it('says line by line what the kernel refutes, with the evidence, and sums up', async () => {
    const { status, out, err } = await open().here('verify');
    expect(steady(out)).toMatchInlineSnapshot(`
      "notes/Duct.md:5:20: refuted Duct, end of file: “as soon as one”
          this kernel shows: after the last writer
          ▸ read(r, _, 64) = <unfinished ...>
          $ sockrates run last-writer

      notes/Duct.md:6:18: over-general Duct, emptiness: “waits for a writer”
          fails with O_NONBLOCK
          ▸ read(r, _, 64) = -1 EAGAIN
          $ sockrates run empty

      notes/Duct.md       ·  ~   1  ✗   1
      notes/Right.md  ✓   1      ·      ·

      3 claims in 2 notes: ✓ 1 supported, ~ 1 over-general, ✗ 1 refuted
      2 experiments on KERNEL in TIME
      "
    `);
    expect({ status, err }).toEqual({ status: 1, err: '' });
  });

  it('fits 40 columns, and needs no more than ASCII', async () => {
    const { out } = await open().hereWith({ COLUMNS: '40', LC_ALL: 'C' }, 'verify');
    expect(steady(out)).toMatchInlineSnapshot(`
      "notes/Duct.md:5:20: refuted
          Duct, end of file: "as soon as one"
          this kernel shows: after the last
          writer
          > read(r, _, 64) = <unfinished ...>
          $ sockrates run last-writer

      notes/Duct.md:6:18: over-general
          Duct, emptiness: "waits for a
          writer"
          fails with O_NONBLOCK
          > read(r, _, 64) = -1 EAGAIN
          $ sockrates run empty

      notes/Duct.md       .  ~   1  x   1
      notes/Right.md  +   1      .      .

      3 claims in 2 notes: + 1 supported,
      ~ 1 over-general, x 1 refuted
      2 experiments on KERNEL in TIME
      "
    `);
    // A command stays whole: it is to be copied.
    const folded = out.split('\n').filter((line) => !line.includes('sockrates run'));
    expect(folded.filter((line) => line.length > 40)).toEqual([]);
    expect(out).toMatch(/^[\n -~]*$/u);
  });

  it('prints a line each for editors, and only what is asked for', async () => {
    const { here } = open();
    expect((await here('verify', '--format', 'unix', '--only', 'refuted')).out).toMatchInlineSnapshot(`
      "notes/Duct.md:5:20: error refuted Duct, end of file: “as soon as one”: this kernel shows: after the last writer (sockrates run last-writer)
      "
    `);
    const all = await here('verify', '--format', 'unix', '--only', 'all', 'notes/Right.md');
    expect(all.out).toMatchInlineSnapshot(`
      "notes/Right.md:3:30: info supported Duct, end of file: “after the last writer”: the kernel agrees (sockrates run last-writer)
      "
    `);
  });

  it('gives a document whose claims have place, verdict and evidence', async () => {
    const { claims, runs } = documentOf(await open().here('verify', '--json', 'notes/Duct.md'));
    expect(claims).toMatchInlineSnapshot(`
      [
        {
          "column": 20,
          "concept": "Duct",
          "evidence": "read(r, _, 64) = <unfinished ...>",
          "experiment": "last-writer",
          "experiments": [
            "last-writer",
          ],
          "facet": "end of file",
          "form": "bullet",
          "line": 5,
          "path": "Duct.md",
          "reason": "this kernel shows: after the last writer",
          "seen": "after the last writer",
          "text": "as soon as one of them closes.",
          "value": "after the first writer",
          "verdict": "refuted",
        },
        {
          "column": 18,
          "concept": "Duct",
          "condition": "fails with O_NONBLOCK",
          "evidence": "read(r, _, 64) = -1 EAGAIN",
          "experiment": "empty",
          "experiments": [
            "empty",
          ],
          "facet": "emptiness",
          "form": "bullet",
          "line": 6,
          "path": "Duct.md",
          "reason": "fails with O_NONBLOCK",
          "text": "waits for a writer.",
          "value": "waits",
          "verdict": "over-general",
        },
      ]
    `);
    expect(runs.experiments).toBe(2);
  });

  it('ends with 0 where nothing is refuted, and takes notes one by one', async () => {
    const { here } = open();
    expect((await here('verify', 'notes/Right.md')).status).toBe(0);
    expect((await here('verify', 'notes/Right.md', 'notes/Duct.md')).status).toBe(1);
    const quiet = await open({ 'notes/a.md': 'Nothing is claimed here.\n' }).here('verify');
    expect(quiet).toMatchInlineSnapshot(`
      {
        "err": "",
        "out": "Nothing here reads as a claim that the vocabulary has words for.
      ",
        "status": 0,
      }
    `);
  });

  it('refuses what it does not know', async () => {
    const { here } = open();
    const wrong = await here('verify', '--only', 'wrong');
    expect(wrong.status).toBe(2);
    expect(wrong.err).toMatch(/^sockrates: --only takes refuted, /u);
    expect((await here('verify', 'notes', 'notes/Duct.md')).status).toBe(2);
    expect((await here('verify', 'nowhere')).status).toBe(2);
  });

  it('reports a log that does not hold, one that cannot be read, and a name that nothing has', async () => {
    const { write, here } = open();
    write('notes/experiments/wrong.md', '```sock\npipe([r, w]) = 0\nwrite(w, "x", 1) =? 2\n```\n');
    write('notes/experiments/broken.md', '# Broken\n\n```sock\npipe([r, w]) = 0\nrite(w, "x", 1) = 1\n```\n');
    write('notes/Named.md', '---\nexperiment: last-writre\n---\n# Named\n\nexperiment:: wrong\n');
    const named = ['experiments/wrong', 'experiments/broken', 'Named'].map((name) => `notes/${name}.md`);
    const ran = await here('verify', '--json', ...named);
    expect(ran.status).toBe(1);
    const { experiments, diagnostics } = documentOf(ran);
    expect({ experiments, diagnostics }).toMatchInlineSnapshot(`
      {
        "diagnostics": [
          {
            "column": 13,
            "endColumn": 24,
            "endLine": 2,
            "line": 2,
            "message": "No experiment is called last-writre; did you mean last-writer; \`sockrates experiments\` lists them.",
            "path": "Named.md",
            "rule": "unknown-experiment",
            "severity": "warning",
          },
        ],
        "experiments": [
          {
            "column": 1,
            "id": "broken",
            "line": 3,
            "lines": [],
            "path": "experiments/broken.md",
            "reason": "its log can't be read: experiments/broken.md:5: \`rite\` is no call of the language. Did you mean \`write\`?",
            "verdict": "inconclusive",
          },
          {
            "column": 1,
            "id": "wrong",
            "line": 1,
            "lines": [
              {
                "claimed": "write(w, "x", 1) = 2",
                "text": "write(w, "x", 1) = 1",
              },
            ],
            "path": "experiments/wrong.md",
            "reason": "line 3: another result",
            "verdict": "refuted",
          },
        ],
      }
    `);
  });

  it('ends with 3 where nothing could be run', async () => {
    const { here, write } = open({
      'notes/experiments/a.md': '```sock\nneeds: darwin\npipe([r, w]) = 0\nwrite(w, "x", 1) = 1\n```\n',
    });
    const ran = await here('verify');
    expect(ran.status).toBe(3);
    expect(steady(ran.out)).toMatchInlineSnapshot(`
      "1 claim not testable here: needs darwin: this is linux
      \`sockrates doctor\` says how to get what is missing.

      notes/experiments/a.md  ?   1

      0 claims in 1 note: ? 1 not testable here
      1 experiment on KERNEL in TIME
      "
    `);
    write('notes/experiments/b.md', '```sock\npipe([r, w]) = 0\nwrite(w, "x", 1) = 1\nread(r, "x", 1) = 1\n```\n');
    expect((await here('verify')).status).toBe(0);
  });

  it('asks the kernel once, and again without the cache or when a log changed', async () => {
    const { here, write } = open();
    const asked = async (...args: readonly string[]): Promise<number> =>
      documentOf(await here('verify', '--json', ...args)).runs.asked;
    const empty = ducts['notes/experiments/empty.md'] ?? '';
    await here('verify');
    expect(await asked()).toBe(0);
    expect(await asked('--no-cache')).toBe(2);
    write('notes/experiments/empty.md', `${empty}\nA word more.\n`);
    expect(await asked()).toBe(0);
    write('notes/experiments/empty.md', empty.replace('EAGAIN', 'EAGAIN    # so'));
    expect(await asked()).toBe(1);
  });

  it('sees every change of a note, although it remembers its answers', async () => {
    const { here, write } = open();
    const verdicts = async (): Promise<unknown[]> =>
      documentOf(await here('verify', '--json', 'notes/Right.md')).claims.map(({ verdict }) => verdict);
    expect(await verdicts()).toEqual(['supported']);
    write('notes/Right.md', (ducts['notes/Right.md'] ?? '').replace('last', 'first'));
    expect(await verdicts()).toEqual(['refuted']);
    write('notes/vocabulary.yaml', (ducts['notes/vocabulary.yaml'] ?? '').replaceAll('opposites', '#'));
    expect(await verdicts()).toEqual(['no-experiment']);
  });

  it('tells what is wrong with a vocabulary, and so does lint', async () => {
    const { here, write } = open();
    const told = async (vocabulary: string): Promise<readonly (readonly [string, number])[]> => {
      write('notes/vocabulary.yaml', vocabulary);
      const [verified, linted] = [await here('verify', '--json'), await here('lint', '--json')].map((ran) =>
        (JSON.parse(ran.out) as { diagnostics: { path: string; rule: string; line: number }[] }).diagnostics
          .filter(({ path: file }) => file === 'vocabulary.yaml')
          .map(({ rule, line }) => [rule, line] as const),
      );
      expect(linted).toEqual(verified);
      return verified ?? [];
    };
    expect(await told(ducts['notes/vocabulary.yaml'] ?? '')).toEqual([]);
    expect(await told('concepts:\n  Duct:\n    kind-of: Culvert\n')).toEqual([['unknown-kind', 2]]);
    expect(await told('facets:\n  colour:\n    values:\n      red:\n        opposites: [blue]\n')).toEqual([
      ['unknown-facet-value', 2],
    ]);
    expect(await told('facets: [\n')).toContainEqual(['vocabulary-syntax', 2]);
  });
});

describe('verify, disturbed', () => {
  const start = (folder: string, env: Readonly<Record<string, string>>, ...args: readonly string[]) =>
    spawn(process.execPath, [program, 'verify', ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder, XDG_CACHE_HOME: cache, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
    });

  it('ends with 3, and leaves nothing behind, where private networks are denied', async () => {
    const { runWith, here, folder, write } = open({
      'notes/experiments/a.md': '```sock\nneeds: netns\nsocket(AF_INET, SOCK_DGRAM, 0) = s\nclose(s) = 0\n```\n',
    });
    write('bin/unshare', '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n');
    chmodSync(path.join(folder, 'bin/unshare'), 0o755);
    mkdirSync(path.join(folder, 'tmp'));
    const { status, out } = runWith(
      {
        PATH: `${path.join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
        TMPDIR: path.join(folder, 'tmp'),
        XDG_CACHE_HOME: cache,
      },
      'verify',
    );
    expect(out.replace(/\s+/gu, ' ')).toMatch(/1 claim not testable here: needs netns: .*not permitted/u);
    expect(status).toBe(3);
    expect(readdirSync(path.join(folder, 'tmp'))).toEqual([]);
    // Where they are to be had, the same question is asked anew.
    expect((await here('verify')).status).toBe(0);
  });

  it('runs twice at once over one cache and one file of evidence, and both agree', async () => {
    const { folder, here } = open();
    const both = [1, 2].map(() => start(folder, {}, '--json', '--update', '--no-cache'));
    const outs = await Promise.all(
      both.map(async (child) => {
        let out = '';
        child.stdout.on('data', (piece: Buffer) => (out += piece.toString()));
        const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
        return { status, claims: (JSON.parse(out) as VerifyDocument).claims };
      }),
    );
    expect(outs.map(({ status }) => status)).toEqual([1, 1]);
    expect(outs[0]?.claims).toEqual(outs[1]?.claims);
    const state = path.join(folder, 'notes/.sockrates');
    expect(readdirSync(state).sort()).toEqual(['.gitattributes', 'evidence.jsonl']);
    const evidence = readFileSync(path.join(state, 'evidence.jsonl'), 'utf8');
    expect(evidence.trim().split('\n')).toHaveLength(2);
    await here('verify', '--update', '--no-cache');
    expect(readFileSync(path.join(state, 'evidence.jsonl'), 'utf8')).toBe(evidence);
  });

  it('ends with 130 on Ctrl-C in the middle, and leaves no process, folder or half of a file', async () => {
    const slow =
      '```sock\ndeadline: 15s\npipe([r, w]) = 0\nread(r, _, 1) = <unfinished ...>\nwait FIONREAD(r) == 1\n```\n';
    const { folder } = open({ ...ducts, 'notes/experiments/slow.md': slow });
    const tmp = path.join(folder, 'tmp');
    mkdirSync(tmp);
    const child = start(folder, { TMPDIR: tmp }, '--update');
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    // The program, and a runner in its namespaces: replays are under way, one of them for long.
    await expect.poll(() => processesIn(tmp).length, { timeout: 15_000 }).toBeGreaterThan(2);
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(existsSync(path.join(folder, 'notes/.sockrates'))).toBe(false);
    await expect.poll(() => [...readdirSync(tmp), ...processesIn(tmp)], { timeout: 10_000 }).toEqual([]);
    const left = readdirSync(cache, { recursive: true, encoding: 'utf8' });
    expect(left.filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });
});

/** Processes that were started with this folder for their temporary files. */
function processesIn(tmp: string): string[] {
  return readdirSync('/proc').filter((name) => {
    if (!/^\d+$/u.test(name)) return false;
    try {
      return readFileSync(`/proc/${name}/environ`, 'utf8').includes(`TMPDIR=${tmp}\0`);
    } catch {
      return false;
    }
  });
}

describe('recorded evidence', () => {
  interface CardEntry {
    readonly text: Readonly<Record<string, string>>;
    readonly fields: Readonly<Record<string, string>>;
    readonly experiments: readonly { readonly id: string; readonly strength: string }[];
  }
  const cardsOf = async ({ here }: Place): Promise<readonly CardEntry[]> =>
    (JSON.parse((await here('cards', '--json')).out) as { cards: CardEntry[] }).cards;

  it('is shown on the back of exported cards; what the kernel contradicts can be left out', async () => {
    const place = open();
    await place.here('verify', '--update');
    const cards = await cardsOf(place);
    const told = cards.map(({ text, fields, experiments }) => ({
      asks: text['Front'] ?? text['Text'],
      evidence: (fields['Evidence'] ?? '').replace(/<svg[\s\S]*<\/svg>/u, 'SVG').replace(/Linux [\w.+-]+/gu, 'KERNEL'),
      experiments: experiments.map(({ id, strength }) => `${id} ${strength}`),
    }));
    expect(told).toMatchInlineSnapshot(`
      [
        {
          "asks": "Duct: end of file?",
          "evidence": "<div class="verdict fails">This kernel says otherwise: after the last writer</div>
      <pre><code>read(r, _, 64) = &lt;unfinished ...></code></pre><details><summary>Step by step on KERNEL</summary><div class="ladder">SVG</div></details><div class="rerun"><code>sockrates run last-writer</code></div>",
          "experiments": [
            "last-writer decides",
            "empty related",
          ],
        },
        {
          "asks": "Duct: emptiness?",
          "evidence": "<div class="verdict partly">True only in part: fails with O_NONBLOCK</div>
      <pre><code>read(r, _, 64) = -1 EAGAIN</code></pre><details><summary>Step by step on KERNEL</summary><div class="ladder">SVG</div></details><div class="rerun"><code>sockrates run empty</code></div>",
          "experiments": [
            "empty decides",
            "last-writer related",
          ],
        },
      ]
    `);
    const exported = JSON.parse((await place.here('export', '--json')).out) as { cards: unknown[] };
    expect(exported.cards).toHaveLength(cards.length);
    const verified = await place.here('export', '--verified-only', '--json', '-o', 'v.apkg');
    const document = JSON.parse(verified.out) as { cards: unknown[]; refuted: unknown[] };
    expect(document).toMatchObject({ leftOut: [], gone: [] });
    expect([document.refuted.length, document.cards.length]).toEqual([1, cards.length - 1]);
  });

  it('is told by explain, with the verdict on the line and the experiments of its cards', async () => {
    const { out, status } = await open().here('explain', 'notes/Duct.md:5');
    expect(status).toBe(0);
    expect(out.replace(/id {9}\w{16}/u, 'id         ID')).toMatchInlineSnapshot(`
      "Duct.md:5
        - **End of file:** as soon as one of them closes.
        This line is part of the card “Duct: end of file?” (card derived by the rule labelled-bullet, line 5).

        id         ID
        kind       basic
        made       derived from prose by the rule labelled-bullet
        from       Duct.md:5
        heading    Duct
        question   Duct: end of file?
        answer     as soon as one of them closes
        concepts   Duct.md
        deck       notes::Derived
        state      new: never exported

        claims     Duct, end of file: “as soon as one”
        verdict    refuted: this kernel shows: after the last writer
        evidence   read(r, _, 64) = <unfinished ...>
        see it     sockrates run last-writer

        decided by last-writer: it decides what the card claims of [[Duct]]: end of file
        related    empty: both are about [[Duct]]
      "
    `);
  });

  it('counts no more when the experiment reads otherwise', async () => {
    const place = open();
    await place.here('verify', '--update');
    const shown = async (): Promise<number> =>
      (await cardsOf(place)).filter(({ fields }) => fields['Evidence'] !== undefined).length;
    expect(await shown()).toBeGreaterThan(0);
    for (const name of ['last-writer', 'empty']) {
      const file = `notes/experiments/${name}.md`;
      place.write(file, (ducts[file] ?? '').replace('pipe([r, w]) = 0', 'pipe([r, w]) = 0    # well'));
    }
    expect(await shown()).toBe(0);
  });
});
