package dev.commonground.samples.offline;

import dev.commonground.samples.offline.Sentences.Sentence;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Reads what a client needs out of a page of notes, most of which is chatter. */
final class NoteReader {

    private final List<Note> found = new ArrayList<>();

    private NoteReader() {}

    /** Returns the statements of {@code page}, each once, in the order of the page. */
    static List<Note> read(String page) {
        NoteReader reader = new NoteReader();
        Speakers speakers = Speakers.on(page);
        for (Sentence sentence : Sentences.of(page)) {
            reader.read(sentence, speakers);
        }
        return reader.found;
    }

    private void read(Sentence sentence, Speakers speakers) {
        Matcher reported = Vocabulary.REPORTED.matcher(sentence.text());
        if (reported.matches() && speakers.isClient(reported.group(1))) {
            readClauses(reported.group(2), speakers.inQuotes());
        } else {
            readClauses(sentence.text(), sentence.quoted() ? speakers.inQuotes() : speakers);
        }
    }

    private void readClauses(String sentence, Speakers speakers) {
        if (isChatter(sentence, speakers)) {
            return;
        }
        if (FactRules.isOpen(sentence)) {
            add(Note.of(Note.Kind.QUESTION, sentence.replaceAll("[.]+$", "")));
            return;
        }
        String subject = "";
        for (String part : Vocabulary.CLAUSE_BREAK.splitAsStream(sentence).toList()) {
            String text = withSubject(part.strip(), subject);
            String own = Clause.subjectOf(text);
            subject = own.isEmpty() ? subject : own;
            Clause clause = new Clause(text, sentence, speakers);
            RequirementRules.apply(clause);
            clause.notes().forEach(this::add);
        }
    }

    private static boolean isChatter(String sentence, Speakers speakers) {
        boolean ofTheAuthor = !speakers.quoted()
                && Terms.mentions(sentence, Vocabulary.AUTHOR)
                && !Vocabulary.DECIDED.matcher(sentence).find()
                && !FactRules.isOpen(sentence);
        return ofTheAuthor
                || Terms.mentions(sentence, Vocabulary.PRIVATE)
                || Vocabulary.SOMEBODY_ELSE.matcher(sentence).find()
                || Vocabulary.SUPPOSED.matcher(sentence).find()
                || (sentence.endsWith("?") && !FactRules.isOpen(sentence));
    }

    /** Gives a clause that begins with its verb the subject of the clause before. */
    private static String withSubject(String part, String subject) {
        Matcher matcher = Vocabulary.SUBJECT.matcher(part);
        boolean bare = matcher.find() && matcher.group(1).isEmpty();
        return bare && !subject.isEmpty() ? subject + " " + part : part;
    }

    private void add(Note note) {
        if (found.stream().noneMatch(note::repeats)) {
            found.add(note);
        }
    }
}
