import { PassThrough } from 'node:stream';
import { runCommandLine } from '../../src/cli/command-line.ts';
import { openScreen } from '../../src/cli/screen.ts';
import { makeWorkplace, type Ran, type Workplace } from './run-program.ts';

export interface Place extends Workplace {
  /** Runs the command line in this process: most tests need no other. */
  readonly here: (...args: readonly string[]) => Promise<Ran>;
  readonly hereWith: (env: Readonly<Record<string, string>>, ...args: readonly string[]) => Promise<Ran>;
}

export function makePlace(
  files: Readonly<Record<string, string>>,
  { now = () => 0, copyOf }: { readonly now?: () => number; readonly copyOf?: string } = {},
): Place {
  const place = makeWorkplace(files, copyOf);
  const hereWith: Place['hereWith'] = async (env, ...args) => {
    const said = { out: '', err: '' };
    const streamTo = (name: 'out' | 'err'): NodeJS.WriteStream =>
      Object.assign(new PassThrough(), {
        isTTY: false,
        write: (text: string) => ((said[name] += text), true),
        // A screen asks no more of its streams than that.
      }) as unknown as NodeJS.WriteStream;
    const [stdout, stderr] = [streamTo('out'), streamTo('err')];
    const status = await runCommandLine(args, {
      cwd: place.folder,
      env,
      screen: openScreen({ stdout, stderr, env: { LC_ALL: 'C.UTF-8', ...env } }),
      stderr,
      now,
      randomHex: (bytes) => '0'.repeat(2 * bytes),
    });
    return { status, ...said };
  };
  return { ...place, hereWith, here: (...args) => hereWith({}, ...args) };
}

/** Notes about pipes under a name of their own, so that only their own logs decide what they claim. */
export const ducts: Readonly<Record<string, string>> = {
  'notes/vocabulary.yaml': `facets:
  end of file:
    of: Duct
    values:
      after the last writer:
        phrases: [no writer is left]
        opposites: [after the first writer]
      after the first writer:
        phrases: [as soon as one]
        opposites: [after the last writer]
  emptiness:
    of: Duct
    values:
      waits:
        phrases: [waits for a writer]
        opposites: [fails]
      fails:
        phrases: [fails at once]
        opposites: [waits]
`,
  'notes/Duct.md': `# Duct

Bytes go in at one end and come out at the other.

- **End of file:** as soon as one of them closes.
- **Emptiness:** waits for a writer.
`,
  'notes/Right.md': `# Right

claim:: Duct | end of file | after the last writer
`,
  'notes/experiments/last-writer.md': `---
question: Two hold the write end. One closes it. What does a read do?
decides:
  - [Duct, end of file, after the last writer]
---
# The last one

\`\`\`sock
pipe([r, w]) = 0
dup(w) = second
close(w) = 0
read(r, _, 64) =? <unfinished ...>
[main.2] close(second) = 0
<... read resumed>"", 64) = 0
\`\`\`
`,
  'notes/experiments/empty.md': `---
decides:
  - [Duct, emptiness, waits]
  - [Duct, emptiness, fails, with O_NONBLOCK]
---
\`\`\`sock
pipe([r, w]) = 0
fcntl(r, F_GETFL) = 0 (flags O_RDONLY)
fcntl(r, F_SETFL, O_RDONLY|O_NONBLOCK) = 0
read(r, _, 64) =? -1 EAGAIN
\`\`\`
`,
};
