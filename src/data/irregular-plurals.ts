/** Nouns whose plural is the word itself. */
const unchanged =
  'aircraft barracks bison buffalo carp chassis cod deer elk firmware fish gallows grouse hovercraft kakapo means ' +
  'measles media moose news offspring pike salmon series sheep shrimp spacecraft species squid swine trout tuna watercraft';

/** Endings in the singular and in the plural, with the stems that change so. */
const byEnding: readonly (readonly [string, string, string])[] = [
  ['a', 'ae', 'alg alumn amoeb antenn cloac formul larv minuti nebul vertebr vit'],
  ['a', 'ata', 'carcinom cystom seminom'],
  ['ex', 'ices', 'ap cod ind vert vort'],
  ['ix', 'ices', 'append matr'],
  ['f', 'ves', 'cal el hal hoo lea loa scar sel shel thie whar wol'],
  ['fe', 'ves', 'kni li wi'],
  [
    'is',
    'es',
    'analys antithes ax bas cris diagnos ellips emphas hypothes nemes neuros oas paralys parenthes',
  ],
  ['is', 'es', 'prognos synops synthes test thes'],
  ['man', 'men', ' wo'],
  ['o', 'i', 'concert graffit librett'],
  ['o', 'oes', 'ech embarg her potat tomat vet'],
  ['on', 'a', 'automat criteri phenomen polyhedr'],
  ['um', 'a', 'addend bacteri bacul consorti curricul dat errat interstiti medi memorand millenni ov phyl'],
  ['um', 'a', 'referend scrot simulacr spectr strat syconi symposi'],
  ['us', 'era', 'gen op'],
  [
    'us',
    'i',
    'alumn alveol bacill cact foc fung glomerul hamul hippopotam incub locul loc nucleol nucle prim',
  ],
  ['us', 'i', 'radi stimul syllab thromb tor umbilic uter'],
  ['us', 'ora', 'corp'],
];

/** What follows no ending of its own. */
const single =
  'beau-beaux bureau-bureaus census-censuses cherub-cherubim child-children château-châteaus die-dice dwarf-dwarfs ' +
  'fez-fezes foot-feet goose-geese iliac-ilia louse-lice mouse-mice occiput-occipita omphalos-omphaloi ox-oxen ' +
  'person-people quiz-quizzes soliloquy-soliloquies tableau-tableaus that-those this-these tooth-teeth';

function* pairs(): Generator<readonly [string, string]> {
  for (const word of [...unchanged.split(' '), 'faux pas']) yield [word, word];
  for (const [singular, plural, stems] of byEnding) {
    for (const stem of stems.split(' ')) yield [stem + singular, stem + plural];
  }
  for (const pair of single.split(' ')) {
    const [singular = '', plural = ''] = pair.split('-');
    yield [singular, plural];
  }
}

/** Plurals by singular: the words that Synalinks knows by heart. */
export const irregularPlurals: ReadonlyMap<string, string> = new Map(pairs());

/** Singulars by plural; `media` is that of `medium`. */
export const irregularSingulars: ReadonlyMap<string, string> = new Map(
  [...pairs()].map(([singular, plural]) => [plural, singular]),
);
