/**
 * Groups of nodes that all lead to each other, groups of one left out (Tarjan, SIAM Journal on Computing 1(2), 1972).
 * Without recursion: graphology-components' overflows the stack on a chain of some 8,000 prerequisites.
 */
export function strongComponents<Id>(edges: ReadonlyMap<Id, readonly Id[]>): Id[][] {
  const order = new Map<Id, number>();
  const low = new Map<Id, number>();
  const open = new Set<Id>();
  const stack: Id[] = [];
  const components: Id[][] = [];

  for (const root of edges.keys()) {
    if (order.has(root)) continue;
    const calls: { readonly id: Id; next: number }[] = [enter(root)];
    for (let call = calls.at(-1); call !== undefined; call = calls.at(-1)) {
      const { id } = call;
      const target = edges.get(id)?.[call.next];
      if (target !== undefined) {
        call.next += 1;
        if (!order.has(target)) calls.push(enter(target));
        else if (open.has(target)) low.set(id, Math.min(low.get(id) ?? 0, order.get(target) ?? 0));
        continue;
      }
      calls.pop();
      const above = calls.at(-1)?.id;
      if (above !== undefined) low.set(above, Math.min(low.get(above) ?? 0, low.get(id) ?? 0));
      if (low.get(id) === order.get(id)) leave(id);
    }
  }
  return components;

  function enter(id: Id): { id: Id; next: number } {
    order.set(id, order.size);
    low.set(id, order.size - 1);
    open.add(id);
    stack.push(id);
    return { id, next: 0 };
  }

  function leave(id: Id): void {
    const component = stack.splice(stack.lastIndexOf(id));
    for (const member of component) open.delete(member);
    if (component.length > 1) components.push(component);
  }
}
