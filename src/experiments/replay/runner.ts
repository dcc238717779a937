/**
 * The process that replays blocks: `unshare` starts it in namespaces of its own, or it stands on the machine's network
 * as it is. Descriptor 3 leads to its parent; when that ends, it ends, and with it (as the first process of its process
 * namespace) everything it started.
 */
import type { RunnerReport, RunnerRequest } from './runner-messages.ts';
import { closeOnExecution } from '../kernel/descriptors.ts';
import { resetSignals } from '../kernel/signals.ts';
import { requireSystem } from '../kernel/system.ts';
import { sharedMap } from './address-map.ts';
import { openChannel } from './channel.ts';
import { conduct } from './conduct.ts';
import { makeLoop } from './loop.ts';
import { makeSpares } from './spares.ts';
import { privateGround, sharedGround } from './world.ts';

const parent = 3;
const spareActors = 2;
const isPrivate = process.argv[2] === 'private';

closeOnExecution(parent);
resetSignals();

const channel = openChannel<RunnerRequest, RunnerReport>(parent);
const loop = makeLoop();
const spares = makeSpares(loop);
spares.fill(spareActors);
const system = requireSystem();
const isRoot = process.geteuid?.() === 0;
const nobody = !isPrivate && isRoot;
const ground = isPrivate ? privateGround() : sharedGround(nobody);
let replays = process.pid;

/** The parent has ended: whatever is replayed is left, and what it made is removed on the way out. */
class ParentGone extends Error {}

function end(): never {
  spares.end();
  process.exit(0);
}

function serve(): void {
  const request = channel.receive();
  if (request === undefined) end();
  try {
    const conducted = conduct(
      request.block,
      {
        system,
        loop,
        ground,
        spares,
        nobody,
        makeAddressMap: () => sharedMap(system, process.pid * 1_000 + ++replays),
      },
      { audit: request.audit, onLine: (line) => channel.send({ kind: 'line', line }) },
    );
    channel.send({ kind: 'done', conducted });
  } catch (error) {
    if (error instanceof ParentGone) end();
    channel.send({ kind: 'bug', stack: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
  spares.fill(spareActors);
}

// The parent may end while a block is replayed: that is noticed wherever the runner waits.
const parentState = { isAsked: false, isServing: false };
const stopWatching = loop.watch(parent, () => {
  if (parentState.isServing) {
    // Once is enough: what is removed on the way out waits, too.
    stopWatching();
    throw new ParentGone();
  }
  parentState.isAsked = true;
});
channel.send({ kind: 'ready', isPrivate });
for (;;) {
  loop.turn(60_000);
  if (!parentState.isAsked) continue;
  parentState.isAsked = false;
  parentState.isServing = true;
  serve();
  parentState.isServing = false;
}
