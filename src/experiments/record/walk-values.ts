import type { Value } from '../language/value.ts';

/** The values and all that stand in them, outermost first. */
export function valuesIn(values: readonly Value[]): readonly Value[] {
  return values.flatMap((value) => {
    if (value.kind === 'array') return [value, ...valuesIn(value.items)];
    if (value.kind === 'structure') return [value, ...valuesIn(value.members.map((member) => member.value))];
    return [value];
  });
}

/** The value with every part replaced for which `change` gives another. */
export function mapValue(value: Value, change: (part: Value) => Value): Value {
  if (value.kind === 'array') return { ...value, items: value.items.map((item) => mapValue(item, change)) };
  if (value.kind === 'structure') {
    const members = value.members.map((member) => ({ ...member, value: mapValue(member.value, change) }));
    return { ...value, members };
  }
  return change(value);
}
