/** How an emitted C program prints what its calls answered, and makes addresses. */
import { type CPart, part } from './c-part.ts';

/** In an order in which each stands behind what it needs. */
export const tellingParts: readonly CPart[] = [
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
];
