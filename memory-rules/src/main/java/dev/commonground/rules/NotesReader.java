package dev.commonground.rules;

import dev.commonground.learning.Learning.Extracted;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Reads the requirements in a page of notes, and ignores the rest. */
final class NotesReader {

    private final SentenceReader reader;
    private final List<Extracted> extracted = new ArrayList<>();

    private NotesReader(Lexicon lexicon) {
        this.reader = new SentenceReader(lexicon);
    }

    /** Returns the statements of {@code page} without duplicates, in order. */
    static List<Extracted> read(String page, Lexicon lexicon) {
        NotesReader notes = new NotesReader(lexicon);
        Speakers speakers = Speakers.in(page.replace('’', '\''), Speakers.Setting.NOTES);
        SentenceSplitter.split(page).forEach(sentence -> notes.read(sentence, speakers));
        return notes.extracted;
    }

    private void read(Sentence sentence, Speakers speakers) {
        Matcher reported = HedgingPatterns.REPORTED.matcher(sentence.text());
        if (reported.matches() && !Polarity.turns(reported.group(1)) && speakers.isClient(reported.group(1))) {
            addStatements(sentence.withText(reported.group(2)), speakers.quoting());
        } else {
            addStatements(sentence, sentence.quoted() ? speakers.quoting() : speakers);
        }
    }

    private void addStatements(Sentence sentence, Speakers speakers) {
        if (!isIrrelevant(sentence, speakers)) {
            List<Statement> statements = isOpen(sentence)
                    ? List.of(SentenceReader.openQuestion(sentence.text()))
                    : reader.read(sentence.text(), speakers);
            statements.forEach(statement -> add(new Extracted(statement, 1, sentence.words())));
        }
    }

    private static boolean isIrrelevant(Sentence sentence, Speakers speakers) {
        String text = sentence.text();
        return isAboutAuthor(sentence, speakers)
                || HedgingPatterns.INJECTED.matcher(text).find()
                || EnglishWords.mentions(text, HedgingPatterns.PRIVATE)
                || HedgingPatterns.SOMEBODY_ELSE.matcher(text).find()
                || HedgingPatterns.SUPPOSED.matcher(text).find()
                || (sentence.asks() && !isOpen(sentence));
    }

    private static boolean isAboutAuthor(Sentence sentence, Speakers speakers) {
        return speakers.ofNotes()
                && EnglishWords.mentions(sentence.text(), CommonWords.AUTHOR)
                && !FactPatterns.DECIDED.matcher(sentence.text()).find()
                && !isOpen(sentence);
    }

    private static boolean isOpen(Sentence sentence) {
        return QuestionPatterns.OPEN.matcher(sentence.text()).find();
    }

    private void add(Extracted statement) {
        if (extracted.stream().noneMatch(other -> Duplicates.areDuplicates(other.statement(), statement.statement()))) {
            extracted.add(statement);
        }
    }
}
