package dev.commonground.rules;

import dev.commonground.memory.Kind;
import dev.commonground.memory.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** Applies the rules to each clause of a sentence. */
final class SentenceReader {

    private final Lexicon lexicon;

    SentenceReader(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    List<Statement> read(String sentence, Speakers speakers) {
        List<Statement> own =
                lexicon.rules().stream().flatMap(rule -> rule.apply(sentence)).toList();
        return own.isEmpty() ? readClauses(sentence, speakers) : own;
    }

    /** Returns the statement that the question {@code sentence} is open. */
    static Statement openQuestion(String sentence) {
        return new Statement(Kind.QUESTION, null, null, sentence.replaceAll("[.]+$", ""));
    }

    private List<Statement> readClauses(String sentence, Speakers speakers) {
        List<Statement> statements = new ArrayList<>();
        String subject = "";
        boolean negative = false;
        @Nullable ClausePart before = null;
        for (ClausePart part : ClausePart.of(sentence)) {
            negative = (before != null && before.denies(part)) || part.isGovernedBy(negative);
            before = part;
            String text = withSubject(part.text(), subject);
            String ownSubject = Clause.subjectOf(text);
            subject = ownSubject.isEmpty() ? subject : ownSubject;
            statements.addAll(read(new Clause(text, sentence, speakers, negative)));
            negative = negative || part.isNegative();
        }
        return statements;
    }

    private List<Statement> read(Clause clause) {
        if (clause.governed()) {
            return List.of();
        }
        RequirementRules.apply(lexicon, clause);
        ContentRules.apply(clause);
        if (clause.statements().isEmpty()) {
            FactRules.apply(clause);
        }
        return clause.statements();
    }

    /** Returns {@code clause} with {@code subject} if it starts with its verb. */
    private static String withSubject(String clause, String subject) {
        Matcher matcher = ClausePatterns.SUBJECT.matcher(clause);
        boolean startsWithVerb = matcher.find() && matcher.group(1).isEmpty();
        return startsWithVerb && !subject.isEmpty() ? subject + " " + clause : clause;
    }
}
