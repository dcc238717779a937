"""Writes the same cards with genanki: python write-with-genanki.py NOTES.json DECK.apkg. Prints the seconds that took."""

import json
import sys
import time

import genanki


class Note(genanki.Note):
    @property
    def guid(self):
        return self.fields[0]


def main(notes_file, package):
    with open(notes_file, encoding="utf-8") as file:
        data = json.load(file)
    started = time.perf_counter()
    model = genanki.Model(
        1607392319,
        "Bench",
        fields=[{"name": name} for name in data["fields"]],
        templates=[{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
    )
    deck = genanki.Deck(2059400110, "Bench")
    for fields, tags in data["notes"]:
        deck.add_note(Note(model=model, fields=fields, tags=tags))
    genanki.Package(deck).write_to_file(package)
    print(time.perf_counter() - started)


main(*sys.argv[1:])
