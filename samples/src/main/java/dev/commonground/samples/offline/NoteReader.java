package dev.commonground.samples.offline;

import dev.commonground.learning.Extracted;
import dev.commonground.learning.rules.RuleExtractor;
import java.util.List;

/** Reads what a client needs out of a page of notes, by the rules that the memory itself learns by. */
final class NoteReader {

    private NoteReader() {}

    /** Returns the statements of {@code page}, each once, in the order of the page. */
    static List<Note> read(String page) {
        return RuleExtractor.english().read(page).stream().map(NoteReader::note).toList();
    }

    private static Note note(Extracted extracted) {
        var said = extracted.statement();
        return new Note(Note.Kind.valueOf(said.kind().name()), said.key(), said.value(), said.text());
    }
}
