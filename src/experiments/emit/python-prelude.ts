/** The parts that an emitted Python program may need; only those it uses stand in it. */

interface PythonPart {
  readonly name: string;
  readonly needs: readonly string[];
  readonly code: string;
}

const part = (name: string, code: string, ...needs: readonly string[]): PythonPart => ({
  name,
  needs,
  code: code.trim(),
});

const parts: readonly PythonPart[] = [
  part(
    'tell',
    `
def tell(line, text, result, more=""):
    """Prints a line's number, its call and the result, or -1 and the error."""
    if result == -1:
        print(f"{line} {text} = -1 {errno.errorcode[ctypes.get_errno()]}" + (more if " calls, " in more else ""), flush=True)
    else:
        print(f"{line} {text} = {result}{more}", flush=True)
`,
  ),
  part(
    'tell_check',
    `
def tell_check(line, text, left, holds):
    print(f"{line} {text}: {left}" + ("" if holds else " (does not hold)"), flush=True)
`,
  ),
  part(
    'show_data',
    `
def show_data(buffer, result, room):
    """Bytes between quotes; many equal ones as "x"*1000."""
    data = buffer.raw[: max(0, min(result, room))]
    shown = data[:1] if len(data) > 32 and len(set(data)) == 1 else data
    text = "".join(chr(one) if 32 <= one <= 126 and chr(one) not in '"\\\\' else f"\\\\x{one:02x}" for one in shown)
    return f', "{text}"' + (f"*{len(data)}" if len(shown) < len(data) else "")
`,
  ),
  part(
    'show_address',
    `
def show_address(peer):
    family, = struct.unpack_from("=H", peer)
    port, = struct.unpack_from("!H", peer, 2)
    if family == socket.AF_INET:
        return f", {socket.inet_ntop(family, peer.raw[4:8])}:{port}"
    if family == socket.AF_INET6:
        return f", [{socket.inet_ntop(family, peer.raw[8:24])}]:{port}"
    return ""
`,
  ),
  part(
    'show_option',
    `
def show_option(layout, option):
    return ", [" + ", ".join(str(one) for one in struct.unpack_from(layout, option)) + "]"
`,
  ),
  part(
    'ipv4',
    `
def ipv4(host, port):
    """struct sockaddr_in"""
    return struct.pack("=H", socket.AF_INET) + struct.pack("!H", port) + socket.inet_pton(socket.AF_INET, host) + bytes(8)
`,
  ),
  part(
    'ipv6',
    `
def ipv6(host, port):
    """struct sockaddr_in6"""
    return struct.pack("=H", socket.AF_INET6) + struct.pack("!HI", port, 0) + socket.inet_pton(socket.AF_INET6, host) + bytes(4)
`,
  ),
  part(
    'unix_path',
    `
def unix_path(path):
    """struct sockaddr_un: a path; its terminating zero counts where there is room for it."""
    return struct.pack("=H", socket.AF_UNIX) + path + (b"\\0" if len(path) < 108 else b"")
`,
  ),
  part(
    'unix_abstract',
    `
def unix_abstract(name):
    """struct sockaddr_un: a name that is no file begins with a zero."""
    return struct.pack("=H", socket.AF_UNIX) + b"\\0" + name
`,
  ),
  part(
    'unspecified',
    `
def unspecified(family):
    return struct.pack("=H", family) + (bytes(14) if family == socket.AF_UNSPEC else b"")
`,
  ),
  part(
    'asked',
    `
def asked(descriptor, events):
    """struct pollfd"""
    return struct.pack("=iHH", descriptor, events, 0)
`,
  ),
  part(
    'show_ready',
    `
def show_ready(polled, count):
    found = (struct.unpack_from("=H", polled, 8 * place + 6)[0] for place in range(count))
    return "".join(f", revents 0x{one:x}" for one in found if one != 0)
`,
  ),
  part(
    'Vector',
    `
class Vector(ctypes.Structure):
    """struct iovec"""
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
`,
  ),
  part(
    'vector',
    `
def vector(base, length):
    return Vector(ctypes.cast(base, ctypes.c_void_p) if isinstance(base, bytes) else base, length)
`,
    'Vector',
  ),
  part(
    'Message',
    `
class Message(ctypes.Structure):
    """struct msghdr"""
    _fields_ = [("name", ctypes.c_void_p), ("namelen", ctypes.c_uint), ("iov", ctypes.c_void_p),
                ("iovlen", ctypes.c_size_t), ("control", ctypes.c_void_p), ("controllen", ctypes.c_size_t),
                ("flags", ctypes.c_int)]
`,
  ),
  part(
    'show_flags',
    `
def show_flags(message):
    return f", msg_flags 0x{message.flags & ~0x40000000:x}"
`,
  ),
  part(
    'control_message',
    `
def control_message(level, kind, *numbers):
    """struct cmsghdr and its data: descriptors to pass on, or who speaks."""
    data = struct.pack(f"={len(numbers)}i", *numbers)
    return struct.pack("=Qii", 16 + len(data), level, kind) + data + bytes(-len(data) % 8)
`,
  ),
  part(
    'control_number',
    `
def control_number(message, control, level, kind, place):
    """The number at a place of a control message that was received; -1 where there is none."""
    at = 0
    while at + 16 <= message.controllen:
        length, own_level, own_kind = struct.unpack_from("=Qii", control, at)
        if (own_level, own_kind) == (level, kind) and length >= 16 + 4 * place + 4:
            return struct.unpack_from("=i", control, at + 16 + 4 * place)[0]
        at += max(16, (length + 7) // 8 * 8)
    return -1
`,
  ),
  part(
    'status_of',
    `
def status_of(what):
    """stat(2) and fstat(2)"""
    global status
    try:
        status = os.stat(what)
        return 0
    except OSError as error:
        ctypes.set_errno(error.errno)
        return -1


def tell_status(line, text, result):
    tell(line, text, result, f", mode 0{status.st_mode:o}, size {status.st_size}" if result == 0 else "")
`,
    'tell',
  ),
  part(
    'action',
    `
# A handler that does nothing: a function of the C library, because Python's own handlers run only after the call.
do_nothing = ctypes.cast(libc.getpid, ctypes.c_void_p).value


def action(handler, flags):
    """struct sigaction"""
    return struct.pack("=Q128sixxxxQ", handler, b"", flags, 0)
`,
  ),
  part(
    'tcp_states',
    `
tcp_states = ["?", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2", "TIME_WAIT", "CLOSE", "CLOSE_WAIT",
              "LAST_ACK", "LISTEN", "CLOSING"]
`,
  ),
  part(
    'tcp_state',
    `
def tcp_state(descriptor):
    info = ctypes.create_string_buffer(104)
    size = ctypes.c_uint(104)
    libc.getsockopt(descriptor, socket.IPPROTO_TCP, socket.TCP_INFO, info, ctypes.byref(size))
    return info.raw[0]
`,
  ),
  part(
    'tcp_state_at',
    `
def tcp_state_at(table, local):
    """The state of the connection with that local address, which no descriptor names."""
    found = [int(row.split()[3], 16) for row in open(table) if row.split()[1] == local]
    return next((one for one in found if one != 10), found[0] if found else 7)
`,
  ),
  part(
    'polls',
    `
def polls(descriptor, event):
    one = ctypes.create_string_buffer(struct.pack("=iHH", descriptor, event, 0))
    return int(libc.poll(one, 1, 0) == 1 and struct.unpack_from("=H", one, 6)[0] & event != 0)
`,
  ),
  part(
    'asks',
    `
def asks(descriptor, request):
    answer = ctypes.c_int(-1)
    libc.ioctl(descriptor, request, ctypes.byref(answer))
    return answer.value
`,
  ),
  part(
    'sysctl',
    `
def sysctl(name):
    with open("/proc/sys/" + name.replace(".", "/")) as file:
        return int(file.read())
`,
  ),
  part(
    'hold_pipe_signal',
    `
def hold_pipe_signal(how):
    """SIGPIPE would end the process before it could print what the call answered: it waits until then."""
    signal.pthread_sigmask(how, [signal.SIGPIPE])
`,
  ),
];

/** The parts whose names stand in the code, and what they need. */
export function pythonPreludeOf(code: string): string {
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
    .join('\n\n');
}
