import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationLinkDatum,
  type SimulationNodeDatum,
} from 'd3-force';
import type { MapEdge, MapGraph, MapNode } from './map-graph.ts';

/** Where a node stands: along the way of learning (what needs nothing has the least), and across it. */
export interface MapPlace {
  readonly along: number;
  readonly across: number;
}

interface Body extends SimulationNodeDatum {
  readonly map: MapNode;
  readonly index: number;
  /** Where it is drawn to. */
  readonly stageX: number;
  readonly topicY: number;
  x: number;
  y: number;
}

type Spring = SimulationLinkDatum<Body> & { readonly type: MapEdge['type'] };

/** Along the way, a concept stands so far from what it requires. */
const stageWidth = 150;

/**
 * Lays the map out, once and for all: concepts by forces (d3-force draws its chances from a fixed seed), what nothing
 * links in rows below, and everything else around the concepts it belongs to. The same graph gives the same map.
 */
export function layoutMap({ nodes, edges }: MapGraph): readonly MapPlace[] {
  const linked = new Set<number>();
  const between = edges.filter(
    ({ source, target }) => nodes[source]?.concept === true && nodes[target]?.concept === true,
  );
  for (const { source, target } of between) linked.add(source).add(target);
  const concepts = nodes.flatMap(({ concept }, index) => (concept && linked.has(index) ? [index] : []));
  const places = new Map(settle(nodes, concepts, between));
  placeInRows(nodes, places);
  placeSatellites(nodes, edges, places);
  return nodes.map((_, index) => {
    const { along, across } = places.get(index) ?? { along: 0, across: 0 };
    return { along: Math.round(along), across: Math.round(across) };
  });
}

function settle(
  nodes: readonly MapNode[],
  concepts: readonly number[],
  edges: readonly MapEdge[],
): [number, MapPlace][] {
  const topics = [...new Set(nodes.map(({ topic }) => topic))].sort();
  const spread = 60 * Math.sqrt(concepts.length);
  const bodies = concepts.flatMap((index, at): Body[] => {
    const map = nodes[index];
    if (map === undefined) return [];
    const stageX = map.stage * stageWidth;
    const topicY = (topics.indexOf(map.topic) / Math.max(1, topics.length - 1) - 0.5) * spread * 0.6;
    // The golden ratio's multiples spread evenly, and are the same everywhere.
    const jitter = (at * 0.618034) % 1;
    return [
      { map, index, stageX, topicY, x: stageX + 40 * ((at * 0.754878) % 1), y: topicY + (jitter - 0.5) * spread },
    ];
  });
  const bodyOf = new Map(bodies.map((body) => [body.index, body]));
  const springs = edges.flatMap((edge): Spring[] => {
    const source = bodyOf.get(edge.source);
    const target = bodyOf.get(edge.target);
    return source === undefined || target === undefined ? [] : [{ source, target, type: edge.type }];
  });
  const degrees = new Map<unknown, number>();
  for (const { source, target } of springs)
    for (const end of [source, target]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  const degreeOf = (end: unknown): number => degrees.get(end) ?? 1;
  const large = bodies.length > 1000;
  const ticks = tickCount(bodies.length);
  const simulation = forceSimulation(bodies)
    .force(
      'links',
      forceLink<Body, Spring>(springs)
        .distance(({ type }) => (type === 'requires' ? 110 : type === 'contrasts' ? 90 : 150))
        .strength(({ source, target, type }) => springStrength(type, Math.min(degreeOf(source), degreeOf(target)))),
    )
    .force(
      'charge',
      forceManyBody<Body>()
        .strength((body) => -260 - body.map.radius * 30)
        .distanceMax(900)
        .theta(large ? 1.2 : 0.9),
    )
    .force('room', forceCollide<Body>((body) => body.map.radius + (large ? 16 : 34)).strength(0.8))
    .force('stage', forceX<Body>((body) => body.stageX).strength(0.12))
    .force('topic', forceY<Body>((body) => body.topicY).strength(0.05))
    .alphaDecay(coolingOver(ticks))
    .stop();
  simulation.tick(ticks);
  return bodies.map(({ index, x, y }) => [index, { along: x, across: y }]);
}

/** Plain links say little, and there are many of them: what is required pulls harder. */
function springStrength(type: MapEdge['type'], degree: number): number {
  return (type === 'requires' ? 0.9 : type === 'contrasts' ? 0.7 : 0.3) / Math.sqrt(Math.max(1, degree)) ** 1.5;
}

/** Large maps get fewer rounds: their layout may take seconds, not minutes. */
function tickCount(bodies: number): number {
  return Math.round(Math.min(300, Math.max(50, 180_000 / Math.max(1, bodies))));
}

/** By how much each round cools, so that all is at rest after the last; rounded, for no two machines' powers are quite alike. */
function coolingOver(ticks: number): number {
  return Math.round((1 - 0.002 ** (1 / ticks)) * 1e6) / 1e6;
}

/** Concepts that nothing links, in rows below the map, as wide as it. */
function placeInRows(nodes: readonly MapNode[], places: Map<number, MapPlace>): void {
  const left = nodes.flatMap(({ concept }, index) => (concept && !places.has(index) ? [index] : []));
  const { least, most, bottom } = boundsOf([...places.values()]);
  const columns = Math.max(4, Math.floor((most - least) / 130), Math.ceil(Math.sqrt(left.length)));
  left.forEach((index, at) => {
    const along = least + (at % columns) * 130;
    places.set(index, { along, across: bottom + 120 + Math.floor(at / columns) * 60 });
  });
}

function boundsOf(places: readonly MapPlace[]): { least: number; most: number; bottom: number } {
  const start = { least: Infinity, most: -Infinity, bottom: -Infinity };
  const bounds = places.reduce(
    ({ least, most, bottom }, { along, across }) => ({
      least: Math.min(least, along),
      most: Math.max(most, along),
      bottom: Math.max(bottom, across),
    }),
    start,
  );
  return places.length === 0 ? { least: 0, most: 0, bottom: -120 } : bounds;
}

/** Cards, experiments, tags …: each near the concepts it belongs to, clear of them and of each other. */
function placeSatellites(nodes: readonly MapNode[], edges: readonly MapEdge[], places: Map<number, MapPlace>): void {
  const satellites = nodes.flatMap(({ concept }, index) => (concept ? [] : [index]));
  if (satellites.length === 0) return;
  const homes = findHomes(nodes, edges, places, satellites);
  const around = new Map<number, number>();
  const bodies = nodes.flatMap((map, index): Body[] => {
    const own = places.get(index);
    if (own !== undefined) return [bodyAt(map, index, own, true)];
    const home = homes.get(index);
    if (home === undefined) return [];
    const count = around.get(home.nearest) ?? 0;
    around.set(home.nearest, count + 1);
    return [bodyAt(map, index, ringPlace(home, nodes[home.nearest]?.radius ?? 0, count), false)];
  });
  const simulation = forceSimulation(bodies)
    .force('home', forceX<Body>((body) => body.stageX).strength(0.08))
    .force('home-across', forceY<Body>((body) => body.topicY).strength(0.08))
    .force(
      'room',
      forceCollide<Body>((body) => body.map.radius + (body.map.concept ? 10 : 3)),
    )
    .stop();
  simulation.tick(satellites.length > 3000 ? 20 : 80);
  for (const { map, index, x, y } of bodies) if (!map.concept) places.set(index, { along: x, across: y });
}

interface Home extends MapPlace {
  /** The concept around which it starts. */
  readonly nearest: number;
}

/** Around which concept each satellite stands: the one that has fewest so far, of those it belongs to. */
function findHomes(
  nodes: readonly MapNode[],
  edges: readonly MapEdge[],
  places: ReadonlyMap<number, MapPlace>,
  satellites: readonly number[],
): ReadonlyMap<number, Home> {
  const neighbours = new Map<number, number[]>(satellites.map((index) => [index, []]));
  for (const { source, target, type } of edges) {
    if (type === 'links') continue;
    neighbours.get(source)?.push(target);
    neighbours.get(target)?.push(source);
  }
  const homes = new Map<number, number>();
  const guests = new Map<number, number>();
  // A card of a section finds its note through it, a tag of that card through both.
  for (let round = 0; round < 3; round++) {
    for (const index of satellites) {
      if (homes.has(index)) continue;
      const near = (neighbours.get(index) ?? []).flatMap((each) =>
        nodes[each]?.concept === true ? each : (homes.get(each) ?? []),
      );
      const [home] = near.toSorted((a, b) => (guests.get(a) ?? 0) - (guests.get(b) ?? 0) || a - b);
      if (home === undefined) continue;
      homes.set(index, home);
      guests.set(home, (guests.get(home) ?? 0) + 1);
    }
  }
  return new Map(
    [...homes].flatMap(([index, nearest]) => {
      const place = places.get(nearest);
      return place === undefined ? [] : [[index, { nearest, ...place }]];
    }),
  );
}

function ringPlace({ along, across }: MapPlace, radius: number, count: number): MapPlace {
  // Fermat's spiral: the golden angle leaves no gaps.
  const distance = radius + 9 + 4 * Math.sqrt(count);
  // The first stand below: labels are at the sides.
  const angle = 1.2 + count * 2.399963;
  return { along: along + distance * Math.cos(angle), across: across + distance * Math.sin(angle) };
}

function bodyAt(map: MapNode, index: number, { along, across }: MapPlace, fixed: boolean): Body {
  const at = { map, index, stageX: along, topicY: across, x: along, y: across };
  return fixed ? { ...at, fx: along, fy: across } : at;
}
