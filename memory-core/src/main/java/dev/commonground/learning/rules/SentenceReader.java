package dev.commonground.learning.rules;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;

/** Reads a sentence that is meant: its clauses, each by every rule. */
final class SentenceReader {

    private final Lexicon lexicon;

    SentenceReader(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    List<Statement> read(String sentence, Speakers speakers) {
        List<Statement> found = new ArrayList<>();
        lexicon.rules().forEach(rule -> own(rule, sentence, found));
        if (!found.isEmpty()) {
            return found;
        }
        String subject = "";
        for (String part : Vocabulary.CLAUSE_BREAK.splitAsStream(sentence).toList()) {
            String text = withSubject(part.strip(), subject);
            String own = Clause.subjectOf(text);
            subject = own.isEmpty() ? subject : own;
            found.addAll(read(new Clause(text, sentence, speakers)));
        }
        return found;
    }

    /** Returns that {@code sentence} is an open question. */
    static Statement open(String sentence) {
        return new Statement(Kind.QUESTION, null, null, sentence.replaceAll("[.]+$", ""));
    }

    private List<Statement> read(Clause clause) {
        RequirementRules.apply(lexicon, clause);
        ContentRules.apply(clause);
        if (clause.statements().isEmpty()) {
            FactRules.apply(clause);
        }
        return clause.statements();
    }

    private static void own(OwnRule rule, String sentence, List<Statement> found) {
        rule.pattern().matcher(sentence).results().map(rule.statement()).forEach(found::add);
    }

    /** Gives a clause that begins with its verb the subject of the clause before. */
    private static String withSubject(String part, String subject) {
        Matcher matcher = Vocabulary.SUBJECT.matcher(part);
        boolean bare = matcher.find() && matcher.group(1).isEmpty();
        return bare && !subject.isEmpty() ? subject + " " + part : part;
    }
}
