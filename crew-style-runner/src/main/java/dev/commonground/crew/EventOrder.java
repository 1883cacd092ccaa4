package dev.commonground.crew;

import java.io.Serializable;
import java.util.Comparator;

/** The order of the keys of events. Their parts are compared one by one, and numbers by their value however long they are. */
final class EventOrder implements Comparator<String>, Serializable {

    private static final long serialVersionUID = 1L;

    @Override
    public int compare(String a, String b) {
        String[] left = a.split("\\.", -1);
        String[] right = b.split("\\.", -1);
        for (int i = 0; i < Math.min(left.length, right.length); i++) {
            int order = comparePart(left[i], right[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.length, right.length);
    }

    private static int comparePart(String a, String b) {
        return isNumber(a) && isNumber(b) ? Long.compare(Long.parseLong(a), Long.parseLong(b)) : a.compareTo(b);
    }

    private static boolean isNumber(String part) {
        return part.chars().allMatch(digit -> digit >= '0' && digit <= '9');
    }
}
