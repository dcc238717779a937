/** The cable between hosts in Python: the conductor relays their packets, which it reads from tun(4) interfaces. */
import type { HostLine } from '../language/block.ts';
import type { WireRule } from '../language/wire.ts';
import { hostConstant } from './call-values.ts';
import { NotEmitted } from './not-emitted.ts';
import { pythonString } from './emitted-text.ts';
import { pyData } from './python-values.ts';

export function pyWire(rule: WireRule): readonly string[] {
  switch (rule.verb) {
    case 'down':
      return ['settle()', 'rules.append(Rule("down"))'];
    case 'pass':
      return ['settle()', 'pass_all()'];
    case 'drop':
    case 'swap':
    case 'twice':
    case 'flip': {
      const { protocol, data, to, prefix } = rule.select;
      const fields = [
        pythonString(rule.verb),
        ...(rule.every === 1 ? [] : [`every=${rule.every}`]),
        ...(protocol === undefined ? [] : [`protocol=socket.IPPROTO_${protocol.toUpperCase()}`]),
        ...(data ? ['data=True'] : []),
        ...(to === undefined ? [] : [`to=${pythonString(to.host)}`]),
        ...(to?.port === undefined ? [] : [`port=${to.port}`]),
        ...(prefix === undefined ? [] : [`prefix=${pyData(prefix)}`]),
      ];
      return ['settle()', `rules.append(Rule(${fields.join(', ')}))`];
    }
    case 'reject':
    case 'rate':
    case 'mtu':
      throw new NotEmitted(`the cable of this program has no ${rule.verb}`);
  }
}

export function pyHosts(hosts: readonly HostLine[]): string {
  const constants = hosts.map(({ name }, place) => `${hostConstant(name)} = ${place}\n`).join('');
  const table = hosts.map(({ address }) => `Host(${pythonString(address)})`).join(', ');
  return `${constants}\n${code.trim().replace('HOSTS', table)}`;
}

const code = `
# The hosts: each is a network of its own with one interface, whose packets this program reads and writes (tun(4)), so
# that the conductor is the cable between them. That takes the right to make networks: run the program as root, or with
# "unshare --user --map-root-user" before it.
CLONE_NEWNET = 0x40000000
TUNSETIFF = 0x400454CA
IFF_TUN_WITHOUT_HEADER = 0x1001


def bytes_of(address):
    return socket.inet_pton(socket.AF_INET6 if ":" in address else socket.AF_INET, address)


class Host:
    def __init__(self, address):
        six = ":" in address
        if libc.unshare(CLONE_NEWNET) != 0:
            raise SystemExit("(no network of its own: this takes root, or unshare --user --map-root-user)")
        self.interface = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self.interface, TUNSETIFF, struct.pack("16sH22x", b"wire0", IFF_TUN_WITHOUT_HEADER))
        self.network = os.open("/proc/self/ns/net", os.O_RDONLY)
        self.address = bytes_of(address)
        quiet = ":" if six else "echo 1 2>&- > /proc/sys/net/ipv6/conf/wire0/disable_ipv6"
        prefix = "/64 dev wire0 nodad" if six else "/24 dev wire0"
        os.system(f"{quiet}; ip link set lo up; ip address add {address}{prefix}; ip link set wire0 mtu 1500 up")


class Rule:
    """What the cable does to every so-manieth packet that is meant."""

    def __init__(self, verb, every=1, protocol=None, data=False, to=None, port=None, prefix=None):
        self.verb, self.every, self.protocol, self.data, self.port = verb, every, protocol, data, port
        self.to = None if to is None else bytes_of(to)
        self.prefix = prefix
        self.count, self.held = {}, {}

    def means(self, packet, data):
        six = packet[0] >> 4 == 6
        head = 40 if six else (packet[0] & 15) * 4
        later_piece = not six and (packet[6] & 0x1F or packet[7])
        if self.protocol is not None and self.protocol != packet[6 if six else 9]:
            return False
        if (self.data or self.verb == "flip") and len(packet) <= data:
            return False
        if self.to is not None and self.to != target_of(packet):
            return False
        if self.port is not None and (later_piece or struct.unpack_from("!H", packet, head + 2)[0] != self.port):
            return False
        return self.prefix is None or (not later_piece and packet[data:].startswith(self.prefix))


hosts = [HOSTS]
rules = []


def target_of(packet):
    return packet[24:40] if packet[0] >> 4 == 6 else packet[16:20]


def data_of(packet):
    """Where a packet's data begin: behind the headers."""
    six = packet[0] >> 4 == 6
    head = 40 if six else (packet[0] & 15) * 4
    if not six and (packet[6] & 0x1F or packet[7]):
        return head
    return head + (packet[head + 12] >> 4) * 4 if packet[6 if six else 9] == socket.IPPROTO_TCP else head + 8


def deliver(packet):
    for host in hosts:
        if host.address == target_of(packet):
            os.write(host.interface, packet)


def relay(host):
    """Takes one packet from a host, and does to it what the rules say."""
    try:
        packet = os.read(host.interface, 2048)
    except BlockingIOError:
        return False
    copies, data = [packet], data_of(packet)
    for rule in rules:
        if rule.verb == "down":
            return True
        if not rule.means(packet, data):
            continue
        if host in rule.held:
            copies.append(rule.held.pop(host))
            break
        rule.count[host] = rule.count.get(host, 0) + 1
        if rule.count[host] < rule.every:
            continue
        rule.count[host] = 0
        if rule.verb == "drop":
            return True
        if rule.verb == "swap":
            rule.held[host] = packet
            return True
        if rule.verb == "twice":
            copies *= 2
        if rule.verb == "flip":
            copies = [one[:data] + bytes([one[data] ^ 1]) + one[data + 1 :] for one in copies]
    for one in copies:
        deliver(one)
    return True


def pass_all():
    """All rules off; what was held goes out."""
    for rule in rules:
        for packet in rule.held.values():
            deliver(packet)
    rules.clear()


def is_done(role, milliseconds):
    """Is the actor (None: nobody) done within that time? Meanwhile packets are relayed."""
    end = time.monotonic() + milliseconds / 1000
    answer = [] if role is None else [roles[role].theirs.fileno()]
    while True:
        left = max(0, end - time.monotonic())
        ready, _, _ = select.select(answer + [host.interface for host in hosts], [], [], left)
        for host in hosts:
            while relay(host):
                pass
        if answer and answer[0] in ready:
            return True
        if left == 0:
            return False


def settle():
    """Relays until all that was sent has arrived: every line starts when the cable is quiet."""
    while select.select([host.interface for host in hosts], [], [], 0.002)[0]:
        for host in hosts:
            relay(host)


def rest():
    is_done(None, 1)
`;
