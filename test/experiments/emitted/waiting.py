#!/usr/bin/env python3
# What does the reader see?
# Written by sockrates --emit python from a sock block. The calls are the C library's own, which ctypes makes.
import ctypes
import errno
import mmap
import os
import re
import select
import signal
import socket
import struct
import threading
import time

libc = ctypes.CDLL(None, use_errno=True)
signal.signal(signal.SIGPIPE, signal.SIG_DFL)    # Python ignores it


def tell(line, text, result, more=""):
    """Prints a line's number, its call and the result, or -1 and the error."""
    if result == -1:
        print(f"{line} {text} = -1 {errno.errorcode[ctypes.get_errno()]}" + (more if " calls, " in more else ""), flush=True)
    else:
        print(f"{line} {text} = {result}{more}", flush=True)


def ipv4(host, port):
    """struct sockaddr_in"""
    return struct.pack("=H", socket.AF_INET) + struct.pack("!H", port) + socket.inet_pton(socket.AF_INET, host) + bytes(8)


ROLE_server = 0
ROLE_client = 1
ROLES = 2
PATIENCE = 2000    # milliseconds

# The conductor: each actor is a process (or a thread) of its own, and does its next line when it is told to, so that the
# order is the same each time. The table is memory that all processes share: process ids, thread ids, and numbers.
table = mmap.mmap(-1, 8192)
me = threading.local()


class Role:
    def __init__(self, place):
        self.place = place
        self.mine, self.theirs = socket.socketpair()

    pid = property(lambda self: struct.unpack_from("=i", table, 8 * self.place)[0])
    tid = property(lambda self: struct.unpack_from("=i", table, 8 * self.place + 4)[0])


class Numbers:
    def __getitem__(self, place):
        return struct.unpack_from("=q", table, 4096 + 8 * place)[0]

    def __setitem__(self, place, number):
        struct.pack_into("=q", table, 4096 + 8 * place, number)


numbers = Numbers()
roles = [Role(place) for place in range(ROLES)]


def turn():
    """An actor says that it is done with its line, and waits for its next one."""
    role = roles[me.role]
    struct.pack_into("=ii", table, 8 * role.place, os.getpid(), threading.get_native_id())
    os.write(role.mine.fileno(), b"d")
    os.read(role.mine.fileno(), 1)


def state_of(role):
    """The state that /proc tells of a thread ('S' asleep, 'Z' ended), and how its process ended."""
    try:
        with open(f"/proc/{roles[role].pid}/task/{roles[role].tid}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return fields[0], int(fields[-1])
    except OSError:
        return "Z", 0


def stop(why=""):
    if why:
        print(why, flush=True)
    for role in roles:
        if role.pid > 0:
            try:
                os.kill(role.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
    os._exit(1 if why else 0)


def hear(role):
    if not is_done(role, PATIENCE):
        stop("(the call did not return)")
    os.read(roles[role].theirs.fileno(), 1)


def give_turn(role):
    settle()
    os.write(roles[role].theirs.fileno(), b"t")


def go(role):
    """The actor does its next line."""
    give_turn(role)
    hear(role)


def sleeps(line, text, role):
    """The actor does its next line, whose call does not return: it is seen asleep three times."""
    give_turn(role)
    seen = 0
    while seen < 3 and not is_done(role, 10):
        seen = seen + 1 if state_of(role)[0] == "S" else 0
    print(f"{line} {text} = " + ("<unfinished ...>" if seen == 3 else "(returned)"), flush=True)


def wakes(role):
    """The call that was asleep has returned."""
    hear(role)
    go(role)


def ending_of(role):
    """Waits until a process has ended."""
    for _ in range(PATIENCE):
        state, status = state_of(role)
        if state == "Z":
            return status
        is_done(role, 0)
        time.sleep(0.001)
    stop("(it still lives)")


def exits(line, text, role):
    give_turn(role)
    print(f"{line} {text}: {os.waitstatus_to_exitcode(ending_of(role))}", flush=True)


def dies(line, text, role):
    print(f"{line} {text}: signal {os.WTERMSIG(ending_of(role))}", flush=True)


def arrives(line, text, role, number):
    """The signal has ended the process, or it is caught and waits no more."""
    for _ in range(PATIENCE):
        state, status = state_of(role)
        if state == "Z":
            break
        with open(f"/proc/{roles[role].pid}/status") as file:
            masks = {name: int(mask, 16) for name, mask in re.findall(r"(S\w+):\t([0-9a-f]{16})", file.read())}
        bit = 1 << (number - 1)
        if masks["SigCgt"] & bit and not (masks["SigPnd"] | masks["ShdPnd"]) & bit:
            break
        time.sleep(0.001)
    else:
        stop("(no signal arrived)")
    print(f"{line} {text}: signal {int(number)}", flush=True)


def start(role, run):
    if os.fork() == 0:
        libc.prctl(1, signal.SIGKILL, 0, 0, 0)    # PR_SET_PDEATHSIG
        me.role = role
        run()
        turn()
        os._exit(0)
    hear(role)


def is_done(role, milliseconds):
    """Is the actor done within that time?"""
    return bool(select.select([roles[role].theirs], [], [], milliseconds / 1000)[0])


def settle():
    """Nothing has to arrive before a line begins."""


def rest():
    time.sleep(0.001)


def actor_server():
    global listener, conn

    # [server] socket(AF_INET, SOCK_STREAM, 0) = listener
    turn()
    listener = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    tell(1, "[server] socket(AF_INET, SOCK_STREAM, 0)", listener)

    # [server] bind(listener, 127.0.0.1:8080) = 0
    turn()
    to = ipv4("127.0.0.1", 8080)
    n = libc.bind(listener, to, len(to))
    tell(2, "[server] bind(listener, 127.0.0.1:8080)", n)

    # [server] listen(listener, 5) = 0
    turn()
    n = libc.listen(listener, 5)
    tell(3, "[server] listen(listener, 5)", n)

    # [server] accept(listener, NULL, NULL) =? <unfinished ...>
    turn()
    conn = libc.accept(listener, None, None)

    # [server] <... accept resumed> = conn
    turn()
    tell(8, "[server] <... accept resumed>", conn)


def actor_client():
    global c

    # [client] socket(AF_INET, SOCK_STREAM, 0) = c
    turn()
    c = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    tell(5, "[client] socket(AF_INET, SOCK_STREAM, 0)", c)

    # [client] connect(c, 127.0.0.1:8080) = 0
    turn()
    to = ipv4("127.0.0.1", 8080)
    n = libc.connect(c, to, len(to))
    tell(6, "[client] connect(c, 127.0.0.1:8080)", n)


start(ROLE_server, actor_server)
start(ROLE_client, actor_client)
go(ROLE_server)
go(ROLE_server)
go(ROLE_server)
sleeps(4, "[server] accept(listener, NULL, NULL)", ROLE_server)
go(ROLE_client)
go(ROLE_client)

# IP c > 127.0.0.1:8080: Flags [S] (a program does not see its packets; tcpdump does)
wakes(ROLE_server)
stop()
