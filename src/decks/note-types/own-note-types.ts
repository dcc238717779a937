import type { CardKind } from '../../cards/index.ts';
import type { NoteType, NoteTypeField } from '../deck.ts';
import { cardCss } from './card-css.ts';
import * as templates from './templates.ts';

/*
 * Frozen from the first release: ids, and the number, names and order of fields and templates. Anki keeps a note's
 * content by them, and doesn't update notes whose type has changed shape. `Data1` and `Data2` are there so that a later
 * need finds a place without a change of shape. Templates and css may change, and `mod` has to move with them.
 */

/** Seconds since 1970 when `templates.ts` or `card-css.ts` last changed. */
const STYLED_AT = 1_795_278_600;

const STANDARD_FIELDS = ['Id', 'Front', 'Back', 'Extra', 'Hint', 'Source', 'Concept', 'Evidence', 'Data1', 'Data2'];
const CLOZE_FIELDS = ['Id', 'Text', 'Extra', 'Hint', 'Source', 'Concept', 'Evidence', 'Data1', 'Data2'];

function fieldsOf(names: readonly string[], ids: readonly number[]): NoteTypeField[] {
  return ids.map((id, index) => ({ name: names[index] ?? '', id }));
}

const basic: NoteType = {
  id: 1_710_231_578_825,
  name: 'Sockrates Basic',
  kind: 'standard',
  fields: fieldsOf(
    STANDARD_FIELDS,
    [
      1_151_667_294_736_116, 486_042_611_844_368, 3_104_541_086_223_237, 2_104_359_628_679_068, 3_786_447_604_125_954,
      643_009_784_472_378, 3_367_549_876_539_512, 2_720_085_299_695_826, 1_415_622_821_646_371, 1_901_195_354_892_621,
    ],
  ),
  templates: [
    {
      name: 'Card',
      id: 4_198_756_600_773_325,
      front: templates.frontOf('Front'),
      back: templates.backOf('Back'),
    },
  ],
  css: cardCss,
  sortField: 1,
  mod: STYLED_AT,
};

const reversed: NoteType = {
  id: 1_705_837_346_347,
  name: 'Sockrates Basic (and reversed)',
  kind: 'standard',
  fields: fieldsOf(
    STANDARD_FIELDS,
    [
      1_838_087_501_005_059, 2_614_933_772_229_919, 2_879_177_110_402_287, 3_521_133_474_780_317, 703_136_900_691_303,
      2_923_880_781_204_250, 3_457_079_670_300_493, 1_540_626_715_596_025, 652_237_320_244_288, 2_781_434_616_434_055,
    ],
  ),
  templates: [
    {
      name: 'Forward',
      id: 3_983_839_256_336_649,
      front: templates.frontOf('Front'),
      back: templates.backOf('Back'),
    },
    {
      name: 'Backward',
      id: 2_710_843_587_430_941,
      front: templates.frontOf('Back'),
      back: templates.backOf('Front'),
    },
  ],
  css: cardCss,
  sortField: 1,
  mod: STYLED_AT,
};

const cloze: NoteType = {
  id: 1_763_044_061_768,
  name: 'Sockrates Cloze',
  kind: 'cloze',
  fields: fieldsOf(
    CLOZE_FIELDS,
    [
      790_284_805_300_241, 2_344_186_776_361_773, 3_465_543_321_263_639, 3_008_347_671_000_741, 2_356_931_326_932_919,
      2_238_582_252_667_590, 2_135_154_320_512_625, 1_160_594_509_244_887, 3_080_725_421_564_998,
    ],
  ),
  templates: [
    {
      name: 'Cloze',
      id: 1_134_223_770_995_384,
      front: templates.clozeFront,
      back: templates.clozeBack,
    },
  ],
  css: cardCss,
  sortField: 1,
  mod: STYLED_AT,
};

/** `Data1` holds the answers that count as right besides the one written. */
const typeIn: NoteType = {
  id: 1_720_968_647_419,
  name: 'Sockrates Type-in',
  kind: 'standard',
  fields: fieldsOf(
    STANDARD_FIELDS,
    [
      647_830_740_548_961, 1_326_329_343_545_868, 2_218_226_711_168_983, 1_487_242_084_352_841, 298_253_908_838_828,
      1_092_747_910_312_703, 130_753_008_282_395, 510_376_209_373_560, 1_094_863_918_666_058, 2_604_627_956_307_459,
    ],
  ),
  templates: [
    {
      name: 'Card',
      id: 4_239_845_592_029_560,
      front: templates.typeInFront,
      back: templates.typeInBack,
    },
  ],
  css: cardCss,
  sortField: 1,
  mod: STYLED_AT,
};

/** Our own note types, by the kind of card that they hold. */
export const ownNoteTypes: Readonly<Record<CardKind, NoteType>> = {
  basic,
  'basic-and-reversed': reversed,
  cloze,
  'type-in': typeIn,
};
