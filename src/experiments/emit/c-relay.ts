/** What the conductor of a C program does with its hosts' packets. */

export function cRuleTable(most: number): string {
  return `
/* What the cable does to every so-manieth packet that is meant. */
enum { DROP, SWAP, TWICE, FLIP };
struct rule {
    int verb, every, protocol, port;
    bool data;
    const char *to, *prefix;
    size_t prefix_length;
    int count[HOSTS], held_length[HOSTS];
    unsigned char held[HOSTS][2048];
};
static struct rule rules[${most}];
static int rule_count;
`;
}

export const cPlugIn = `
static void plug_in(struct host *host)
{
    struct ifreq request = { .ifr_name = "wire0", .ifr_flags = IFF_TUN | IFF_NO_PI };
    char command[256];

    host->interface = unshare(CLONE_NEWNET) != 0 ? -1 : open("/dev/net/tun", O_RDWR | O_NONBLOCK);
    if (host->interface < 0 || ioctl(host->interface, TUNSETIFF, &request) != 0) {
        puts("(no network of its own: this takes root, or unshare --user --map-root-user)");
        exit(1);
    }
    host->network = open("/proc/self/ns/net", O_RDONLY);
    snprintf(command, sizeof command,
             "%s; ip link set lo up; ip address add %s dev wire0 %s; ip link set wire0 mtu 1500 up",
             strchr(host->address, ':') != NULL ? ":" : "echo 1 2>&- > /proc/sys/net/ipv6/conf/wire0/disable_ipv6",
             host->address, strchr(host->address, ':') != NULL ? "nodad" : "");
    if (system(command) != 0)
        puts("(ip did not do as it was told)");
}

static void deliver(const unsigned char *packet, size_t length)
{
    const unsigned char *to = packet + (packet[0] >> 4 == 6 ? 24 : 16);

    for (int host = 0; host < HOSTS; host++)
        if (memcmp(to, hosts[host].bytes, packet[0] >> 4 == 6 ? 16 : 4) == 0)
            if (write(hosts[host].interface, packet, length) < 0)
                puts("(a host did not take a packet)");
}
`;

/** Without rules a packet passes, or does not. */
export const cRelay = `
/* Takes one packet from a host, and gives it to the other. */
static bool relay(int from)
{
    unsigned char packet[2048];
    ssize_t length = read(hosts[from].interface, packet, sizeof packet);

    if (length > 0 && !cable_is_down)
        deliver(packet, length);
    return length > 0;
}
`;

export const cRelayByRules = `
/* Is this packet meant? And where do its data begin: behind the headers. */
static bool is_meant(const struct rule *rule, const unsigned char *packet, size_t length, size_t *data)
{
    bool six = packet[0] >> 4 == 6;
    size_t head = six ? 40 : (packet[0] & 15) * 4;
    int protocol = packet[six ? 6 : 9];
    bool later_piece = !six && ((packet[6] & 0x1f) != 0 || packet[7] != 0);

    *data = later_piece ? head : head + (protocol == IPPROTO_TCP ? (packet[head + 12] >> 4) * 4 : 8);
    if (rule->protocol != 0 && rule->protocol != protocol)
        return false;
    if ((rule->data || rule->verb == FLIP) && length <= *data)
        return false;
    if (rule->to != NULL && memcmp(packet + (six ? 24 : 16), rule->to, six ? 16 : 4) != 0)
        return false;
    if (rule->port != 0 && (later_piece || (packet[head + 2] << 8 | packet[head + 3]) != rule->port))
        return false;
    return rule->prefix == NULL || (!later_piece && length >= *data + rule->prefix_length &&
                                    memcmp(packet + *data, rule->prefix, rule->prefix_length) == 0);
}

/* Takes one packet from a host, and does to it what the rules say. */
static bool relay(int from)
{
    unsigned char packet[2048];
    ssize_t length = read(hosts[from].interface, packet, sizeof packet);
    size_t data;
    int copies = 1;

    if (length <= 0)
        return false;
    if (cable_is_down)
        return true;
    for (struct rule *rule = rules; rule < rules + rule_count; rule++) {
        if (!is_meant(rule, packet, length, &data))
            continue;
        if (rule->held_length[from] > 0) {
            for (int copy = 0; copy < copies; copy++)
                deliver(packet, length);
            deliver(rule->held[from], rule->held_length[from]);
            rule->held_length[from] = 0;
            return true;
        }
        if (++rule->count[from] < rule->every)
            continue;
        rule->count[from] = 0;
        if (rule->verb == DROP)
            return true;
        if (rule->verb == SWAP) {
            memcpy(rule->held[from], packet, length);
            rule->held_length[from] = length;
            return true;
        }
        if (rule->verb == TWICE)
            copies *= 2;
        if (rule->verb == FLIP)
            packet[data] ^= 1;
    }
    while (copies-- > 0)
        deliver(packet, length);
    return true;
}
`;

export const cPassHeld = `
/* All rules off; what was held goes out. */
static void pass_all(void)
{
    for (struct rule *rule = rules; rule < rules + rule_count; rule++)
        for (int host = 0; host < HOSTS; host++)
            if (rule->held_length[host] > 0)
                deliver(rule->held[host], rule->held_length[host]);
    rule_count = 0;
    cable_is_down = false;
}
`;

export const cPass = `
static void pass_all(void)
{
    cable_is_down = false;
}
`;

export const cWaitRelaying = `
/* Is the actor (-1: nobody) done within that time? Meanwhile packets are relayed. */
static bool is_done(int role, int milliseconds)
{
    struct pollfd watched[HOSTS + 1] = { [HOSTS] = { .fd = role < 0 ? -1 : roles[role].theirs, .events = POLLIN } };
    struct timespec start, now;
    long left = milliseconds;

    for (int host = 0; host < HOSTS; host++)
        watched[host] = (struct pollfd){ .fd = hosts[host].interface, .events = POLLIN };
    clock_gettime(CLOCK_MONOTONIC, &start);
    do {
        poll(watched, HOSTS + 1, left);
        for (int host = 0; host < HOSTS; host++)
            while (relay(host))
                ;
        if (watched[HOSTS].revents != 0)
            return true;
        clock_gettime(CLOCK_MONOTONIC, &now);
        left = milliseconds - (now.tv_sec - start.tv_sec) * 1000 - (now.tv_nsec - start.tv_nsec) / 1000000;
    } while (left > 0);
    return false;
}

/* Relays until all that was sent has arrived: every line starts when the cable is quiet. */
static void settle(void)
{
    struct pollfd watched[HOSTS];

    for (int host = 0; host < HOSTS; host++)
        watched[host] = (struct pollfd){ .fd = hosts[host].interface, .events = POLLIN };
    while (poll(watched, HOSTS, 2) > 0)
        for (int host = 0; host < HOSTS; host++)
            relay(host);
}
`;
