/** The cable between hosts in C: the conductor relays their packets, which it reads from tun(4) interfaces. */
import type { HostLine } from '../language/block.ts';
import type { WireRule } from '../language/wire.ts';
import { parseInet, parseInet6 } from '../kernel/socket-address.ts';
import { cString } from './emitted-text.ts';
import { NotEmitted } from './not-emitted.ts';
import { cPass, cPassHeld, cPlugIn, cRelay, cRelayByRules, cRuleTable, cWaitRelaying } from './c-relay.ts';
import { bytesText, hostConstant } from './call-values.ts';

export function cWire(rule: WireRule): readonly string[] {
  switch (rule.verb) {
    case 'down':
      return ['settle();', 'cable_is_down = true;'];
    case 'pass':
      return ['settle();', 'pass_all();'];
    case 'drop':
    case 'swap':
    case 'twice':
    case 'flip': {
      const { protocol, data, to, prefix } = rule.select;
      const bytes = prefix === undefined ? '' : prefix.bytes.repeat(prefix.repeat);
      const fields = [
        `.verb = ${rule.verb.toUpperCase()}`,
        `.every = ${rule.every}`,
        ...(protocol === undefined ? [] : [`.protocol = IPPROTO_${protocol.toUpperCase()}`]),
        ...(data ? ['.data = true'] : []),
        ...(to === undefined
          ? []
          : [`.to = ${cString(bytesText(to.family === 'inet' ? parseInet(to.host) : parseInet6(to.host)))}`]),
        ...(to?.port === undefined ? [] : [`.port = ${to.port}`]),
        ...(prefix === undefined ? [] : [`.prefix = ${cString(bytes)}, .prefix_length = ${bytes.length}`]),
      ];
      return ['settle();', `rules[rule_count++] = (struct rule){ ${fields.join(', ')} };`];
    }
    case 'reject':
    case 'rate':
    case 'mtu':
      throw new NotEmitted(`the cable of this program has no ${rule.verb}`);
  }
}

export function cHosts(hosts: readonly HostLine[], wires: readonly WireRule[]): string {
  const hasRules = wires.some(({ verb }) => verb === 'drop' || verb === 'swap' || verb === 'twice' || verb === 'flip');
  const passes = wires.some(({ verb }) => verb === 'pass');
  const table = hosts.map(({ address, family }) => {
    const bytes = bytesText(family === 'inet' ? parseInet(address) : parseInet6(address));
    return `    { .address = "${address}/${family === 'inet' ? 24 : 64}", .bytes = ${cString(bytes)} },`;
  });
  return `
/*
 * The hosts: each is a network of its own with one interface, whose packets this program reads and writes (tun(4)), so
 * that the conductor is the cable between them. That takes the right to make networks: run the program as root, or with
 * "unshare --user --map-root-user" before it.
 */
enum { ${hosts.map(({ name }) => hostConstant(name)).join(', ')}, HOSTS };
static struct host {
    const char *address, *bytes;
    int network, interface;
} hosts[] = {
${table.join('\n')}
};

static bool cable_is_down;
${hasRules ? cRuleTable(wires.length) : ''}
${cPlugIn}
${hasRules ? cRelayByRules : cRelay}
${passes ? (hasRules ? cPassHeld : cPass) : ''}
${cWaitRelaying}`;
}
