/* What does the reader see? */
/* Written by sockrates --emit c from a sock block. Compile: gcc -Wall -Wextra -pthread -o experiment FILE.c */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
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
};

static struct address ipv4(const char *host, int port)
{
    struct address made = { .length = sizeof made.in };

    made.in.sin_family = AF_INET;
    made.in.sin_port = htons(port);
    inet_pton(AF_INET, host, &made.in.sin_addr);
    return made;
}

#define PATIENCE 2000    /* milliseconds */
enum { ROLE_server, ROLE_client, ROLES };

/*
 * The conductor: each actor is a process (or a thread) of its own, and does its next line when it is told to, so that
 * the order is the same each time. The table is memory that all processes share.
 */
static struct role {
    pid_t pid, tid;
    int mine, theirs;
} *roles;
static volatile int *caught;
static __thread int me;

/* An actor says that it is done with its line, and waits for its next one. */
static void turn(void)
{
    char byte = 0;
    int kept = errno;

    roles[me].pid = getpid();
    roles[me].tid = gettid();
    if (write(roles[me].mine, &byte, 1) != 1)
        _exit(0);
    while (read(roles[me].mine, &byte, 1) != 1)
        if (errno != EINTR)
            _exit(0);
    errno = kept;
}

/* The state that /proc tells of a thread ('S' asleep, 'Z' ended), and how its process ended. */
static char state_of(int role, int *status)
{
    char path[64], text[1024] = "", *name;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%d/task/%d/stat", roles[role].pid, roles[role].tid);
    if ((file = fopen(path, "r")) == NULL)
        return 'Z';
    if (fgets(text, sizeof text, file) == NULL)
        text[0] = 0;
    fclose(file);
    name = strrchr(text, ')');
    *status = name == NULL ? 0 : atoi(strrchr(text, ' ') + 1);
    return name == NULL ? 'Z' : name[2];
}

/* Is the actor done within that time? */
static bool is_done(int role, int milliseconds)
{
    struct pollfd answer = { .fd = roles[role].theirs, .events = POLLIN };

    return poll(&answer, 1, milliseconds) == 1;
}

/* Nothing has to arrive before a line begins. */
static void settle(void)
{
}

static void stop(const char *why)
{
    printf("%s\n", why);
    for (int role = 0; role < ROLES; role++)
        if (roles[role].pid > 0)
            kill(roles[role].pid, SIGKILL);
    exit(why[0] != 0);
}

static void hear(int role)
{
    char byte;

    if (!is_done(role, PATIENCE) || read(roles[role].theirs, &byte, 1) != 1)
        stop("(the call did not return)");
}

static void give_turn(int role)
{
    settle();
    if (write(roles[role].theirs, "", 1) != 1)
        stop("(an actor is gone)");
}

/* The actor does its next line. */
static void go(int role)
{
    give_turn(role);
    hear(role);
}

/* The actor does its next line, whose call does not return: it is seen asleep three times. */
static void sleeps(int line, const char *text, int role)
{
    int status, seen = 0;

    give_turn(role);
    while (seen < 3 && !is_done(role, 10))
        seen = state_of(role, &status) == 'S' ? seen + 1 : 0;
    printf("%d %s = %s\n", line, text, seen == 3 ? "<unfinished ...>" : "(returned)");
}

/* The call that was asleep has returned. */
static void wakes(int role)
{
    hear(role);
    go(role);
}

static void start(int role, void (*run)(void))
{
    pid_t child = fork();

    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        me = role;
        run();
        turn();
        pause();
    }
    hear(role);
}

static void prepare(void)
{
    int ends[2];

    roles = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    caught = (int *)roles + 1024;
    for (int role = 0; role < ROLES; role++) {
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
            stop("(no socketpair)");
        roles[role].mine = ends[0];
        roles[role].theirs = ends[1];
    }
}

static long n;
static struct address to;
static int listener, c, conn;

/* [server] */
static void actor_server(void)
{
    /* [server] socket(AF_INET, SOCK_STREAM, 0) = listener */
    turn();
    listener = socket(AF_INET, SOCK_STREAM, 0);
    tell(1, "[server] socket(AF_INET, SOCK_STREAM, 0)", listener);

    /* [server] bind(listener, 127.0.0.1:8080) = 0 */
    turn();
    to = ipv4("127.0.0.1", 8080);
    n = bind(listener, &to.any, to.length);
    tell(2, "[server] bind(listener, 127.0.0.1:8080)", n);

    /* [server] listen(listener, 5) = 0 */
    turn();
    n = listen(listener, 5);
    tell(3, "[server] listen(listener, 5)", n);

    /* [server] accept(listener, NULL, NULL) =? <unfinished ...> */
    turn();
    conn = accept(listener, NULL, NULL);

    /* [server] <... accept resumed> = conn */
    turn();
    tell(8, "[server] <... accept resumed>", conn);
}

/* [client] */
static void actor_client(void)
{
    /* [client] socket(AF_INET, SOCK_STREAM, 0) = c */
    turn();
    c = socket(AF_INET, SOCK_STREAM, 0);
    tell(5, "[client] socket(AF_INET, SOCK_STREAM, 0)", c);

    /* [client] connect(c, 127.0.0.1:8080) = 0 */
    turn();
    to = ipv4("127.0.0.1", 8080);
    n = connect(c, &to.any, to.length);
    tell(6, "[client] connect(c, 127.0.0.1:8080)", n);
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    prepare();
    start(ROLE_server, actor_server);
    start(ROLE_client, actor_client);

    go(ROLE_server);
    go(ROLE_server);
    go(ROLE_server);
    sleeps(4, "[server] accept(listener, NULL, NULL)", ROLE_server);
    go(ROLE_client);
    go(ROLE_client);

    /* IP c > 127.0.0.1:8080: Flags [S] (a program does not see its packets; tcpdump does) */
    wakes(ROLE_server);
    stop("");
    return 0;
}
