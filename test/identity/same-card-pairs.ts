import type { CardSketch } from './make-card.ts';

/** One card before and after an edit of its note, in words a person would use for it. */
export interface CardPair {
  readonly why: string;
  readonly before: CardSketch;
  readonly after: CardSketch;
}

const passive = 'It marks the socket as one that accepts connections.';
const pair = (why: string, before: string | CardSketch, after: string | CardSketch, answer = passive): CardPair => ({
  why,
  before: typeof before === 'string' ? { question: before, answer } : before,
  after: typeof after === 'string' ? { question: after, answer } : after,
});

export const samePairs: readonly CardPair[] = [
  pair('a typo in a plain word', 'What does a scoket become?', 'What does a socket become?'),
  pair('two letters swapped', 'Waht does listen do?', 'What does listen do?'),
  pair('a letter left out', 'Which queue does the backlg limit?', 'Which queue does the backlog limit?'),
  pair('a doubled letter', 'When is a conection refused?', 'When is a connection refused?'),
  pair('two typos in a long word', 'What is a retransmision timout for?', 'What is a retransmission timeout for?'),
  pair('a typo in a contrast word', 'What does the clinet send in the end?', 'What does the client send in the end?'),
  pair('a question mark added', 'What does listen do', 'What does listen do?'),
  pair('curly quotes', "What is the socket's backlog?", 'What is the socket’s backlog?'),
  pair('a dash of another kind', 'What is a three–way handshake?', 'What is a three-way handshake?'),
  pair('a capital letter', 'what does listen do to a socket?', 'What does listen do to a socket?'),
  pair('an article added', 'What does listen do to socket?', 'What does listen do to a socket?'),
  pair('a contraction spelt out', "What doesn't close free?", 'What does not close free?'),
  pair('code marks added', 'What does listen do to a socket?', 'What does `listen` do to a socket?'),
  pair('parentheses of a call added', 'What does `listen` do?', 'What does `listen()` do?'),
  pair(
    'an identifier put into capitals',
    'Which call makes a tcp socket passive?',
    'Which call makes a TCP socket passive?',
  ),
  pair('a word linked', 'What does a backlog limit?', 'What does a [[Backlog|backlog]] limit?'),
  pair('a link taken away', 'What does a [[Backlog|backlog]] limit?', 'What does a backlog limit?'),
  pair('a link respelt, its target renamed', 'What is the [[Back log|backlog]]?', 'What is the [[Backlog|backlog]]?'),
  pair(
    'reworded, with a telling answer',
    'How big is the queue of a listening socket?',
    'How large is the queue of a listening socket?',
  ),
  pair('made more precise', 'What does listen do?', 'What exactly does listen do to it?'),
  pair('a word dropped', 'What does the accept queue normally hold?', 'What does the accept queue hold?'),
  pair(
    'the answer corrected',
    { question: 'Which call makes a socket passive?', answer: 'bind()' },
    { question: 'Which call makes a socket passive?', answer: 'listen()' },
  ),
  pair(
    'a typo in the question and in the answer',
    { question: 'What does a pasive socket do?', answer: 'It acepts connections from clients.' },
    { question: 'What does a passive socket do?', answer: 'It accepts connections from clients.' },
  ),
  pair(
    'the note renamed',
    { note: 'Listen.md', question: 'What does listen do?', answer: passive },
    { note: 'calls/listen(2).md', question: 'What does listen do?', answer: passive },
  ),
  pair(
    'the note renamed and a typo fixed',
    { note: 'Listen.md', question: 'What does lsiten do to a socket?', answer: passive },
    { note: 'Listening.md', question: 'What does listen do to a socket?', answer: passive },
  ),
  pair(
    'the heading renamed',
    { question: 'What does listen do?', answer: passive, headings: ['Calls'] },
    { question: 'What does listen do?', answer: passive, headings: ['System calls'] },
  ),
  pair(
    'a question that leans on its note, the note renamed',
    { note: 'Accept.md', question: 'What does it return?', answer: 'A new socket for the connection.' },
    { note: 'accept(2).md', question: 'What does it return?', answer: 'A new socket for the connection.' },
  ),
  pair(
    'a table cell whose answer changed',
    { question: 'TCP: reliability?', answer: 'yes', cell: { facet: 'Reliability', concept: 'TCP' } },
    {
      question: 'TCP: reliability?',
      answer: 'Lost segments are sent again.',
      cell: { facet: 'Reliability', concept: 'TCP' },
    },
  ),
  pair(
    'a table card worded anew by us',
    {
      question: 'UDP: what happens when the queue is full?',
      answer: 'The datagram is dropped.',
      cell: { facet: 'Full queue', concept: 'UDP' },
    },
    {
      question: 'UDP: what happens once the queue is full?',
      answer: 'The datagram is dropped.',
      cell: { facet: 'Full queue', concept: 'UDP' },
    },
  ),
  pair(
    'everything but the id changed',
    { question: 'Old wording 1?', answer: 'old', id: 'backlog' },
    { question: 'Quite another wording 2?', answer: 'new', id: 'backlog' },
  ),
  pair(
    "everything but Anki's id changed",
    { question: 'Old wording 1?', answer: 'old', ankiNoteId: 1708611033509 },
    { question: 'Quite another wording 2?', answer: 'new', ankiNoteId: 1708611033509 },
  ),
  pair('an accent added', 'Who wrote the resume of the protocol?', 'Who wrote the résumé of the protocol?'),
  pair('another alphabet, a typo', 'Что делает сокет после конекта?', 'Что делает сокет после коннекта?'),
];

export const differentPairs: readonly CardPair[] = [
  pair('a number', 'What happens after 3 lost segments?', 'What happens after 4 lost segments?'),
  pair('a number spelt out', 'Which two queues does listen make?', 'Which three queues does listen make?'),
  pair('a decimal number', 'What changed in kernel 5.4?', 'What changed in kernel 5.5?'),
  pair('a sign', 'What does a return value of -1 mean?', 'What does a return value of 1 mean?'),
  pair('a port', 'Which service listens on port 80?', 'Which service listens on port 8080?'),
  pair('a hexadecimal number', 'What does flag 0x1 mean?', 'What does flag 0x2 mean?'),
  pair('a negation added', 'Which sockets keep message boundaries?', 'Which sockets do not keep message boundaries?'),
  pair('a negation contracted', 'What does close free?', "What doesn't close free?"),
  pair('"without"', 'What does a socket with a peer send?', 'What does a socket without a peer send?'),
  pair('"never"', 'When does write block?', 'When does write never block?'),
  pair('a negating prefix', 'What makes a transport reliable?', 'What makes a transport unreliable?'),
  pair('a negating prefix with a hyphen', 'What is a blocking socket?', 'What is a non-blocking socket?'),
  pair('a negating suffix', 'What is a connection?', 'What is connectionless?'),
  pair('an errno', 'When does connect fail with `ECONNREFUSED`?', 'When does connect fail with `ECONNRESET`?'),
  pair('a constant', 'What is SOCK_STREAM for?', 'What is SOCK_DGRAM for?'),
  pair('a constant by one letter', 'What is AF_INET for?', 'What is AF_INET6 for?'),
  pair('a protocol', 'Does TCP keep the order?', 'Does UDP keep the order?', 'yes'),
  pair('a call', 'What does send() return?', 'What does recv() return?'),
  pair('a call set as code', 'What does `bind` need?', 'What does `connect` need?'),
  pair('a call mistyped into another', 'What does bind() do?', 'What does find() do?'),
  pair('a flag, by case', 'What does ss -l show?', 'What does ss -L show?'),
  pair('an option', 'What does SO_RCVBUF set?', 'What does SO_SNDBUF set?'),
  pair('a version of IP', 'How long is an IPv4 address?', 'How long is an IPv6 address?'),
  pair('an operator', 'What if the length is < the buffer?', 'What if the length is > the buffer?'),
  pair('an identifier added', 'When is a socket readable?', 'When is a SOCK_SEQPACKET socket readable?'),
  pair('identifiers in another order', 'Does TCP run over IP?', 'Does IP run over TCP?'),
  pair('a link to another concept', 'What is a [[Stream]] made of?', 'What is a [[Datagram]] made of?'),
  pair('the side', 'What does the client call first?', 'What does the server call first?'),
  pair('the order', 'What happens before accept?', 'What happens after accept?'),
  pair('the extreme', 'What is the minimum of the backlog?', 'What is the maximum of the backlog?'),
  pair('the direction', 'What goes from the server?', 'What goes to the server?'),
  pair(
    'sender and receiver',
    'What does the sender see when the queue is full?',
    'What does the receiver see when the queue is full?',
  ),
  pair('bits and bytes', 'How many bits has a port?', 'How many bytes has a port?'),
  pair(
    '"and" and "or"',
    'When are read and write both allowed after shutdown?',
    'When are read or write both allowed after shutdown?',
  ),
  pair('the question word', 'Who closes a connection in the end?', 'What closes a connection in the end?'),
  pair(
    'a telling word, with another answer',
    { question: 'What is a passive socket?', answer: 'One that accepts connections.' },
    { question: 'What is a connected socket?', answer: 'One that has a peer.' },
  ),
  pair(
    'a telling word, with an answer that many share',
    { question: 'Does a pipe keep boundaries?', answer: 'no' },
    { question: 'Does a FIFO keep boundaries?', answer: 'no' },
  ),
  pair(
    'another row of the table',
    { question: 'TCP: order?', answer: 'kept', cell: { facet: 'Order', concept: 'TCP' } },
    { question: 'TCP: ordering?', answer: 'kept', cell: { facet: 'Ordering', concept: 'TCP' } },
  ),
  pair(
    'another column of the table',
    { question: 'Order: kept?', answer: 'kept', cell: { facet: 'Order', concept: 'TCP' } },
    { question: 'Order: kept?', answer: 'kept', cell: { facet: 'Order', concept: 'SCTP' } },
  ),
  pair(
    'another kind of card',
    { question: 'What does listen do?', answer: passive },
    { question: 'What does listen do?', answer: passive, kind: 'type-in' },
  ),
  pair(
    'a question that leans on its note, in another note',
    { note: 'Accept.md', question: 'What does it return?', answer: 'A new socket.' },
    { note: 'Bind.md', question: 'What does it return?', answer: 'Zero, or an error.' },
  ),
  pair(
    'the same words about another concept',
    { question: 'What does [[TCP|it]] promise?', answer: 'Delivery and order.', concepts: ['TCP.md'] },
    { question: 'What does [[UDP|it]] promise?', answer: 'Nothing at all.', concepts: ['TCP.md', 'UDP.md'] },
  ),
  pair('nothing in common', 'What does listen do?', 'Why are ports numbered?', 'something'),
  pair(
    'a cloze about another protocol',
    { question: '==TCP== keeps the ==order==.', kind: 'cloze' },
    { question: '==UDP== keeps the ==order==.', kind: 'cloze' },
  ),
];
