import type { System } from '../kernel/system.ts';
import type { Block, Line } from '../language/block.ts';
import type { WireRule } from '../language/wire.ts';
import type { Loop } from './loop.ts';
import type { Spares } from './spares.ts';
import type { Stage, StagedActor } from './stage.ts';
import type { AddressMap } from './site.ts';
import type { World } from './world.ts';
import { command, waitUntilReady } from './actors.ts';
import { makeGuard } from './guard.ts';
import { makeNames } from './names.ts';
import { keptCapabilities, neededNames } from './needs.ts';
import { LineFault, NotTestable } from './outcome.ts';
import { defaultActor } from './stage.ts';

/** Rule 9. */
const mostActors = 8;
const mostThreads = 8;
const mostSent = 32 * 1024 * 1024;

export interface StageSettings {
  readonly block: Block;
  readonly system: System;
  readonly loop: Loop;
  readonly world: World;
  readonly spares: Spares;
  readonly addresses: AddressMap;
  readonly audit: boolean;
  /** The actors give up root: no private world, and the runner is root. */
  readonly nobody: boolean;
  readonly deadline: () => bigint;
  readonly renew: () => void;
  readonly settle: () => void;
  readonly shape: (rule: WireRule) => void;
}

/** The stage that a block's lines are played on. Its actors enter at their first line. */
export function setStage(settings: StageSettings): Stage & { readonly strike: () => void } {
  const { block, system, loop, world, spares } = settings;
  const actors = new Map<string, StagedActor>();
  const names = makeNames();
  const capabilities = keptCapabilities(neededNames(block));
  const hosts = block.lines.flatMap((line) => (line.kind === 'host' ? [line] : []));
  let sent = 0;
  let threads = 0;

  function addActor(name: string, host: string | undefined): StagedActor {
    if (actors.size >= mostActors) throw new NotTestable(`a block has at most ${mostActors} actors`);
    if (host !== undefined && !hosts.some((one) => one.name === host))
      throw new LineFault(`${host} is no host of this block`);
    const process = spares.take();
    const actor: StagedActor = {
      name,
      host,
      process,
      owned: new Set(),
      foreign: new Set(),
      actions: new Map(),
      signals: [],
      pending: new Map(),
    };
    actors.set(name, actor);
    waitUntilReady(process.first, loop);
    const network = world.network(host);
    if (world.isPrivate && network === undefined)
      throw new LineFault(`${name} stands on no host: write [${name}@HOST]`);
    command(
      process.first,
      {
        order: 'enter',
        folder: world.folder,
        network: network !== undefined,
        capabilities,
        nobody: settings.nobody,
      },
      loop,
      network === undefined ? undefined : [network],
    );
    return actor;
  }

  const guard = makeGuard(
    system,
    { privateNetwork: world.isPrivate, hosts: new Set(hosts.map(({ address }) => address)) },
    () => new Set([...actors.values()].map(({ process }) => process.pid())),
  );

  return {
    system,
    loop,
    world,
    names,
    guard,
    addresses: settings.addresses,
    actors,
    audit: settings.audit,
    actorOf(actor) {
      const name = actor?.name ?? defaultActor;
      return actors.get(name) ?? addActor(name, actor?.host);
    },
    addActor,
    threadOf(actor, number) {
      if (number === 1) return actor.process.first;
      const known = actor.process.thread(number);
      if (known !== undefined) return known;
      if (++threads > mostThreads) throw new NotTestable(`a block has at most ${mostThreads} second threads`);
      const pending = actor.pending.get(1);
      if (pending !== undefined) {
        throw new LineFault(`a second thread is started by the first, which sleeps in ${pending.line.call}`);
      }
      const thread = actor.process.startThread(number);
      waitUntilReady(thread, loop);
      return thread;
    },
    siteOf: (actor) => ({
      system,
      actor: actor.name,
      names,
      addresses: settings.addresses,
      processOf: (name) => actors.get(name)?.process.pid(),
    }),
    deadline: settings.deadline,
    renew: settings.renew,
    countSent(bytes) {
      sent += bytes;
      if (sent > mostSent) throw new NotTestable('a block sends at most 32 MiB');
    },
    settle: settings.settle,
    shape: settings.shape,
    strike() {
      for (const actor of actors.values()) {
        spares.putBack(actor.process, actor.pending.size === 0 && !settings.nobody && !wasStopped(actor));
      }
      actors.clear();
    },
  };
}

function wasStopped(actor: StagedActor): boolean {
  return actor.signals.length > 0 || actor.actions.size > 0;
}

/** How many actors a block has: those that its lines name, and those that fork makes. */
export function countActors(lines: readonly Line[]): number {
  const names = new Set<string>();
  for (const line of lines) {
    if (line.kind === 'call' || line.kind === 'resume' || line.kind === 'exit' || line.kind === 'killed') {
      names.add(line.actor?.name ?? defaultActor);
    }
    if (line.kind === 'call' && line.call === 'fork' && line.claim.result.kind === 'name')
      names.add(line.claim.result.name);
  }
  return Math.min(names.size, mostActors);
}
