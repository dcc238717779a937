/* What does the reader see? */
/* Written by sockrates --emit c from a sock block. Compile: gcc -Wall -Wextra -pthread -o experiment FILE.c */
#define _GNU_SOURCE
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Prints a line's number, its call and the result, and keeps the line open. */
static void begin(int line, const char *text, long result)
{
    int error = errno;

    if (result == -1)
        printf("%d %s = -1 %s", line, text, strerrorname_np(error));
    else
        printf("%d %s = %ld", line, text, result);
}

static void tell(int line, const char *text, long result)
{
    begin(line, text, result);
    puts("");
}

/* Prints bytes between quotes; many equal ones as "x"*1000. */
static void show_data(const char *data, size_t length)
{
    size_t shown = length;

    if (length > 32 && memcmp(data, data + 1, length - 1) == 0)
        shown = 1;
    printf(", \"");
    for (size_t i = 0; i < shown; i++)
        if (data[i] < ' ' || data[i] > '~' || data[i] == '"' || data[i] == '\\')
            printf("\\x%02x", data[i] & 0xff);
        else
            putchar(data[i]);
    putchar('"');
    if (shown < length)
        printf("*%zu", length);
}

static void tell_data(int line, const char *text, long result, const char *data, size_t room)
{
    begin(line, text, result);
    if (result >= 0)
        show_data(data, (size_t)result < room ? (size_t)result : room);
    puts("");
}

static long n;
static int pair[2];
static char buffer[128];
static int a, b;

int main(void)
{
    setvbuf(stdout, NULL, _IOLBF, 0);

    /* socketpair(AF_UNIX, SOCK_DGRAM, 0, [a, b]) = 0    # two ends */
    n = socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
    tell(1, "socketpair(AF_UNIX, SOCK_DGRAM, 0, _)", n);
    a = pair[0];
    b = pair[1];

    /* send(a, "AAA", 3, 0) = 3 */
    n = send(a, "AAA", 3, 0);
    tell(2, "send(a, \"AAA\", 3, 0)", n);

    /* recv(b, "AAA", 64, 0) =? 3 */
    n = recv(b, buffer, 64, 0);
    tell_data(3, "recv(b, _, 64, 0)", n, buffer, 64);

    /* recv(b, _, 64, MSG_DONTWAIT) = -1 EAGAIN */
    n = recv(b, buffer, 64, MSG_DONTWAIT);
    tell_data(4, "recv(b, _, 64, MSG_DONTWAIT)", n, buffer, 64);
    return 0;
}
