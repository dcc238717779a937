import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ownNoteTypes } from '../../src/decks/index.ts';

const types = Object.values(ownNoteTypes);

describe('our note types', () => {
  it('keep the ids, fields and templates they were first released with, or earlier notes stop being updated', () => {
    const frozen = types.map(({ id, name, kind, fields, templates, sortField }) => ({
      type: `${id} ${name} (${kind}, sorted by ${sortField})`,
      fields: fields.map((field) => `${field.id} ${field.name}`),
      templates: templates.map((template) => `${template.id} ${template.name}`),
    }));
    expect(frozen).toMatchInlineSnapshot(`
      [
        {
          "fields": [
            "1151667294736116 Id",
            "486042611844368 Front",
            "3104541086223237 Back",
            "2104359628679068 Extra",
            "3786447604125954 Hint",
            "643009784472378 Source",
            "3367549876539512 Concept",
            "2720085299695826 Evidence",
            "1415622821646371 Data1",
            "1901195354892621 Data2",
          ],
          "templates": [
            "4198756600773325 Card",
          ],
          "type": "1710231578825 Sockrates Basic (standard, sorted by 1)",
        },
        {
          "fields": [
            "1838087501005059 Id",
            "2614933772229919 Front",
            "2879177110402287 Back",
            "3521133474780317 Extra",
            "703136900691303 Hint",
            "2923880781204250 Source",
            "3457079670300493 Concept",
            "1540626715596025 Evidence",
            "652237320244288 Data1",
            "2781434616434055 Data2",
          ],
          "templates": [
            "3983839256336649 Forward",
            "2710843587430941 Backward",
          ],
          "type": "1705837346347 Sockrates Basic (and reversed) (standard, sorted by 1)",
        },
        {
          "fields": [
            "790284805300241 Id",
            "2344186776361773 Text",
            "3465543321263639 Extra",
            "3008347671000741 Hint",
            "2356931326932919 Source",
            "2238582252667590 Concept",
            "2135154320512625 Evidence",
            "1160594509244887 Data1",
            "3080725421564998 Data2",
          ],
          "templates": [
            "1134223770995384 Cloze",
          ],
          "type": "1763044061768 Sockrates Cloze (cloze, sorted by 1)",
        },
        {
          "fields": [
            "647830740548961 Id",
            "1326329343545868 Front",
            "2218226711168983 Back",
            "1487242084352841 Extra",
            "298253908838828 Hint",
            "1092747910312703 Source",
            "130753008282395 Concept",
            "510376209373560 Evidence",
            "1094863918666058 Data1",
            "2604627956307459 Data2",
          ],
          "templates": [
            "4239845592029560 Card",
          ],
          "type": "1720968647419 Sockrates Type-in (standard, sorted by 1)",
        },
      ]
    `);
  });

  it('move their modification time whenever a template or the css changes', () => {
    const styled = types.map(({ mod, css, templates }) => {
      const hash = createHash('sha256').update(
        JSON.stringify([css, templates.map(({ front, back }) => [front, back])]),
      );
      return `${mod} ${hash.digest('hex').slice(0, 16)}`;
    });
    expect(styled).toMatchInlineSnapshot(`
      [
        "1795278600 fd77632963dc495c",
        "1795278600 62d530bfb0eb5f04",
        "1795278600 1b201b9fbfb83fcc",
        "1795278600 22745aa97542a2d9",
      ]
    `);
  });

  it('have ids that JSON keeps, each of its own', () => {
    const ids = types.flatMap((type) => [
      type.id,
      ...type.fields.map((field) => field.id),
      ...type.templates.map((template) => template.id),
    ]);
    expect(ids.every((id) => Number.isSafeInteger(id))).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('hold neither script nor anything to fetch', () => {
    for (const { css, templates } of types) {
      const text = css + templates.map(({ front, back }) => front + back).join('');
      expect(text).not.toMatch(/<script|\son\w+=|javascript:|@import|url\(|https?:/i);
    }
  });
});
