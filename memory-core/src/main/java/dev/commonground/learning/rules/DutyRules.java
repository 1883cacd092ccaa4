package dev.commonground.learning.rules;

import java.util.Locale;

/** What somebody in a talk must or must not do, where no key says it. */
final class DutyRules {

    private DutyRules() {}

    static boolean obliges(Clause clause) {
        return isDuty(clause) || isOrder(clause) || clause.matches(Vocabulary.NO_WITHOUT);
    }

    private static boolean isDuty(Clause clause) {
        return clause.matches(Vocabulary.OBLIGES)
                && !clause.matches(Vocabulary.IDLE_DUTY)
                && !clause.matches(Vocabulary.PROMISED);
    }

    private static boolean isOrder(Clause clause) {
        return Vocabulary.ORDERS
                .matcher(clause.statement())
                .results()
                .anyMatch(
                        match -> !Vocabulary.IDLE_ORDERS.contains(match.group(1).toLowerCase(Locale.ROOT)));
    }
}
