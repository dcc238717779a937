/**
 * Words that carry a fact on their own: where one of them changes, comes or goes, the question asks something else,
 * however alike the two texts look. English, since that is what can be listed; other languages are guarded by numbers,
 * identifiers and concepts.
 */
export const negations: ReadonlySet<string> = new Set(
  'not no never none nothing nobody nowhere neither nor without cannot hardly except unless lack lacks lacking missing'.split(
    ' ',
  ),
);

export const numberWords: ReadonlySet<string> = new Set(
  (
    'zero two three four five six seven eight nine ten eleven twelve sixteen thirty-two hundred thousand million billion ' +
    'second third fourth fifth sixth seventh eighth ninth tenth once twice thrice half double triple single both'
  ).split(' '),
);

/** A change to any of these is a change of the fact, also where the word only comes or goes. */
const strongFamilies = [
  'before after during while until',
  'first last next previous',
  'min minimum max maximum least most fewest',
  'always sometimes',
  'client clients server servers peer peers',
  'sender senders receiver receivers sending receiving sends receives',
  'send recv receive read write reads writes reading writing',
  'local remote',
  'source destination',
  'input output',
  'inbound outbound incoming outgoing',
  'synchronous asynchronous sync async',
  'open close opens closes opened closed opening closing',
  'active passive',
  'greater less larger smaller bigger higher lower longer shorter faster slower',
  'increase decrease increases decreases increased decreased',
  'enable disable enables disables enabled disabled',
  'true false',
  'yes',
  'full empty',
  'above below',
  'upper',
  'left right',
  'start end',
  'begin finish',
  'parent child',
  'blocking nonblocking',
  'reliable unreliable',
  'ordered unordered',
  'stream datagram raw',
  'bit bits byte bytes',
  'push pop',
  'lock unlock',
  'get set',
  'big-endian little-endian',
  'unicast multicast broadcast anycast',
  'advantage disadvantage advantages disadvantages',
  'user kernel',
  'old new',
];

/** Common words: they may come and go, but one for the other changes the fact. */
const weakFamilies = [
  'to from',
  'in out',
  'into',
  'on off',
  'up down',
  'and or',
  'over under',
  'all any some only',
  'can must may should',
  'more fewer',
  'who what when where why how which',
];

const strong = familyIndex(strongFamilies);
const weak = familyIndex(weakFamilies);

export function isStrongContrast(word: string): boolean {
  return strong.has(word);
}

/** Two different words of one family, where neither is only another form of the other. */
export function areContrasted(a: string, b: string): boolean {
  const family = weak.get(a);
  return a !== b && family !== undefined && family === weak.get(b);
}

function familyIndex(families: readonly string[]): ReadonlyMap<string, number> {
  return new Map(families.flatMap((words, index) => words.split(' ').map((word) => [word, index] as const)));
}

export const stopWords: ReadonlySet<string> = new Set(
  (
    'a an the is are was were be been being am do does did done has have had having of to in on at by for with from into out ' +
    'over under up down off as and or if then than so but that this these those it its they them their there here he she ' +
    'we you your our i my me what which who whom whose when where why how can could may might must shall should will would ' +
    'also just only very all any some each every more fewer about one ones e g i e etc vs versus let lets get gets got'
  ).split(' '),
);
