import { math } from 'micromark-extension-math';
import { codes } from 'micromark-util-symbol';
import type { Code, Construct, Extension } from 'micromark-util-types';

/**
 * Math as in Obsidian and Pandoc: between single dollars no space at either end and no digit behind, so that
 * `costs $5 or $10` is money.
 */
export function mathSyntax(): Extension {
  const syntax = math();
  const text = syntax.text?.[codes.dollarSign];
  if (text === undefined || Array.isArray(text)) return syntax;
  return { ...syntax, text: { ...syntax.text, [codes.dollarSign]: withoutMoney(text) } };
}

function withoutMoney(construct: Construct): Construct {
  return {
    ...construct,
    tokenize(effects, ok, nok) {
      const start = this.now();
      const rawSoFar = () => this.sliceSerialize({ start, end: this.now() });
      return construct.tokenize.call(this, effects, afterMath, nok);

      function afterMath(code: Code) {
        const raw = rawSoFar();
        const single = !raw.startsWith('$$');
        const digitBehind = code !== null && code >= codes.digit0 && code <= codes.digit9;
        return single && (digitBehind || /^\$\s|\s\$$/.test(raw)) ? nok(code) : ok(code);
      }
    },
  };
}
