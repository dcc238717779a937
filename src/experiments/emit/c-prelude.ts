/** The parts that an emitted C program may need; only those it uses stand in it. */
import { type CPart, part } from './c-part.ts';
import { tellingParts } from './c-telling.ts';

const furtherParts: readonly CPart[] = [
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

const parts = [...tellingParts, ...furtherParts];

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
