/** The parts that an emitted C program may need; only those it uses stand in it. */

interface Part {
  readonly name: string;
  readonly needs: readonly string[];
  readonly code: string;
}

const part = (name: string, code: string, ...needs: readonly string[]): Part => ({ name, needs, code: code.trim() });

/** In an order in which each stands behind what it needs. */
const parts: readonly Part[] = [
  part(
    'begin',
    `
/* Prints a line's number, its call and the result, and keeps the line open. */
static void begin(int line, const char *text, long result)
{
    int error = errno;

    if (result == -1)
        printf("%d %s = -1 %s", line, text, strerrorname_np(error));
    else
        printf("%d %s = %ld", line, text, result);
}`,
  ),
  part(
    'tell',
    `
static void tell(int line, const char *text, long result)
{
    begin(line, text, result);
    puts("");
}`,
    'begin',
  ),
  part(
    'show_data',
    `
/* Prints bytes between quotes; many equal ones as "x"*1000. */
static void show_data(const char *data, size_t length)
{
    size_t shown = length;

    if (length > 32 && memcmp(data, data + 1, length - 1) == 0)
        shown = 1;
    printf(", \\"");
    for (size_t i = 0; i < shown; i++)
        if (data[i] < ' ' || data[i] > '~' || data[i] == '"' || data[i] == '\\\\')
            printf("\\\\x%02x", data[i] & 0xff);
        else
            putchar(data[i]);
    putchar('"');
    if (shown < length)
        printf("*%zu", length);
}`,
  ),
  part(
    'tell_data',
    `
static void tell_data(int line, const char *text, long result, const char *data, size_t room)
{
    begin(line, text, result);
    if (result >= 0)
        show_data(data, (size_t)result < room ? (size_t)result : room);
    puts("");
}`,
    'begin',
    'show_data',
  ),
  part(
    'address',
    `
/* A socket address of any family, and how much of it counts. */
struct address {
    socklen_t length;
    union {
        struct sockaddr any;
        struct sockaddr_in in;
        struct sockaddr_in6 in6;
        struct sockaddr_un un;
        char room[256];
    };
};`,
  ),
  part(
    'ipv4',
    `
static struct address ipv4(const char *host, int port)
{
    struct address made = { .length = sizeof made.in };

    made.in.sin_family = AF_INET;
    made.in.sin_port = htons(port);
    inet_pton(AF_INET, host, &made.in.sin_addr);
    return made;
}`,
    'address',
  ),
  part(
    'ipv6',
    `
static struct address ipv6(const char *host, int port)
{
    struct address made = { .length = sizeof made.in6 };

    made.in6.sin6_family = AF_INET6;
    made.in6.sin6_port = htons(port);
    inet_pton(AF_INET6, host, &made.in6.sin6_addr);
    return made;
}`,
    'address',
  ),
  part(
    'unix_path',
    `
/* A path in the file system; its terminating zero counts where there is room for it. */
static struct address unix_path(const char *path, size_t length)
{
    struct address made = { .length = 0 };

    made.un.sun_family = AF_UNIX;
    memcpy(made.room + offsetof(struct sockaddr_un, sun_path), path, length);
    made.length = offsetof(struct sockaddr_un, sun_path) + length + (length < sizeof made.un.sun_path);
    return made;
}`,
    'address',
  ),
  part(
    'unix_abstract',
    `
/* A name that is no file: it begins with a zero. */
static struct address unix_abstract(const char *name, size_t length)
{
    struct address made = { .length = 0 };

    made.un.sun_family = AF_UNIX;
    memcpy(made.room + offsetof(struct sockaddr_un, sun_path) + 1, name, length);
    made.length = offsetof(struct sockaddr_un, sun_path) + 1 + length;
    return made;
}`,
    'address',
  ),
  part(
    'unspecified',
    `
static struct address unspecified(int family)
{
    struct address made = { .length = family == AF_UNSPEC ? sizeof made.any : sizeof made.any.sa_family };

    made.any.sa_family = family;
    return made;
}`,
    'address',
  ),
  part(
    'port_of',
    `
static int port_of(const struct address *found)
{
    return ntohs(found->any.sa_family == AF_INET6 ? found->in6.sin6_port : found->in.sin_port);
}`,
    'address',
  ),
  part(
    'show_address',
    `
static void show_address(const struct address *found)
{
    char host[INET6_ADDRSTRLEN] = "";

    if (found->any.sa_family == AF_INET)
        printf(", %s:%d", inet_ntop(AF_INET, &found->in.sin_addr, host, sizeof host), port_of(found));
    else if (found->any.sa_family == AF_INET6)
        printf(", [%s]:%d", inet_ntop(AF_INET6, &found->in6.sin6_addr, host, sizeof host), port_of(found));
}`,
    'port_of',
  ),
  part(
    'tell_address',
    `
static void tell_address(int line, const char *text, long result, const struct address *found)
{
    begin(line, text, result);
    if (result >= 0)
        show_address(found);
    puts("");
}`,
    'begin',
    'show_address',
  ),
  part(
    'tell_data_from',
    `
static void tell_data_from(int line, const char *text, long result, const char *data, size_t room,
                           const struct address *found)
{
    begin(line, text, result);
    if (result >= 0) {
        show_data(data, (size_t)result < room ? (size_t)result : room);
        show_address(found);
    }
    puts("");
}`,
    'begin',
    'show_data',
    'show_address',
  ),
  part(
    'tell_number',
    `
static void tell_number(int line, const char *text, long result, int number)
{
    begin(line, text, result);
    if (result >= 0)
        printf(", [%d]", number);
    puts("");
}`,
    'begin',
  ),
  part(
    'tell_numbers',
    `
static void tell_numbers(int line, const char *text, long result, int first, int second)
{
    begin(line, text, result);
    if (result >= 0)
        printf(", {%d, %d}", first, second);
    puts("");
}`,
    'begin',
  ),
  part(
    'tell_ready',
    `
static void tell_ready(int line, const char *text, long result, const struct pollfd *asked, int count)
{
    begin(line, text, result);
    for (int i = 0; i < count && result > 0; i++)
        if (asked[i].revents != 0)
            printf(", revents 0x%x", asked[i].revents);
    puts("");
}`,
    'begin',
  ),
  part(
    'tell_status',
    `
static void tell_status(int line, const char *text, long result, const struct stat *found)
{
    begin(line, text, result);
    if (result >= 0)
        printf(", mode 0%o, size %ld", found->st_mode, (long)found->st_size);
    puts("");
}`,
    'begin',
  ),
  part(
    'tell_message',
    `
static void tell_message(int line, const char *text, long result, const struct msghdr *told)
{
    size_t room = 0;

    begin(line, text, result);
    for (size_t i = 0; i < told->msg_iovlen; i++)
        room += told->msg_iov[i].iov_len;
    if (result >= 0) {
        show_data(told->msg_iov[0].iov_base, (size_t)result < room ? (size_t)result : room);
        printf(", msg_flags 0x%x", told->msg_flags & ~MSG_CMSG_CLOEXEC);
    }
    puts("");
}`,
    'begin',
    'show_data',
  ),
  part(
    'add_control',
    `
/* A control message: descriptors to pass on, or who speaks. */
static void add_control(struct msghdr *message, int level, int type, const void *data, size_t size)
{
    static _Alignas(struct cmsghdr) char room[512];
    struct cmsghdr *head = (struct cmsghdr *)(room + message->msg_controllen);

    head->cmsg_level = level;
    head->cmsg_type = type;
    head->cmsg_len = CMSG_LEN(size);
    memcpy(CMSG_DATA(head), data, size);
    message->msg_control = room;
    message->msg_controllen += CMSG_SPACE(size);
}`,
  ),
  part(
    'control_number',
    `
/* The number at a place of a control message that was received; -1 where there is none. */
static int control_number(struct msghdr *message, int level, int type, size_t place)
{
    int number;

    for (struct cmsghdr *head = CMSG_FIRSTHDR(message); head != NULL; head = CMSG_NXTHDR(message, head)) {
        if (head->cmsg_level != level || head->cmsg_type != type || head->cmsg_len < CMSG_LEN((place + 1) * 4))
            continue;
        memcpy(&number, CMSG_DATA(head) + place * 4, sizeof number);
        return number;
    }
    return -1;
}`,
  ),
  part(
    'repeated',
    `
/* Some bytes many times. */
static char *repeated(const char *bytes, size_t length, size_t times)
{
    static char *room;

    room = realloc(room, length * times);
    for (size_t i = 0; i < times; i++)
        memcpy(room + i * length, bytes, length);
    return room;
}`,
  ),
  part(
    'tell_repeat',
    `
/* How often a repeated call answered as it was to, the sum of those results, and the last result. */
static void tell_repeat(int line, const char *text, long result, int calls, long sum)
{
    begin(line, text, result);
    printf(", %d calls, %ld in all\\n", calls, sum);
}`,
    'begin',
  ),
  part(
    'tell_check',
    `
static void tell_check(int line, const char *text, long left, bool holds)
{
    printf("%d %s: %ld%s\\n", line, text, left, holds ? "" : " (does not hold)");
}`,
  ),
  part(
    'tell_state',
    `
static void tell_state(int line, const char *text, long state, bool holds)
{
    static const char *const names[] = { "?", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2",
                                         "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING" };

    printf("%d %s: %s%s\\n", line, text, names[state >= 0 && state < 12 ? state : 0], holds ? "" : " (does not hold)");
}`,
  ),
  part(
    'polls',
    `
static long polls(int descriptor, short event)
{
    struct pollfd asked = { .fd = descriptor, .events = event };

    return poll(&asked, 1, 0) == 1 && (asked.revents & event) != 0;
}`,
  ),
  part(
    'asks',
    `
static long asks(int descriptor, unsigned long request)
{
    int answer = -1;

    ioctl(descriptor, request, &answer);
    return answer;
}`,
  ),
  part(
    'tcp_state',
    `
static long tcp_state(int descriptor)
{
    struct tcp_info info = { 0 };
    socklen_t size = sizeof info;

    getsockopt(descriptor, IPPROTO_TCP, TCP_INFO, &info, &size);
    return info.tcpi_state;
}`,
  ),
  part(
    'tcp_state_at',
    `
/* The state of the connection with that local address, which no descriptor names, as /proc/net/tcp lists it. */
static long tcp_state_at(const char *table, const char *local)
{
    char row[512], address[80];
    unsigned state, found = 0;
    FILE *file = fopen(table, "r");

    while (file != NULL && fgets(row, sizeof row, file) != NULL)
        if (sscanf(row, "%*s %79s %*s %x", address, &state) == 2 && strcmp(address, local) == 0)
            if (found == 0 || found == TCP_LISTEN)
                found = state;
    if (file != NULL)
        fclose(file);
    return found == 0 ? TCP_CLOSE : found;
}`,
  ),
  part(
    'sysctl',
    `
static long sysctl(const char *path)
{
    long value = -1;
    FILE *file = fopen(path, "r");

    if (file == NULL || fscanf(file, "%ld", &value) != 1)
        value = -1;
    if (file != NULL)
        fclose(file);
    return value;
}`,
  ),
  part(
    'hold_pipe_signal',
    `
/* SIGPIPE would end the process before it could print what the call answered: it waits until then. */
static void hold_pipe_signal(int how)
{
    sigset_t only;

    sigemptyset(&only);
    sigaddset(&only, SIGPIPE);
    pthread_sigmask(how, &only, NULL);
}`,
  ),
];

/** The parts whose names stand in the code, and what they need. */
export function preludeOf(code: string): string {
  const wanted = new Set<string>();
  const add = (name: string): void => {
    if (wanted.has(name)) return;
    wanted.add(name);
    for (const needed of parts.find((one) => one.name === name)?.needs ?? []) add(needed);
  };
  for (const { name } of parts) if (new RegExp(`\\b${name}\\b`, 'u').test(code)) add(name);
  return parts
    .filter(({ name }) => wanted.has(name))
    .map((one) => `${one.code}\n`)
    .join('\n');
}
