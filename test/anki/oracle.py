"""Drives Anki's own library for the tests.

Reads a JSON list of steps from standard input, runs them on one fresh collection and prints the JSON list of their
results. A step is an object with a "do" and what it needs; one that Anki refuses gives {"error": "..."} and the next one
runs. Works with the newest library and, for the steps that concern imports, with those of 2020.
"""

import json
import os
import sys
import tempfile
import warnings
import zipfile

warnings.filterwarnings("ignore")
os.environ.setdefault("ANKI_TEST_MODE", "1")

import anki.buildinfo
from anki.collection import Collection

try:
    from anki.collection import (
        ExportAnkiPackageOptions,
        ImportAnkiPackageOptions,
        ImportAnkiPackageRequest,
        ImportCsvRequest,
    )

    MODERN = True
except ImportError:  # before 2.1.55
    MODERN = False

LOG = (
    "new updated duplicate conflicting first_field_match missing_notetype missing_deck empty_first_field".split()
)


class Oracle:
    def __init__(self, folder):
        self.folder = folder
        self.col = Collection(os.path.join(folder, "collection.anki2"))

    def run(self, step):
        step = dict(step)
        method = getattr(self, "do_" + step.pop("do").replace("-", "_"))
        try:
            return method(**step)
        except Exception as error:  # what Anki raises is part of the answer
            return {"error": "%s: %s" % (type(error).__name__, error)}

    # Imports and exports

    def do_version(self):
        return anki.buildinfo.version

    def do_import(self, path, **options):
        if not MODERN:
            return self.import_with_old_library(path)
        request = ImportAnkiPackageRequest(package_path=path, options=ImportAnkiPackageOptions(**options))
        return counts(self.col.import_anki_package(request).log)

    def import_with_old_library(self, path):
        from anki.importing.apkg import AnkiPackageImporter

        importer = AnkiPackageImporter(self.col, path)
        importer.run()
        # It keeps counts in sentences; the rows tell more.
        return {"log": [str(line) for line in importer.log]}

    def do_import_text(self, path):
        metadata = self.col.get_csv_metadata(path=path, delimiter=None)
        return counts(self.col.import_csv(ImportCsvRequest(path=path, metadata=metadata)).log)

    def do_text_metadata(self, path):
        metadata = self.col.get_csv_metadata(path=path, delimiter=None)
        names = "is_html force_is_html guid_column notetype_column deck_column tags_column".split()
        return {
            **{name: getattr(metadata, name) for name in names},
            "delimiter": metadata.Delimiter.Name(metadata.delimiter),
            "dupe_resolution": metadata.DupeResolution.Name(metadata.dupe_resolution),
        }

    def do_export(self, path, legacy=True, with_scheduling=False, with_media=True, with_deck_configs=False, oldest=False):
        options = ExportAnkiPackageOptions(
            with_scheduling=with_scheduling, with_deck_configs=with_deck_configs, with_media=with_media, legacy=legacy
        )
        count = self.col.export_anki_package(out_path=path, options=options, limit=None)
        if oldest:
            write_oldest_format(path)
        return count

    # What stands in the collection

    def do_notes(self):
        models = {int(model["id"]): model for model in self.col.models.all()}
        result = []
        rows = self.col.db.all("select id, guid, mid, mod, tags, flds, sfld, csum from notes order by id")
        for nid, guid, mid, mod, tags, fields, sfld, csum in rows:
            model = models[mid]
            names = [field["name"] for field in model["flds"]]
            result.append(
                {
                    "id": nid,
                    "guid": guid,
                    "type": model["name"],
                    "typeId": mid,
                    "mod": mod,
                    "tags": tags.split(),
                    "fields": dict(zip(names, fields.split("\x1f"))),
                    "sortField": str(sfld),
                    "checksum": csum,
                }
            )
        return result

    def do_cards(self):
        names = "id guid deck ord type queue due ivl factor reps lapses".split()
        rows = self.col.db.all(
            "select c.id, n.guid, c.did, c.ord, c.type, c.queue, c.due, c.ivl, c.factor, c.reps, c.lapses"
            " from cards c join notes n on n.id = c.nid order by n.guid, c.ord"
        )
        cards = [dict(zip(names, row)) for row in rows]
        for card in cards:
            card["deck"] = self.col.decks.name(card["deck"])
        return cards

    def do_count(self):
        tables = ["notes", "cards", "revlog"]
        return {table: self.col.db.scalar("select count() from " + table) for table in tables}

    def do_decks(self):
        return sorted(d.name for d in self.col.decks.all_names_and_ids(skip_empty_default=True))

    def do_note_types(self):
        # The library keeps note types in a cache that an import doesn't clear.
        self.col.models = type(self.col.models)(self.col)
        return [
            {"id": m["id"], "name": m["name"], "css": m["css"], "mod": m["mod"], "fields": [f["name"] for f in m["flds"]]}
            for m in self.col.models.all()
            if self.col.models.use_count(m)
        ]

    def do_find(self, query):
        return len(self.col.find_notes(query))

    def do_render(self):
        """Question and answer of every card, as the reviewer would show them."""
        result = []
        for cid in self.col.db.list("select c.id from cards c join notes n on n.id = c.nid order by n.guid, c.ord"):
            card = self.col.get_card(cid) if hasattr(self.col, "get_card") else self.col.getCard(cid)
            output = card.render_output() if hasattr(card, "render_output") else None
            note = card.note()
            result.append(
                {
                    "guid": note.guid,
                    "ord": card.ord,
                    "question": output.question_text if output else card.q(),
                    "answer": output.answer_text if output else card.a(),
                }
            )
        return result

    def do_check(self):
        text, ok = self.col.fix_integrity() if hasattr(self.col, "fix_integrity") else self.col.fixIntegrity()
        return {"ok": ok, "text": text}

    def do_empty_cards(self):
        return [cid for note in self.col.get_empty_cards().notes for cid in note.card_ids]

    def do_generate_cards(self):
        """Cards that Anki itself would add to what was imported: none, if the export wrote all."""
        before = self.col.card_count()
        nids = list(self.col.find_notes(""))
        self.col.after_note_updates(nids, mark_modified=False, generate_cards=True)
        return self.col.card_count() - before

    def do_media(self):
        check = self.col.media.check()
        folder = self.col.media.dir()
        names = sorted(os.listdir(folder))
        sizes = {name: os.path.getsize(os.path.join(folder, name)) for name in names}
        return {"missing": list(check.missing), "unused": list(check.unused), "sizes": sizes}

    # What a user does

    def note(self, guid):
        nid = self.col.db.scalar("select id from notes where guid = ?", guid)
        return self.col.get_note(nid) if hasattr(self.col, "get_note") else self.col.getNote(nid)

    def do_edit(self, guid, field, append):
        note = self.note(guid)
        note[field] += append
        self.col.update_note(note)

    def do_tag(self, guid, tag):
        note = self.note(guid)
        note.add_tag(tag)
        self.col.update_note(note)

    def do_review(self, guid, days):
        """Answers the note's first card, then makes it due in so many days."""
        card = self.note(guid).cards()[0]
        if hasattr(card, "start_timer"):
            card.start_timer()
            self.col.sched.answerCard(card, 3)
            self.col.sched.set_due_date([card.id], str(days))
        else:
            card.startTimer()
            self.col.sched.answerCard(card, 3)
            self.col.sched.reschedCards([card.id], days, days)
        return card.id

    def do_rename_note_type(self, name, to, field, field_to, template, template_to):
        models = self.col.models
        model = models.by_name(name)
        model["name"] = to
        for entry in model["flds"]:
            if entry["name"] == field:
                entry["name"] = field_to
        for entry in model["tmpls"]:
            if entry["name"] == template:
                entry["name"] = template_to
        models.update_dict(model)

    def do_make_note_type(self, name, fields, cloze=False):
        models = self.col.models
        model = models.new(name)
        model["type"] = 1 if cloze else 0
        for field in fields:
            models.add_field(model, models.new_field(field))
        template = models.new_template("Card 1")
        template["qfmt"] = "{{%s}}" % fields[0] if not cloze else "{{cloze:%s}}" % fields[0]
        template["afmt"] = "{{FrontSide}}<hr id=answer>{{%s}}" % fields[-1]
        models.add_template(model, template)
        models.add_dict(model)

    def do_add_note(self, type, fields, deck="Mine", tags=()):
        note = self.col.new_note(self.col.models.by_name(type))
        for name, value in fields.items():
            note[name] = value
        note.tags = list(tags)
        self.col.add_note(note, self.col.decks.id(deck))
        return {"id": note.id, "guid": note.guid}

    # Scheduling

    def do_set_options(self, weights=(), retention=0.9, steps=(1, 10), relearning=(10,), longest=36500):
        """FSRS on, the load balancer off, and the default deck's options. Steps are minutes."""
        from anki.collection import Config

        self.col.set_config("fsrs", True)
        self.col.set_config_bool(Config.Bool.LOAD_BALANCER_ENABLED, False)
        options = self.col.decks.config_dict_for_deck_id(1)
        options["fsrsParams6"] = list(weights) if len(weights) == 21 else []
        options["fsrsParams5"] = list(weights) if len(weights) == 19 else []
        options["fsrsWeights"] = list(weights) if len(weights) == 17 else []
        options["desiredRetention"] = retention
        options["new"]["delays"] = list(steps)
        options["lapse"]["delays"] = list(relearning)
        options["rev"]["maxIvl"] = longest
        self.col.decks.update_config(options)

    def do_next_states(self, cases):
        """What each button offers now, for cards of the given history and state."""
        model = self.col.models.by_name("Basic")
        today = self.col.sched.today
        results = []
        taken = set()
        for number, case in enumerate(cases):
            note = self.col.new_note(model)
            note["Front"] = str(number)
            self.col.add_note(note, 1)
            cid = note.card_ids()[0]
            for row in case["reviews"]:
                at = row["at"]
                while at in taken:
                    at += 1
                taken.add(at)
                self.col.db.execute(
                    "insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)",
                    at, cid, row["ease"], row["interval"], row["lastInterval"], row["factor"], row["took"], row["kind"],
                )
            card = case.get("card")
            if card is not None:
                due = today + card["dueIn"] if "dueIn" in card else card["dueAt"]
                self.col.db.execute(
                    "update cards set type = ?, queue = ?, due = ?, ivl = ?, factor = 2500, reps = ?, lapses = ?, left = ?,"
                    " data = '' where id = ?",
                    card["type"], card["queue"], due, card["interval"], card["reps"], card["lapses"], card["left"], cid,
                )
            states = self.col._backend.get_scheduling_states(cid)
            memory = self.col.compute_memory_state(cid) if card is not None else None
            results.append(
                {
                    "memory": None
                    if memory is None or memory.stability is None
                    else {"stability": memory.stability, "difficulty": memory.difficulty},
                    **{name: offered(getattr(states, name).normal) for name in ("again", "hard", "good", "easy")},
                }
            )
        return results

    def do_scheduled(self):
        """Every card with its schedule, log and memory: as stored, and as Anki reckons it anew from the log."""
        today = self.col.sched.today
        rows = self.col.db.all(
            "select c.id, n.guid, c.ord, c.type, c.queue, c.due, c.ivl, c.reps, c.lapses, c.left, c.data"
            " from cards c join notes n on n.id = c.nid order by n.guid, c.ord"
        )
        results = []
        for cid, guid, ord, type, queue, due, ivl, reps, lapses, left, data in rows:
            log = self.col.db.all(
                "select id, ease, ivl, lastIvl, factor, time, type from revlog where cid = ? order by id", cid
            )
            stored = self.col.get_card(cid).memory_state
            memory = self.col.compute_memory_state(cid) if type else None
            states = self.col._backend.get_scheduling_states(cid)
            results.append(
                {
                    "guid": guid,
                    "ord": ord,
                    "type": type,
                    "queue": queue,
                    "due": due - today if queue in (2, 3) or type == 2 else due,
                    "interval": ivl,
                    "reps": reps,
                    "lapses": lapses,
                    "left": left,
                    "data": json.loads(data) if data else {},
                    "log": log,
                    "stored": None if stored is None else [stored.stability, stored.difficulty],
                    "recomputed": None if memory is None else [memory.stability, memory.difficulty],
                    **{name: offered(getattr(states, name).normal) for name in ("again", "hard", "good", "easy")},
                }
            )
        return results

    def do_answer(self, guid, ord=0, ease=3):
        """Answers a card now, as the reviewer does."""
        from anki.scheduler.v3 import CardAnswer

        card = self.note(guid).cards()[ord]
        card.start_timer()
        states = self.col._backend.get_scheduling_states(card.id)
        rating = [CardAnswer.AGAIN, CardAnswer.HARD, CardAnswer.GOOD, CardAnswer.EASY][ease - 1]
        self.col.sched.answer_card(self.col.sched.build_answer(card=card, states=states, rating=rating))

    def do_forget(self, guid, ord=0):
        self.col.sched.schedule_cards_as_new([self.note(guid).cards()[ord].id])

    def do_log(self, rows):
        """Puts reviews of the past into the log: guid, ord, at, ease, interval, lastInterval, factor, took, kind."""
        for guid, ord, at, *rest in rows:
            cid = self.note(guid).cards()[ord].id
            self.col.db.execute("insert into revlog values (?, ?, -1, ?, ?, ?, ?, ?, ?)", at, cid, *rest)


def write_oldest_format(path):
    """The same package as Anki 2.0 wrote it: one collection by its old name, and no list of versions."""
    with zipfile.ZipFile(path) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    entries["collection.anki2"] = entries.pop("collection.anki21", entries.get("collection.anki2"))
    entries.pop("meta", None)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in entries.items():
            package.writestr(name, content)


def offered(state):
    """A next state of Anki's, in the words of the quiz."""
    kind = state.WhichOneof("kind")
    if kind == "review":
        return {"phase": kind, "days": state.review.scheduled_days, **memory_of(state.review)}
    learning = state.learning if kind == "learning" else state.relearning.learning
    result = {
        "phase": kind,
        "seconds": learning.scheduled_secs,
        "left": learning.remaining_steps,
        **memory_of(learning),
    }
    if kind == "relearning":
        result["interval"] = state.relearning.review.scheduled_days
    return result


def memory_of(state):
    return {"stability": state.memory_state.stability, "difficulty": state.memory_state.difficulty}


def counts(log):
    result = {name: len(getattr(log, name)) for name in LOG}
    result["found"] = log.found_notes
    return result


def main():
    steps = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        oracle = Oracle(folder)
        results = [oracle.run(step) for step in steps]
        oracle.col.close()
    # Libraries print to standard output too: the answer is the last line.
    print("\n" + json.dumps(results))


main()
