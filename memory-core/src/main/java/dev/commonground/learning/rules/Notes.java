package dev.commonground.learning.rules;

import dev.commonground.learning.Extracted;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Reads what is wanted out of a page of notes, most of which is chatter. */
final class Notes {

    private final SentenceReader reader;
    private final List<Extracted> found = new ArrayList<>();

    private Notes(Lexicon lexicon) {
        this.reader = new SentenceReader(lexicon);
    }

    /** Returns the statements of {@code page}, each once, in the order of the page. */
    static List<Extracted> read(String page, Lexicon lexicon) {
        Notes notes = new Notes(lexicon);
        Speakers speakers = Speakers.in(page.replace('’', '\''), Speakers.Setting.NOTES);
        Sentences.of(page).forEach(sentence -> notes.read(sentence, speakers));
        return notes.found;
    }

    private void read(Sentence sentence, Speakers speakers) {
        Matcher reported = Vocabulary.REPORTED.matcher(sentence.text());
        if (reported.matches() && speakers.isClient(reported.group(1))) {
            take(sentence.withText(reported.group(2)), speakers.quoting());
        } else {
            take(sentence, sentence.quoted() ? speakers.quoting() : speakers);
        }
    }

    private void take(Sentence sentence, Speakers speakers) {
        if (!isChatter(sentence, speakers)) {
            List<Statement> said = isOpen(sentence)
                    ? List.of(SentenceReader.open(sentence.text()))
                    : reader.read(sentence.text(), speakers);
            said.forEach(statement -> add(new Extracted(statement, 1, sentence.words())));
        }
    }

    private static boolean isChatter(Sentence sentence, Speakers speakers) {
        String text = sentence.text();
        boolean ofTheAuthor = speakers.ofNotes()
                && Words.mentions(text, Vocabulary.AUTHOR)
                && !Vocabulary.DECIDED.matcher(text).find()
                && !isOpen(sentence);
        return ofTheAuthor
                || Vocabulary.INJECTED.matcher(text).find()
                || Words.mentions(text, Vocabulary.PRIVATE)
                || Vocabulary.SOMEBODY_ELSE.matcher(text).find()
                || Vocabulary.SUPPOSED.matcher(text).find()
                || (sentence.asks() && !isOpen(sentence));
    }

    private static boolean isOpen(Sentence sentence) {
        return Vocabulary.OPEN.matcher(sentence.text()).find();
    }

    private void add(Extracted extracted) {
        if (found.stream().noneMatch(other -> Sameness.same(other.statement(), extracted.statement()))) {
            found.add(extracted);
        }
    }
}
