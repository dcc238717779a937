/** The part of a C program that tells several actors in turn when to do their next line. */
export const cConductor = `
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
`;

export const cState = `
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
`;

/** Without hosts the conductor only waits; with them it is their cable meanwhile. */
export const cPlainWait = `
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
`;

export const cConducting = `
static void stop(const char *why)
{
    printf("%s\\n", why);
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
`;

export const cSleeping = `
/* The actor does its next line, whose call does not return: it is seen asleep three times. */
static void sleeps(int line, const char *text, int role)
{
    int status, seen = 0;

    give_turn(role);
    while (seen < 3 && !is_done(role, 10))
        seen = state_of(role, &status) == 'S' ? seen + 1 : 0;
    printf("%d %s = %s\\n", line, text, seen == 3 ? "<unfinished ...>" : "(returned)");
}

/* The call that was asleep has returned. */
static void wakes(int role)
{
    hear(role);
    go(role);
}
`;

export const cEnding = `
/* Waits until a process has ended. */
static int ending_of(int role)
{
    int status = -1;

    for (int waited = 0; state_of(role, &status) != 'Z'; waited++, is_done(role, 0), usleep(1000))
        if (waited > PATIENCE)
            stop("(it still lives)");
    return status;
}
`;

export const cExits = `
static void exits(int line, const char *text, int role)
{
    give_turn(role);
    printf("%d %s: %d\\n", line, text, WEXITSTATUS(ending_of(role)));
}
`;

export const cDies = `
static void dies(int line, const char *text, int role)
{
    printf("%d %s: signal %d\\n", line, text, WTERMSIG(ending_of(role)));
}
`;

export const cArrives = `
/* The signal was caught, or has ended the process. */
static void arrives(int line, const char *text, int role, int signal)
{
    int status = 0;

    for (int waited = 0; caught[signal] == 0; waited++, usleep(1000))
        if (state_of(role, &status) == 'Z' && WTERMSIG(status) == signal)
            break;
        else if (waited > PATIENCE)
            stop("(no signal arrived)");
    if (caught[signal] > 0)
        caught[signal]--;
    printf("%d %s: signal %d\\n", line, text, signal);
}
`;

export const cCounting = `
static void count_signal(int signal)
{
    caught[signal]++;
}
`;

export const cStart = `
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
`;
