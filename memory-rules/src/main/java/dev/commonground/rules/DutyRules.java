package dev.commonground.rules;

import java.util.Locale;

/** Recognizes duties and bans without a key. */
final class DutyRules {

    private DutyRules() {}

    static boolean obliges(Clause clause) {
        return isDuty(clause) || isOrder(clause) || clause.matches(DutyPatterns.NO_WITHOUT);
    }

    private static boolean isDuty(Clause clause) {
        return clause.matches(DutyPatterns.OBLIGES)
                && !clause.matches(DutyPatterns.IDLE_DUTY)
                && !clause.matches(AmountPatterns.PROMISED);
    }

    private static boolean isOrder(Clause clause) {
        return DutyPatterns.ORDERS
                .matcher(clause.statement())
                .results()
                .anyMatch(match ->
                        !DutyPatterns.IDLE_ORDERS.contains(match.group(1).toLowerCase(Locale.ROOT)));
    }
}
