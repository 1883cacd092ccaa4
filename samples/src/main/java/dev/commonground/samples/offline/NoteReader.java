package dev.commonground.samples.offline;

import dev.commonground.learning.Learning.Extracted;
import dev.commonground.rules.EnglishRules;
import java.util.List;

/** Reads the requirements of a client from a page of notes, with the rules of the memory. */
final class NoteReader {

    private NoteReader() {}

    /** Returns the statements of {@code page}, each once, in the order of the page. */
    static List<Note> read(String page) {
        return new EnglishRules().read(page).stream().map(NoteReader::note).toList();
    }

    private static Note note(Extracted extracted) {
        var said = extracted.statement();
        return new Note(said.kind(), said.key(), said.value(), said.text());
    }
}
