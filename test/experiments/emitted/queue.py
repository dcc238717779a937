#!/usr/bin/env python3
# What does the reader see?
# Written by sockrates --emit python from a sock block. The calls are the C library's own, which ctypes makes.
import ctypes
import errno
import signal
import socket

libc = ctypes.CDLL(None, use_errno=True)
signal.signal(signal.SIGPIPE, signal.SIG_DFL)    # Python ignores it


def tell(line, text, result, more=""):
    """Prints a line's number, its call and the result, or -1 and the error."""
    if result == -1:
        print(f"{line} {text} = -1 {errno.errorcode[ctypes.get_errno()]}" + (more if " calls, " in more else ""), flush=True)
    else:
        print(f"{line} {text} = {result}{more}", flush=True)


def show_data(buffer, result, room):
    """Bytes between quotes; many equal ones as "x"*1000."""
    data = buffer.raw[: max(0, min(result, room))]
    shown = data[:1] if len(data) > 32 and len(set(data)) == 1 else data
    text = "".join(chr(one) if 32 <= one <= 126 and chr(one) not in '"\\' else f"\\x{one:02x}" for one in shown)
    return f', "{text}"' + (f"*{len(data)}" if len(shown) < len(data) else "")


buffer = ctypes.create_string_buffer(128)

# socketpair(AF_UNIX, SOCK_DGRAM, 0, [a, b]) = 0    # two ends
pair = (ctypes.c_int * 2)()
n = libc.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM, 0, pair)
tell(1, "socketpair(AF_UNIX, SOCK_DGRAM, 0, _)", n)
a = pair[0]
b = pair[1]

# send(a, "AAA", 3, 0) = 3
n = libc.send(a, b"AAA", 3, 0)
tell(2, "send(a, \"AAA\", 3, 0)", n)

# recv(b, "AAA", 64, 0) =? 3
n = libc.recv(b, buffer, 64, 0)
tell(3, "recv(b, _, 64, 0)", n, show_data(buffer, n, 64))

# recv(b, _, 64, MSG_DONTWAIT) = -1 EAGAIN
n = libc.recv(b, buffer, 64, socket.MSG_DONTWAIT)
tell(4, "recv(b, _, 64, MSG_DONTWAIT)", n, show_data(buffer, n, 64))
